using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Engine.Time;
using Tauric.Pipelines.Feeds;

namespace Tauric.Pipelines.Corpus.Modalities;

/// <summary>Upgrades, downgrades and initiations of the last 90 days, newest first.</summary>
public sealed class AnalystModality : Modality
{
    private const int DaysMax = 90;

    public override string Name => "analyst";

    public override string Title => "Analyst actions (90 days)";

    public override IEnumerable<Read> Reads(DecisionDay day, IPartitionKeys upstream) =>
        [new Read(Canonical.Analyst, day.Ticker, day.Cutoff - (DaysMax * UtcMicros.PerDay), day.Cutoff)];

    public override IReadOnlyList<Item> Items(DecisionDay day, Work work)
    {
        var items = new List<Item>();
        foreach (ReadRows read in work.Rows(Canonical.Analyst))
        {
            RecordBatch rows = read.Rows;
            for (int row = rows.Length - 1; row >= 0; row--)
            {
                string from = rows["from_grade"].Text(row) is { Length: > 0 } old ? $" from {Figures.Line(old)}" : "";
                string to = rows["to_grade"].Text(row) is { Length: > 0 } next ? $" to {Figures.Line(next)}" : "";
                string when = Figures.Date(rows["known_at"].Values<long>()[row]);
                string firm = Figures.Line(rows["firm"].Text(row)!);
                string action = Figures.Line(rows["action"].Text(row)!);
                items.Add(new Item(rows["raw_ref"].Text(row)!, $"- [{when}] {firm}: {action}{from}{to}\n"));
            }
        }

        return items;
    }
}
