namespace Tauric.WriterModel;

/// <summary>
/// Floats that stay where they are, so that matrices may point at them; whoever holds a matrix holds the buffer too.
/// </summary>
internal sealed unsafe class FloatBuffer(int length)
{
    private readonly float[] _values = GC.AllocateArray<float>(length, pinned: true);

    public int Length => _values.Length;

    public float* Data => (float*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _values[0]);

    public Span<float> Span => _values;

    public Matrix Matrix(int rows, int columns, int offset = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset + ((long)rows * columns), _values.Length);
        return new(Data + offset, rows, columns, columns);
    }
}
