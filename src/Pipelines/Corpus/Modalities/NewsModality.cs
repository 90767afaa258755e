using System.Collections.Concurrent;
using System.Globalization;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Engine.Time;
using Tauric.Pipelines.Feeds;

namespace Tauric.Pipelines.Corpus.Modalities;

/// <summary>
/// News of the last 30 days from one source, sampled by age as Trading-R1 does (Table S1): of days 0–3 at most 10, of days
/// 4–10 at most 20, of days 11–30 at most 20, newest first.
/// </summary>
/// <remarks>
/// A variation takes the items with the lowest lots of its bucket (bottom-k), so one item more or less changes only the
/// variations that draw it. A story that was corrected before the cutoff shows its correction only.
/// </remarks>
public sealed class NewsModality(string source, string title) : Modality
{
    private const int DaysMax = 30;
    private const int RenderedMax = 50_000;
    private static readonly (string Group, int LastDay, int Rows)[] s_buckets = [("0-3", 3, 10), ("4-10", 10, 20), ("11-30", DaysMax, 20)];
    private readonly ConcurrentDictionary<string, string> _rendered = new(StringComparer.Ordinal);

    public override string Name => "news/" + source;

    public override string Title => title;

    public override IEnumerable<Read> Reads(DecisionDay day, IPartitionKeys upstream)
    {
        DateOnly first = day.Day.AddDays(-DaysMax);
        long after = MarketTime.ToUtcMicros(first, TimeOnly.MinValue) - 1;
        DateOnly last = DateOnly.FromDateTime(UtcMicros.ToDateTime(day.Cutoff).UtcDateTime);
        for (DateOnly month = new(first.Year, first.Month, 1); month <= last; month = month.AddMonths(1))
            yield return new Read(Canonical.News, $"{day.Ticker}/{month.ToString("yyyy-MM", CultureInfo.InvariantCulture)}", after, day.Cutoff);
    }

    public override IReadOnlyList<Item> Items(DecisionDay day, Work work)
    {
        var items = new List<Item>();
        var replaced = new HashSet<string>(StringComparer.Ordinal);
        foreach (ReadRows read in work.Rows(Canonical.News).Reverse())   // Newest month first.
        {
            RecordBatch rows = read.Rows;
            for (int row = rows.Length - 1; row >= 0; row--)
            {
                if (rows["supersedes"].Text(row) is { } earlier) replaced.Add(earlier);
                if (!rows["source"].Bytes(row).SequenceEqual(System.Text.Encoding.UTF8.GetBytes(source))) continue;
                string id = rows["news_id"].Text(row)!;
                int age = day.Day.DayNumber - MarketTime.EasternDate(rows["known_at"].Values<long>()[row]).DayNumber;
                if (age > DaysMax || replaced.Contains(id)) continue;
                items.Add(new Item(id, Render(id, rows, row), s_buckets.First(b => age <= b.LastDay).Group));
            }
        }

        return items;
    }

    public override IReadOnlyList<Item> Sample(IReadOnlyList<Item> items, CounterRandom random)
    {
        var taken = new HashSet<Item>();
        foreach ((string group, _, int rows) in s_buckets)
            taken.UnionWith(items.Where(i => i.Group == group).OrderBy(i => random.BitsOf(i.Lot)).ThenBy(i => i.Id, StringComparer.Ordinal).Take(rows));
        return [.. items.Where(taken.Contains)];
    }

    private string Render(string id, RecordBatch rows, int row)
    {
        if (_rendered.Count > RenderedMax) _rendered.Clear();   // Bounded; what is rendered twice is rendered alike.
        return _rendered.GetOrAdd(id, _ =>
        {
            string publisher = rows["publisher"].Text(row) is { Length: > 0 } p ? p : source;
            string summary = rows["summary"].Text(row) is { Length: > 0 } s ? " | " + Figures.Line(s) : "";
            string when = Figures.Date(rows["known_at"].Values<long>()[row]);
            return $"- [{when}] {Figures.Line(publisher)}: {Figures.Line(rows["headline"].Text(row)!)}{summary}\n";
        });
    }
}
