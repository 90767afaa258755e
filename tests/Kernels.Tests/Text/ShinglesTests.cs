using FsCheck;
using FsCheck.Fluent;
using Tauric.Engine.Tests.Proofs;
using Tauric.Kernels.Text;

namespace Tauric.Kernels.Tests.Text;

public sealed class ShinglesTests : TextKernelContract
{
    protected override ITextKernel Kernel => new Shingles();

    protected override ulong[] Defined(string text) => TextDefinition.Shingles(text);

    [Fact]
    public void Are_the_runs_of_three_words() => Assert.Equal(
        new[] { "a bc d", "bc d e", "d e f" }.Select(run => TextHash.Of(run)).Order(),
        Shingles.Of("a bc d e f"));

    [Theory]
    [InlineData("one")]
    [InlineData("one two")]
    [InlineData("one two three")]
    public void A_short_text_is_one_shingle(string text) => Assert.Equal([TextHash.Of(text)], Shingles.Of(text));

    [Fact]
    public void An_empty_text_has_none() => Assert.Empty(Shingles.Of(""));

    [Fact]
    public void Repetition_adds_nothing() => Assert.Single(Shingles.Of("a a a a a a"));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Any_number_of_words_makes_a_shingle(int words)
    {
        var kernel = new Shingles(words);
        foreach (string text in InventedTexts.All().Append(InventedTexts.Words(100, "hundred")))
        {
            var outputs = new ulong[kernel.OutputsMax(text)];
            Assert.Equal(TextDefinition.Shingles(text, words), outputs[..kernel.Compute(text, outputs)]);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void Other_numbers_of_words_are_refused(int words) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Shingles(words));

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
    }).Holds();

    private static ulong[] SetOf(byte[] bytes) => [.. bytes.Select(element => (ulong)element).Distinct().Order()];
}
