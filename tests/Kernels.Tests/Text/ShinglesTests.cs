using FsCheck;
using FsCheck.Fluent;
using Tauric.Kernels.Text;

namespace Tauric.Kernels.Tests.Text;

public sealed class ShinglesTests
{
    [Fact]
    public void Are_the_runs_of_three_words() => Assert.Equal(
        new[] { "a bc d", "bc d e", "d e f" }.Select(run => Shingles.Hash(run)).Order(),
        Shingles.Of("a bc d e f"));

    [Theory]
    [InlineData("one")]
    [InlineData("one two")]
    [InlineData("one two three")]
    public void A_short_text_is_one_shingle(string text) => Assert.Equal([Shingles.Hash(text)], Shingles.Of(text));

    [Fact]
    public void An_empty_text_has_none() => Assert.Empty(Shingles.Of(""));

    [Fact]
    public void Repetition_adds_nothing() => Assert.Single(Shingles.Of("a a a a a a"));

    /// <summary>Computed apart, from the definitions of FNV-1a 64 and SplitMix64.</summary>
    [Fact]
    public void The_hash_is_stable() => Assert.Equal(0xBACD556EBD93E65E, Shingles.Hash("the é"));

    [Fact]
    public void Jaccard_is_shared_over_all()
    {
        Assert.Equal(0.5, Shingles.Jaccard([1, 2, 3], [2, 3, 4]));
        Assert.Equal(0, Shingles.Jaccard([1], [2]));
        Assert.Equal(1, Shingles.Jaccard([], []));
    }

    [Fact]
    public void Jaccard_agrees_with_set_arithmetic() => Prop.ForAll<byte[], byte[]>((a, b) =>
    {
        ulong[] x = SetOf(a), y = SetOf(b);
        int union = x.Union(y).Count();
        return Shingles.Jaccard(x, y) == (union == 0 ? 1 : (double)x.Intersect(y).Count() / union);
    }).QuickCheckThrowOnFailure();

    private static ulong[] SetOf(byte[] bytes) => [.. bytes.Select(element => (ulong)element).Distinct().Order()];
}
