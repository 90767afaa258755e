using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Pipelines.Feeds;

namespace Tauric.Pipelines.Corpus.Modalities;

/// <summary>
/// The last eight reported periods, as published by the cutoff: a restatement shows only once it is out.
/// </summary>
public sealed class FundamentalsModality : Modality
{
    private const int PeriodsMax = 8;

    private static readonly string[] s_lines =
        ["revenue", "gross_profit", "operating_income", "net_income", "shares_diluted"];

    public override string Name => "fundamentals";

    public override string Title => "Fundamentals";

    public override IEnumerable<Read> Reads(DecisionDay day, IPartitionKeys upstream) =>
        [new Read(Canonical.Fundamentals, day.Ticker, long.MinValue + 1, day.Cutoff)];

    public override IReadOnlyList<Item> Items(DecisionDay day, Work work)
    {
        // A year ends with its last quarter: the date alone does not name a period.
        var latest = new Dictionary<string, Statement>(StringComparer.Ordinal);
        foreach (ReadRows read in work.Rows(Canonical.Fundamentals))
        {
            RecordBatch rows = read.Rows;
            for (int row = 0; row < rows.Length; row++)   // By known_at: what came later replaces.
            {
                (long end, string period) = (rows["event_time"].Values<long>()[row], rows["period"].Text(row)!);
                latest[$"{end}/{period}"] = new Statement(end, period, rows, row);
            }
        }

        return [.. latest.Values.OrderByDescending(s => s.End).ThenByDescending(s => s.Period, StringComparer.Ordinal)
            .Take(PeriodsMax).Select(s => Render(s.Period, s.Rows, s.Row))];
    }

    private static Item Render(string period, RecordBatch rows, int row)
    {
        IEnumerable<string> figures = s_lines.Where(c => !rows[c].IsNull(row))
            .Select(c => $"{c} {Figures.Short(rows[c].Values<double>()[row])}");
        string published = Figures.Date(rows["known_at"].Values<long>()[row]);
        string restated = rows["restated"].Bit(row) ? " (restated)" : "";
        string line = $"- {Figures.Line(period)} published {published}{restated}: {string.Join(", ", figures)}\n";
        return new Item(period, line);
    }

    private sealed record Statement(long End, string Period, RecordBatch Rows, int Row);
}
