using System.Runtime.Intrinsics;

namespace Tauric.Kernels.Statistics;

/// <summary>The edge where NaN and the infinities are refused.</summary>
internal static class FiniteColumn
{
    private static readonly Vector256<long> Exponent = Vector256.Create(0x7FF0_0000_0000_0000);

    /// <exception cref="ArgumentException">A value is NaN or infinite; names column and row.</exception>
    public static void Require(ReadOnlySpan<double> values, string column)
    {
        if (FirstBad(values) is not -1 and int row) throw Refusal(column, row, values[row]);
    }

    /// <exception cref="ArgumentException">A value is NaN or infinite; names column and row.</exception>
    public static void Require(ReadOnlySpan<double> values, int column)
    {
        if (FirstBad(values) is not -1 and int row) throw Refusal($"column {column}", row, values[row]);
    }

    private static ArgumentException Refusal(string column, int row, double value) =>
        new($"{column}[{row}] is {value}: drop or repair the row first.", column);

    private static int FirstBad(ReadOnlySpan<double> values)
    {
        int row = 0;
        while (row <= values.Length - Vector256<double>.Count && AreFinite(values[row..]))
        {
            row += Vector256<double>.Count;
        }

        for (; row < values.Length; row++)
        {
            if (!double.IsFinite(values[row])) return row;
        }

        return -1;
    }

    private static bool AreFinite(ReadOnlySpan<double> four) =>
        !Vector256.EqualsAny(Vector256.Create(four).AsInt64() & Exponent, Exponent);
}
