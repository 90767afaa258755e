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
        var latest = new SortedDictionary<long, double>();   // Reference period → value of its newest vintage.
        ReadOnlySpan<long> periods = rows["event_time"].Values<long>();
        ReadOnlySpan<double> values = rows["value"].Values<double>();
        for (int row = 0; row < rows.Length; row++) latest[periods[row]] = values[row];
        if (latest.Count == 0) return "";
        var text = new StringBuilder().Append('<').Append(series).Append('>');
        foreach (var month in latest.GroupBy(p => Month(p.Key)).TakeLast(MonthsMax))
            text.Append(' ').Append(month.Key).Append(' ').Append(Figures.Short(month.First().Value));
        return text.Append('\n').ToString();
    }

    private static string Month(long micros) =>
        UtcMicros.ToDateTime(micros).ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);
}
