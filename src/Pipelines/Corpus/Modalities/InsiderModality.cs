using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Engine.Time;
using Tauric.Pipelines.Feeds;

namespace Tauric.Pipelines.Corpus.Modalities;

/// <summary>
/// Insider sentiment of the last three months and up to 25 of the transactions filed in the last two years, newest first.
/// </summary>
public sealed class InsiderModality : Modality
{
    private const int DaysMax = 730;
    private const int TransactionsMax = 25;
    private const int SentimentMonthsMax = 3;
    private const string Sentiment = "sentiment";

    public override string Name => "insider";

    public override string Title => "Insider activity";

    public override IEnumerable<Read> Reads(DecisionDay day, IPartitionKeys upstream) =>
        [new Read(Canonical.Insider, day.Ticker, day.Cutoff - (DaysMax * UtcMicros.PerDay), day.Cutoff)];

    public override IReadOnlyList<Item> Items(DecisionDay day, Work work)
    {
        var items = new List<Item>();
        foreach (ReadRows read in work.Rows(Canonical.Insider))
            for (int row = read.Rows.Length - 1; row >= 0; row--) items.Add(Render(read.Rows, row));
        return [.. items.Where(i => i.Group == Sentiment).Take(SentimentMonthsMax), .. items.Where(i => i.Group != Sentiment)];
    }

    public override IReadOnlyList<Item> Sample(IReadOnlyList<Item> items, CounterRandom random)
    {
        var taken = items.Where(i => i.Group != Sentiment).OrderBy(i => random.BitsOf(i.Lot)).ThenBy(i => i.Id, StringComparer.Ordinal)
            .Take(TransactionsMax).ToHashSet();
        return [.. items.Where(i => i.Group == Sentiment || taken.Contains(i))];
    }

    private static Item Render(RecordBatch rows, int row)
    {
        string kind = rows["kind"].Text(row)!;
        string id = rows["raw_ref"].Text(row)!;
        string change = Figure(rows, "change", row) is { } c ? $", change {c}" : "";
        if (kind == Sentiment)
        {
            string month = Figures.Date(rows["event_time"].Values<long>()[row])[..7];
            string mspr = Figure(rows, "mspr", row) is { } m ? $" mspr {m}" : "";
            return new Item(id, $"- {month} insider sentiment{mspr}{change}\n", kind);
        }

        string when = Figures.Date(rows["known_at"].Values<long>()[row]);
        string price = Figure(rows, "price", row) is { } p ? $" at {p}" : "";
        string code = rows["code"].Text(row) is { Length: > 0 } letter ? $" ({Figures.Line(letter)})" : "";
        return new Item(id, $"- [{when}] {Figures.Line(rows["name"].Text(row) ?? "insider")}{code}{change}{price}\n", kind);
    }

    private static string? Figure(RecordBatch rows, string column, int row) =>
        rows[column].IsNull(row) ? null : Figures.Short(rows[column].Values<double>()[row]);
}
