using System.Globalization;
using Tauric.Engine;
using Tauric.Engine.Time;
using Tauric.Kernels.Text;
using Tauric.Pipelines.Feeds;

namespace Tauric.Pipelines.Tests.Feeds;

public sealed class NewsDedupeTests
{
    private const double SimilarityMin = 0.8;

    /// <summary>Copies, near copies, corrections, headlines alone, old stories again.</summary>
    [Theory]
    [InlineData(1, 0.0)]
    [InlineData(2, 0.3)]
    [InlineData(3, 0.5)]
    [InlineData(4, 1.0)]
    public void Verdicts_are_those_of_comparing_each_story_with_all_before_it(int seed, double shareShort)
    {
        Story[] stories = NewsDedupe.Order(Invented(seed, 300, shareShort));
        Verdict[] expected = [.. Enumerable.Range(0, stories.Length).Select(i => Defined(stories, i))];
        Assert.Equal(expected, NewsDedupe.Judge(stories));
        Assert.InRange(expected.Count(verdict => verdict.Repeats is not null && !verdict.Exactly), 10, 290);
        Assert.InRange(expected.Count(verdict => verdict.Exactly), 5, 290);
        Assert.Contains(expected, verdict => verdict.Supersedes is not null);
    }

    /// <summary>What the class promises, story by story: looks at everything seven days back.</summary>
    private static Verdict Defined(Story[] stories, int i)
    {
        Story story = stories[i];
        int[] recent = [.. Enumerable.Range(0, i)
            .Where(j => story.KnownAt - stories[j].KnownAt <= NewsDedupe.Days * UtcMicros.PerDay)];
        int version = Array.FindLastIndex(stories, Math.Max(i - 1, 0), i, earlier =>
            (earlier.From.Payload.Source, earlier.From.Item.Id) == (story.From.Payload.Source, story.From.Item.Id));
        bool corrects = recent.Contains(version) && stories[version].Text != story.Text
            && stories[version].KnownAt < story.KnownAt;
        bool Comparable(int j) => story.IsShort || stories[j].IsShort;
        bool isMixed = stories.Any(s => s.IsShort) && stories.Any(s => !s.IsShort);
        int exact = recent.LastOrDefault(j => stories[j].Text == story.Text, -1);
        if (exact < 0 && isMixed)
            exact = recent.LastOrDefault(j => Comparable(j) && stories[j].Headline == story.Headline, -1);
        if (exact >= 0) return new Verdict(stories[exact].NewsId, true, null);
        if (corrects) return new Verdict(null, false, stories[version].NewsId);
        int near = recent.LastOrDefault(j => AreNear(stories[j].Text, story.Text)
            || (isMixed && Comparable(j) && AreNear(stories[j].Headline, story.Headline)), -1);
        return new Verdict(near < 0 ? null : stories[near].NewsId, false, null);
    }

    private static bool AreNear(string text, string other) =>
        Bands(text).Zip(Bands(other)).Any(keys => keys.First == keys.Second)
        && Shingles.Jaccard(Shingles.Of(text), Shingles.Of(other)) >= SimilarityMin;

    private static ulong[] Bands(string text)
    {
        var keys = new ulong[LshBands.Bands];
        return keys[..new LshBands().Compute(text, keys)];
    }

    private static IEnumerable<Story> Invented(int seed, int count, double shareShort)
    {
        var random = CounterRandom.For(seed, "dedupe");
        var stories = new List<Story>();
        for (int i = 0; i < count; i++)
        {
            int topic = random.NextInt(12), version = random.NextInt(3);
            string headline = Words(topic, 20) + (version == 0 ? "" : $" v{version}");
            string? summary = random.NextUniform() < shareShort ? null : Words(100 + topic, 50)
                + string.Concat(Enumerable.Range(0, random.NextInt(7)).Select(n => $" {n} extra{random.NextInt(4)}"));
            var first = new DateOnly(2024, 3, 1);
            long at = UtcMicros.From(first) + (random.NextInt(40 * 24 * 60) * 60 * UtcMicros.PerSecond);
            var item = new NewsItem($"{random.NextInt(60)}", at, headline, summary, null, null);
            var key = new PayloadKey(summary is null ? "google_news" : "finnhub", "AAPL", first, "json");
            stories.Add(new Story(new Sourced<NewsItem>(item, key), headline,
                summary is null ? headline : headline + " " + summary, $"id{i}"));
        }

        return stories;
    }

    private static string Words(int topic, int count) => string.Join(' ', Enumerable.Range(0, count)
        .Select(word => (((topic * 1009) + (word * word * 31)) % 997).ToString(CultureInfo.InvariantCulture)));
}
