using System.Runtime.CompilerServices;

namespace Tauric.Kernels.Lanes;

/// <summary>One row of some series, or four rows, or one row of four instruments: a definition cannot tell.</summary>
internal unsafe struct Row<T>
    where T : struct, ILane<T>
{
    /// <summary>So many columns are values, which a loop keeps in registers; further ones stay in memory.</summary>
    public const int Fields = 3;

    public T A;
    public T B;
    public T C;
    private readonly double** _columns;
    private readonly nint _at;

    /// <param name="columns">Where columns are; those behind the first <see cref="Fields"/> are read there.</param>
    /// <param name="at">The row.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Row(double** columns, nint at)
    {
        _columns = columns;
        _at = at;
    }

    public T this[int column]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        readonly get => column == 0 ? A : column == 1 ? B : column == 2 ? C : T.Load(_columns[column] + _at);
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        set
        {
            if (column == 0) A = value;
            else if (column == 1) B = value;
            else if (column == 2) C = value;
            else T.Store(value, _columns[column] + _at);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Load(int columns, double* column0, double* column1, double* column2)
    {
        A = T.Load(column0 + _at);
        if (columns > 1) B = T.Load(column1 + _at);
        if (columns > 2) C = T.Load(column2 + _at);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(int columns, double* column0, double* column1, double* column2)
    {
        T.Store(A, column0 + _at);
        if (columns > 1) T.Store(B, column1 + _at);
        if (columns > 2) T.Store(C, column2 + _at);
    }
}

/// <summary>What a recurrence remembers: four numbers, zero before its first row. Blittable, saved as it is.</summary>
internal struct Slots<T>
    where T : struct, ILane<T>
{
    public const int Count = 4;

    public T A;
    public T B;
    public T C;
    public T D;
}

/// <summary>
/// A definition without memory: values of a row from other values of that row. What it needs of earlier rows it is
/// given as columns of their own (<see cref="Series.Back"/>).
/// </summary>
internal interface IPointwise
{
    static virtual int Outputs => 1;

    void At<T>(in Row<T> x, ref Row<T> y)
        where T : struct, ILane<T>;
}

/// <summary>A definition with memory: takes the rows one after the other.</summary>
internal interface IRecurrence
{
    static virtual int Outputs => 1;

    /// <summary>How many rows it takes before its outputs mean something.</summary>
    int Warmup { get; }

    /// <param name="t">
    /// 0 for the first row on which every input is defined. What a step does may depend on it up to
    /// <see cref="Warmup"/>; all later rows are alike, and are given <see cref="Warmup"/> + 1.
    /// </param>
    /// <param name="state">Read and updated.</param>
    /// <param name="x">The inputs at this row.</param>
    /// <param name="y">Where the outputs go; anything while warming up.</param>
    void Step<T>(long t, ref Slots<T> state, in Row<T> x, ref Row<T> y)
        where T : struct, ILane<T>;
}
