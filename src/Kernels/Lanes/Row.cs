using System.Runtime.CompilerServices;

namespace Tauric.Kernels.Lanes;

/// <summary>One row of some series, or four rows, or one row of four instruments: a definition cannot tell.</summary>
internal readonly unsafe ref struct Row<T>
    where T : struct, ILane<T>
{
    /// <summary>So many column pointers are read always, used or not.</summary>
    public const int Fields = 3;

    // The first columns are fields, which a loop keeps in registers.
    private readonly double* _0;
    private readonly double* _1;
    private readonly double* _2;
    private readonly double** _columns;
    private readonly nint _at;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Row(double* column0, double* column1, double* column2, double** columns, nint at)
    {
        _0 = column0;
        _1 = column1;
        _2 = column2;
        _columns = columns;
        _at = at;
    }

    public T this[int column]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => T.Load(Column(column) + _at);
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        set => T.Store(value, Column(column) + _at);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double* Column(int column) => column == 0 ? _0 : column == 1 ? _1 : column == 2 ? _2 : _columns[column];
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

    void At<T>(Row<T> x, Row<T> y)
        where T : struct, ILane<T>;
}

/// <summary>A definition with memory: takes the rows one after the other.</summary>
internal interface IRecurrence
{
    static virtual int Outputs => 1;

    /// <summary>How many rows it takes before its outputs mean something.</summary>
    int Warmup { get; }

    /// <param name="t">0 for the first row on which every input is defined.</param>
    /// <param name="state">Read and updated.</param>
    /// <param name="x">The inputs at this row.</param>
    /// <param name="y">Where the outputs go; anything while warming up.</param>
    void Step<T>(long t, ref Slots<T> state, Row<T> x, Row<T> y)
        where T : struct, ILane<T>;
}
