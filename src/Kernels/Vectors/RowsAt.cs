namespace Tauric.Kernels.Vectors;

/// <summary><see cref="Rows"/> as threads see them: valid while the caller holds the memory.</summary>
internal readonly unsafe struct RowsAt(float* first, in Rows rows)
{
    public int Count { get; } = rows.Count;

    public int Dimension { get; } = rows.Dimension;

    public nint Pitch { get; } = rows.Pitch;

    public float* this[int row] => first + (row * Pitch);

    public ReadOnlySpan<float> Row(int row) => new(this[row], Dimension);
}

/// <summary>Memory that stays where it is, 64-byte aligned, and only ever grows.</summary>
internal sealed unsafe class Scratch<T>
    where T : unmanaged
{
    private const int Alignment = 64;

    private T[] _held = [];

    public T* Data { get; private set; }

    /// <summary>What it held is lost when it grows.</summary>
    public void Reserve(long count)
    {
        if (Data != null && count <= _held.Length - (Alignment / sizeof(T))) return;
        _held = GC.AllocateUninitializedArray<T>(checked((int)count + (Alignment / sizeof(T))), pinned: true);
        fixed (T* start = _held) Data = (T*)(((nuint)start + Alignment - 1) & ~(nuint)(Alignment - 1));
    }
}
