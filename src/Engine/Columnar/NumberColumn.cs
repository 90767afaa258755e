using System.Numerics;

namespace Tauric.Engine.Columnar;

/// <summary>
/// A float64 or float32 column written in place, in any order and from any thread; NaN becomes null. Where the rows are
/// known beforehand: neither a copy nor a look at each value as it comes.
/// </summary>
/// <typeparam name="T"><see cref="double"/> or <see cref="float"/>.</typeparam>
public sealed class NumberColumn<T> : IDisposable
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int _length;
    private NativeBuffer? _values;

    public NumberColumn(int length)
    {
        _length = length;
        _values = NativeBuffer.Allocate((long)length * Type.Width);
    }

    public static ArrowType Type => typeof(T) == typeof(float) ? ArrowType.Float32 : ArrowType.Float64;

    /// <summary>All rows, 0 at first; until <see cref="Build"/>.</summary>
    public Span<T> Values =>
        (_values ?? throw new ObjectDisposedException(nameof(NumberColumn<T>))).Writable<T>()[.._length];

    /// <summary>Hands the memory over.</summary>
    public Column Build()
    {
        Span<T> values = Values;
        int first = FirstNaN(values);
        NativeBuffer? validity = first < 0 ? null : NativeBuffer.Allocate(Bitmap.BytesFor(_length));
        int nulls = validity is null ? 0 : MarkNulls(values, first, validity.Writable<byte>());
        var column = new Column(Type, _length, [validity, _values], nullCount: nulls);
        _values = null;
        return column;
    }

    public void Dispose()
    {
        _values?.Release();
        _values = null;
    }

    private static int FirstNaN(ReadOnlySpan<T> values)
    {
        int row = 0;
        for (; row <= values.Length - Vector<T>.Count; row += Vector<T>.Count)
        {
            var some = new Vector<T>(values[row..]);
            if (!Vector.EqualsAll(some, some)) break;   // A NaN is not equal to itself.
        }

        for (; row < values.Length; row++)
            if (T.IsNaN(values[row])) return row;
        return -1;
    }

    /// <returns>How many.</returns>
    private static int MarkNulls(Span<T> values, int first, Span<byte> validity)
    {
        int nulls = 0;
        for (int row = 0; row < values.Length; row++)
        {
            if (row < first || !T.IsNaN(values[row]))
            {
                Bitmap.Set(validity, row);
                continue;
            }

            values[row] = T.Zero;
            nulls++;
        }

        return nulls;
    }
}
