using Tauric.Kernels.Text;

namespace Tauric.Kernels.Tests.Text;

public sealed class MinHashTests
{
    [Theory]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [InlineData(0.8)]
    public void The_similarity_of_signatures_estimates_Jaccard(double similarity)
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

    private static ulong Element(int i) => Shingles.Hash($"element {i}");
}
