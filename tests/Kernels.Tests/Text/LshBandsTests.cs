using Tauric.Engine;
using Tauric.Kernels.Text;

namespace Tauric.Kernels.Tests.Text;

public sealed class LshBandsTests
{
    private static readonly ulong[][] Stories = Make(60);

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [InlineData(0.8)]
    public void MinHash_estimates_Jaccard(double similarity)
    {
        const int union = 2000;
        int shared = (int)(similarity * union), own = (union - shared) / 2;
        ulong[] a = [.. Enumerable.Range(0, shared + own).Select(Element)];
        ulong[] b = [.. Enumerable.Range(own, shared + own).Select(Element)];
        double estimate = MinHash.Similarity(MinHash.Signature(a), MinHash.Signature(b));
        Assert.Equal(Shingles.Jaccard([.. a.Order()], [.. b.Order()]), estimate, 4 * 0.045);
    }

    [Fact]
    public void Signatures_do_not_depend_on_the_order_of_the_set() => Assert.Equal(
        MinHash.Signature([5, 9, 1]), MinHash.Signature([1, 5, 9]));

    /// <summary>Story 3k+1 is story 3k with one word changed; 3k+2 is another story.</summary>
    [Fact]
    public void Finds_the_near_duplicates_and_only_those() => Assert.Equal(
        Enumerable.Range(0, 20).Select(k => (3 * k, (3 * k) + 1)),
        LshBands.NearDuplicates(Stories, similarityMin: 0.7));

    [Fact]
    public void The_pairs_do_not_depend_on_the_order_of_the_texts()
    {
        int[] order = [.. Enumerable.Range(0, Stories.Length)];
        CounterRandom.For(1, "order").Shuffle<int>(order);
        var found = LshBands.NearDuplicates([.. order.Select(i => Stories[i])], 0.7)
            .Select(pair => (First: order[pair.First], Second: order[pair.Second]))
            .Select(pair => pair.First < pair.Second ? pair : (pair.Second, pair.First))
            .Order();
        Assert.Equal(LshBands.NearDuplicates(Stories, 0.7), found);
    }

    [Fact]
    public void Candidates_are_ordered_pairs_each_once()
    {
        ulong[] same = MinHash.Signature([1, 2, 3]);
        Assert.Equal([(0, 1), (0, 3), (1, 3)], LshBands.Candidates([same, same, MinHash.Signature([9]), same]));
    }

    [Fact]
    public void Empty_texts_meet_nothing() => Assert.Empty(LshBands.NearDuplicates([[], []], 0));

    private static ulong Element(int i) => Shingles.Hash($"element {i}");

    private static ulong[][] Make(int count)
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
