using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Engine.Time;
using Tauric.Pipelines.Feeds;

namespace Tauric.Pipelines.Corpus.Modalities;

/// <summary>
/// Insider sentiment of the last three months, and 25 of the newest 40 transactions filed in the last two years, by
/// filing date, newest first.
/// </summary>
public sealed class InsiderModality : Modality
{
    private const int DaysMax = 730;
    private const int FilingsMax = 40;
    private const int SentimentMonthsMax = 3;
    private const string Sentiment = InsiderItem.Sentiment;
    private const string Transaction = InsiderItem.Transaction;
    private static readonly (string, int)[] s_draws = [(Sentiment, SentimentMonthsMax), (Transaction, 25)];

    public override string Name => "insider";

    public override string Title => "Insider activity";

    public override IEnumerable<Read> Reads(DecisionDay day, IPartitionKeys upstream) =>
        [new Read(Canonical.Insider, day.Ticker, day.Cutoff - (DaysMax * UtcMicros.PerDay), day.Cutoff)];

    public override IReadOnlyList<Item> Items(DecisionDay day, Work work)
    {
        long oldest = UtcMicros.From(Months.First(day.Day).AddMonths(-SentimentMonthsMax));
        var sentiments = new List<Item>();
        var filings = new List<Item>();
        foreach (ReadRows read in work.Rows(Canonical.Insider))
        {
            ReadOnlySpan<long> months = read.Rows["event_time"].Values<long>();
            for (int row = read.Rows.Length - 1; row >= 0; row--)
            {
                bool isFiling = read.Rows["kind"].Text(row) != Sentiment;
                if (isFiling && filings.Count < FilingsMax) filings.Add(Filing(read.Rows, row));
                else if (!isFiling && months[row] >= oldest) sentiments.Add(Month(read.Rows, row));
            }
        }

        return [.. sentiments.Take(SentimentMonthsMax), .. filings];
    }

    public override IReadOnlyList<Item> Sample(IReadOnlyList<Item> items, CounterRandom random) =>
        Draw(items, random, s_draws);

    private static Item Month(RecordBatch rows, int row)
    {
        string month = UtcMicros.Format(rows["event_time"].Values<long>()[row])[..7];   // Its first day, UTC.
        string mspr = Figure(rows, "mspr", row) is { } m ? $" mspr {m}" : "";
        string text = $"- {month} insider sentiment{mspr}{Change(rows, row)}\n";
        return new Item(rows["raw_ref"].Text(row)!, text, Sentiment);
    }

    private static Item Filing(RecordBatch rows, int row)
    {
        string filed = Figures.Date(rows["known_at"].Values<long>()[row]);
        string name = Figures.Line(rows["name"].Text(row) ?? "insider");
        string code = rows["code"].Text(row) is { Length: > 0 } letter ? $" ({Figures.Line(letter)})" : "";
        string price = Figure(rows, "price", row) is { } p ? $" at {p}" : "";
        string text = $"- [{filed}] {name}{code}{Change(rows, row)}{price}\n";
        return new Item(rows["raw_ref"].Text(row)!, text, Transaction);
    }

    private static string Change(RecordBatch rows, int row) =>
        Figure(rows, "change", row) is { } change ? $", change {change}" : "";

    private static string? Figure(RecordBatch rows, string column, int row) =>
        rows[column].IsNull(row) ? null : Figures.Short(rows[column].Values<double>()[row]);
}
