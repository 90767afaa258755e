using System.Text;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Engine.Time;
using Tauric.Pipelines.Feeds;

namespace Tauric.Pipelines.Corpus.Modalities;

/// <summary>
/// Two years of each macro series, the first observation of every month, in the vintage known at the cutoff.
/// </summary>
public sealed class MacroModality : Modality
{
    private const int MonthsMax = 24;

    public override string Name => "macro";

    public override string Title => "Macro series";

    public override IEnumerable<Read> Reads(DecisionDay day, IPartitionKeys upstream) =>
        upstream.Of(Canonical.Macro).Select(series => new Read(Canonical.Macro, series, long.MinValue + 1, day.Cutoff));

    public override IReadOnlyList<Item> Items(DecisionDay day, Work work)
    {
        var items = new List<Item>();
        foreach (ReadRows read in work.Rows(Canonical.Macro))
        {
            string text = Render(read.Read.Key, read.Rows);
            if (text.Length > 0) items.Add(new Item(read.Read.Key, text));
        }

        return items;
    }

    private static string Render(string series, RecordBatch rows)
    {
        var months = new SortedDictionary<DateOnly, Observation>();   // By their first days.
        ReadOnlySpan<long> periods = rows["event_time"].Values<long>();
        ReadOnlySpan<double> values = rows["value"].Values<double>();
        for (int row = 0; row < rows.Length; row++)   // Of a period, the newest vintage comes last.
        {
            DateOnly month = Months.First(DateOnly.FromDateTime(UtcMicros.ToDateTime(periods[row]).UtcDateTime));
            if (!months.TryGetValue(month, out Observation? first) || periods[row] <= first.Period)
                months[month] = new Observation(periods[row], values[row]);
        }

        if (months.Count == 0) return "";
        var text = new StringBuilder().Append('<').Append(series).Append('>');
        foreach ((DateOnly month, Observation first) in months.Skip(months.Count - MonthsMax))
            text.Append(' ').Append(Months.Of(month)).Append(' ').Append(Figures.Short(first.Value));
        return text.Append('\n').ToString();
    }

    /// <param name="Period">What it is of, µs UTC.</param>
    private sealed record Observation(long Period, double Value);
}
