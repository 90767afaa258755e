using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Tauric.Kernels.Indicators;

/// <summary>Which column of the bars an indicator reads, where more than one makes sense.</summary>
public enum BarColumn { Close, Open, High, Low, Volume }

/// <summary>
/// Bars of one instrument in time order, oldest first: five columns of equal length, prices in one currency,
/// volume in shares or contracts. A view: it owns nothing.
/// </summary>
/// <remarks>Every value is finite. A gap is the caller's to drop: an indicator never guesses across one.</remarks>
public readonly ref struct Bars
{
    /// <exception cref="ArgumentException">
    /// Lengths differ, or a value is NaN or infinite; names column and row.
    /// </exception>
    public Bars(
        ReadOnlySpan<double> open,
        ReadOnlySpan<double> high,
        ReadOnlySpan<double> low,
        ReadOnlySpan<double> close,
        ReadOnlySpan<double> volume)
    {
        Check(open, "open", close.Length);
        Check(high, "high", close.Length);
        Check(low, "low", close.Length);
        Check(close, "close", close.Length);
        Check(volume, "volume", close.Length);
        Open = open;
        High = high;
        Low = low;
        Close = close;
        Volume = volume;
    }

    private Bars(
        ReadOnlySpan<double> open,
        ReadOnlySpan<double> high,
        ReadOnlySpan<double> low,
        ReadOnlySpan<double> close,
        ReadOnlySpan<double> volume,
        int start,
        int length)
    {
        Open = open.Slice(start, length);
        High = high.Slice(start, length);
        Low = low.Slice(start, length);
        Close = close.Slice(start, length);
        Volume = volume.Slice(start, length);
    }

    public ReadOnlySpan<double> Open { get; }

    public ReadOnlySpan<double> High { get; }

    public ReadOnlySpan<double> Low { get; }

    public ReadOnlySpan<double> Close { get; }

    public ReadOnlySpan<double> Volume { get; }

    public int Length => Close.Length;

    public ReadOnlySpan<double> this[BarColumn column] => column switch
    {
        BarColumn.Open => Open,
        BarColumn.High => High,
        BarColumn.Low => Low,
        BarColumn.Volume => Volume,
        _ => Close,
    };

    /// <summary>The rows [start, start + length) of these bars.</summary>
    public Bars Slice(int start, int length) => new(Open, High, Low, Close, Volume, start, length);

    /// <summary>Views of columns that were checked before.</summary>
    internal static Bars Checked(
        ReadOnlySpan<double> open,
        ReadOnlySpan<double> high,
        ReadOnlySpan<double> low,
        ReadOnlySpan<double> close,
        ReadOnlySpan<double> volume) => new(open, high, low, close, volume, 0, close.Length);

    private static void Check(ReadOnlySpan<double> values, string column, int rows)
    {
        if (values.Length != rows)
        {
            throw new ArgumentException($"{column} has {values.Length} rows, close has {rows}.", column);
        }

        int row = FirstNotFinite(values);
        if (row < 0) return;
        throw new ArgumentException($"{column}[{row}] is {values[row]}: drop or repair the bar first.", column);
    }

    private static int FirstNotFinite(ReadOnlySpan<double> values)
    {
        int row = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            ref double first = ref MemoryMarshal.GetReference(values);
            // x − x is 0 for numbers, NaN for the others.
            for (; row <= values.Length - 4; row += 4)
            {
                Vector256<double> four = Vector256.LoadUnsafe(ref first, (nuint)row);
                if (!Vector256.EqualsAll(four - four, Vector256<double>.Zero)) break;
            }
        }

        for (; row < values.Length; row++)
        {
            if (!double.IsFinite(values[row])) return row;
        }

        return -1;
    }
}
