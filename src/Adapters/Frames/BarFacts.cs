using Tauric.Engine.Columnar;

namespace Tauric.Adapters.Frames;

/// <summary>
/// What is wrong with rows as bars. Of rows that assess bars (<c>completeness</c>, <c>inconsistent</c>,
/// <c>outliers_iqr</c>, <c>outliers_robust_z</c>) it is what they say; of bars what can be seen of one alone.
/// </summary>
/// <param name="Inconsistent">
/// Bars refused for breaking a rule; or rows whose open, high, low and close no one bar can have: a low above or a high
/// below another, a price that is not above 0. Where one is missing nothing is said.
/// </param>
/// <param name="OutliersIqr">Returns far out by quartiles, in the row with most; null of rows that assess
/// nothing.</param>
/// <param name="OutliersRobustZ">The same by robust z.</param>
/// <param name="Completeness">Bars over those the trading calendar expects, in the row with least.</param>
internal readonly record struct BarFacts(
    long Inconsistent, int? OutliersIqr = null, int? OutliersRobustZ = null, double? Completeness = null)
{
    public static BarFacts Of(RecordBatch rows)
    {
        if (rows.Length == 0) return default;
        if (Find(rows, ArrowType.Int32, "inconsistent", "outliers_iqr", "outliers_robust_z") is { } counts
            && Find(rows, ArrowType.Float64, "completeness") is { } complete)
        {
            long inconsistent = 0;
            foreach (int refused in counts[0].Values<int>()) inconsistent += refused;
            double least = double.PositiveInfinity;
            foreach (double share in complete[0].Values<double>()) least = Math.Min(least, share);
            return new BarFacts(inconsistent, Most(counts[1]), Most(counts[2]), least);
        }

        return Find(rows, ArrowType.Float64, "open", "high", "low", "close") is { } prices
            ? new BarFacts(Broken(prices)) : default;
    }

    public void Write(ByteOutput output)
    {
        output.Signed(Inconsistent);
        output.Byte(Completeness is null ? 0 : 1);
        if (Completeness is not { } complete) return;
        output.Varint(OutliersIqr!.Value);
        output.Varint(OutliersRobustZ!.Value);
        output.Double(complete);
    }

    public static BarFacts Read(ref ByteCursor from)
    {
        long inconsistent = from.Signed();
        return from.Count(1) == 0 ? new BarFacts(inconsistent)
            : new BarFacts(inconsistent, from.Count(int.MaxValue), from.Count(int.MaxValue), from.Double());
    }

    /// <summary>Null unless all are there and of this type.</summary>
    private static Column[]? Find(RecordBatch rows, ArrowType type, params ReadOnlySpan<string> names)
    {
        var found = new Column[names.Length];
        for (int i = 0; i < names.Length; i++)
        {
            int index = rows.Schema.IndexOf(names[i]);
            if (index < 0 || !rows.Schema[index].Type.Equals(type)) return null;
            found[i] = rows[index];
        }

        return found;
    }

    private static int Most(Column counts)
    {
        int most = 0;
        foreach (int count in counts.Values<int>()) most = Math.Max(most, count);
        return most;
    }

    private static long Broken(Column[] prices)
    {
        ReadOnlySpan<double> open = prices[0].Values<double>(), high = prices[1].Values<double>(),
            low = prices[2].Values<double>(), close = prices[3].Values<double>();
        bool hasNulls = Array.Exists(prices, p => p.NullCount > 0);
        long broken = 0;
        for (int row = 0; row < open.Length; row++)
        {
            int at = row;
            if (hasNulls && Array.Exists(prices, p => p.IsNull(at))) continue;
            // False where one is NaN: then it is missing.
            bool breaks = low[row] > Math.Min(open[row], close[row]) || high[row] < Math.Max(open[row], close[row])
                || high[row] < low[row] || low[row] <= 0;
            broken += breaks ? 1 : 0;
        }

        return broken;
    }
}
