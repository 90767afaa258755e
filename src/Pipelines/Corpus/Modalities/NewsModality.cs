using System.Text;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Engine.Time;
using Tauric.Pipelines.Feeds;

namespace Tauric.Pipelines.Corpus.Modalities;

/// <summary>
/// News of the last 30 days from one source, sampled by age as Trading-R1 does (Table S1): of days 0–3 at most 10, of
/// days 4–10 at most 20, of days 11–30 at most 20, newest first.
/// </summary>
/// <remarks>
/// A variation takes the items with the lowest lots of its bucket, so one item more or less changes only the variations
/// that draw it. A story that was corrected before the cutoff shows its correction only.
/// </remarks>
public sealed class NewsModality(string source, string title) : Modality
{
    private const int DaysMax = 30;
    private const int RecentMin = 1_000;
    private static readonly (string Group, int Rows)[] s_buckets = [("0-3", 10), ("4-10", 20), ("11-30", 20)];
    private readonly byte[] _source = Encoding.UTF8.GetBytes(source);

    // A story is shown on some 20 trading days: rendered, hashed and counted once a bucket. An id stands for its text.
    private readonly RecentItems _recent = new(RecentMin);

    public override string Name => "news/" + source;

    public override string Title => title;

    public override IEnumerable<Read> Reads(DecisionDay day, IPartitionKeys upstream)
    {
        DateOnly first = day.Day.AddDays(-DaysMax);
        long after = MarketTime.ToUtcMicros(first, TimeOnly.MinValue) - 1;
        DateOnly last = DateOnly.FromDateTime(UtcMicros.ToDateTime(day.Cutoff).UtcDateTime);
        foreach (string month in Months.Of(first, last))
            yield return new Read(Canonical.News, $"{day.Ticker}/{month}", after, day.Cutoff);
    }

    public override IReadOnlyList<Item> Items(DecisionDay day, Work work)
    {
        IReadOnlyList<ReadRows> months = work.Rows(Canonical.News);
        HashSet<string> replaced = Replaced(months);
        var items = new List<Item>();
        foreach (ReadRows month in months.Reverse())   // Newest first.
        {
            RecordBatch rows = month.Rows;
            (Column sources, Column ids) = (rows["source"], rows["news_id"]);
            ReadOnlySpan<long> known = rows["known_at"].Values<long>();
            for (int row = rows.Length - 1; row >= 0; row--)
            {
                if (!sources.Bytes(row).SequenceEqual(_source)) continue;
                DateOnly date = MarketTime.EasternDate(known[row]);
                int age = day.Day.DayNumber - date.DayNumber;
                string id = ids.Text(row)!;
                if (age <= DaysMax && !replaced.Contains(id)) items.Add(ItemOf(id, age, date, rows, row));
            }
        }

        return items;
    }

    public override IReadOnlyList<Item> Sample(IReadOnlyList<Item> items, CounterRandom random) =>
        Draw(items, random, s_buckets);

    private static HashSet<string> Replaced(IReadOnlyList<ReadRows> months)
    {
        var replaced = new HashSet<string>(StringComparer.Ordinal);
        foreach (ReadRows month in months)
        {
            Column earlier = month.Rows["supersedes"];
            for (int row = 0; row < earlier.Length; row++)
                if (earlier.Text(row) is { } id) replaced.Add(id);
        }

        return replaced;
    }

    private Item ItemOf(string id, int age, DateOnly date, RecordBatch rows, int row)
    {
        string group = s_buckets[age <= 3 ? 0 : age <= 10 ? 1 : 2].Group;
        if (_recent.TryGet(id, group, out Item? known)) return known;
        string publisher = rows["publisher"].Text(row) is { Length: > 0 } p ? p : source;
        string summary = rows["summary"].Text(row) is { Length: > 0 } s ? " | " + Figures.Line(s) : "";
        string headline = Figures.Line(rows["headline"].Text(row)!);
        var item = new Item(id, $"- [{CorpusDays.Text(date)}] {Figures.Line(publisher)}: {headline}{summary}\n", group);
        _recent.Add(item);   // What is rendered twice is rendered alike.
        return item;
    }
}
