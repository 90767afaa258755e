using Tauric.Engine;
using Tauric.Kernels.Text;

namespace Tauric.Kernels.Tests.Text;

public sealed class NearTextsTests
{
    /// <summary>Story 3k+1 is story 3k with one word changed; 3k+2 is another story.</summary>
    [Fact]
    public void Finds_the_near_duplicates_and_only_those()
    {
        ulong[][] stories = Stories(60);
        Assert.Equal(Enumerable.Range(0, 20).Select(k => (3 * k, (3 * k) + 1)), Pairs(new NearTexts(stories, 0.7)));
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.8)]
    [InlineData(1.0)]
    public void The_near_pairs_are_those_of_comparing_each_with_each(double similarityMin)
    {
        ulong[][] sets = NearStories.Sets(seed: 1, count: 150);
        HashSet<(int, int)> expected = TextDefinition.NearPairs(sets, similarityMin);
        Assert.Equal(expected.Order(), Pairs(new NearTexts(sets, similarityMin)));
    }

    [Fact]
    public void The_pairs_do_not_depend_on_the_order_of_the_texts()
    {
        ulong[][] sets = NearStories.Sets(seed: 2, count: 100);
        int[] order = [.. Enumerable.Range(0, sets.Length)];
        CounterRandom.For(1, "order").Shuffle<int>(order);
        var found = Pairs(new NearTexts(order.Select(i => sets[i]), 0.7))
            .Select(pair => (First: order[pair.First], Second: order[pair.Second]))
            .Select(pair => pair.First < pair.Second ? pair : (pair.Second, pair.First));
        Assert.Equal(Pairs(new NearTexts(sets, 0.7)), found.Order());
    }

    [Fact]
    public void Empty_texts_meet_nothing() => Assert.Empty(Pairs(new NearTexts([[], []], 0)));

    private static IEnumerable<(int First, int Second)> Pairs(NearTexts texts) =>
        from first in Enumerable.Range(0, texts.Count)
        from second in Enumerable.Range(first + 1, texts.Count - first - 1)
        where Meet(texts, first, second) && texts.AreSimilar(first, second)
        select (first, second);

    private static bool Meet(NearTexts texts, int first, int second)
    {
        int[] others = texts.BucketsOf(second).ToArray();
        return texts.BucketsOf(first).ToArray().Zip(others).Any(b => b.First == b.Second && b.First != NearTexts.Alone);
    }

    private static ulong[][] Stories(int count)
    {
        var stories = new ulong[count][];
        for (int i = 0; i < count; i++)
        {
            var random = CounterRandom.For(4, "story", i % 3 == 1 ? $"{i - 1}" : $"{i}");
            string[] words = new string[80];
            for (int w = 0; w < words.Length; w++) words[w] = $"w{random.NextInt(5000)}";
            if (i % 3 == 1) words[40] = "corrected";
            stories[i] = Shingles.Of(string.Join(' ', words));
        }

        return stories;
    }
}
