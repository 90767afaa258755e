using Tauric.Engine;
using Tauric.Kernels.Text;

namespace Tauric.Kernels.Tests.Text;

public sealed class LatestNearTests
{
    private const double SimilarityMin = 0.8;

    /// <summary>Texts in any order, seen again, in any window: what looking through all of the past gives.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_latest_near_sighting_is_that_of_looking_through_them_all(int seed)
    {
        ulong[][] sets = NearStories.Sets(seed, 120);
        HashSet<(int First, int Second)> near = TextDefinition.NearPairs(sets, SimilarityMin);
        var latest = new LatestNear(new NearTexts(sets, SimilarityMin));
        var random = CounterRandom.For(seed, "sightings");
        var seen = new List<int>();
        int found = 0;
        for (int moment = 0; moment < 600; moment++)
        {
            int text = random.NextInt(sets.Length), since = Math.Max(0, moment - random.NextInt(60));
            int expected = seen.FindLastIndex(other =>
                near.Contains((Math.Min(text, other), Math.Max(text, other))));
            Assert.Equal(expected < since ? -1 : expected, latest.Latest(text, since));
            Assert.Equal(seen.LastIndexOf(text), latest.LastSeen(text));
            found += expected < since ? 0 : 1;
            latest.See(text, moment);
            seen.Add(text);
        }

        Assert.InRange(found, 50, 550);
    }

    [Fact]
    public void Of_thousands_of_near_copies_each_is_compared_with_one_other()
    {
        const int copies = 5000;
        string[] words = InventedTexts.Words(80, "wire story").Split(' ');
        var texts = new NearTexts(Enumerable.Range(0, copies)
            .Select(i => Shingles.Of(string.Join(' ', words) + $" {i}")), SimilarityMin);
        var latest = new LatestNear(texts);
        for (int i = 0; i < copies; i++)
        {
            Assert.Equal(i - 1, latest.Latest(i, 0));
            latest.See(i, i);
        }

        Assert.Equal(copies - 1, latest.Comparisons);
    }

    [Fact]
    public void Copies_that_left_the_window_are_compared_with_nothing()
    {
        string[] words = InventedTexts.Words(80, "wire story").Split(' ');
        var latest = new LatestNear(new NearTexts(Enumerable.Range(0, 100)
            .Select(i => Shingles.Of(string.Join(' ', words) + $" {i}")), SimilarityMin));
        for (int i = 0; i < 100; i++) latest.See(i, i);
        Assert.Equal(-1, latest.Latest(0, since: 100));
        Assert.Equal(0, latest.Comparisons);
    }

    [Fact]
    public void Every_other_text_is_looked_at_at_most_once()
    {
        // All of one template, none similar enough: what a search costs at worst.
        string[] words = InventedTexts.Words(100, "template").Split(' ');
        var random = CounterRandom.For(3, "slots");
        var latest = new LatestNear(new NearTexts(Enumerable.Range(0, 300).Select(i =>
        {
            string[] own = [.. words];
            for (int slot = 0; slot < 100; slot += 12) own[slot] = $"{i}-{random.NextInt(1000)}";
            return Shingles.Of(string.Join(' ', own));
        }), SimilarityMin));
        for (int i = 0; i < 300; i++)
        {
            Assert.Equal(-1, latest.Latest(i, 0));
            latest.See(i, i);
        }

        Assert.InRange(latest.Comparisons, 1, 300 * 299 / 2);
    }
}
