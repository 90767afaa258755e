using System.Text;
using Tauric.Kernels.Text;

namespace Tauric.Kernels.Tests.Text;

public sealed class TermBagTests
{
    [Fact]
    public void A_bag_is_the_distinct_n_grams_ascending_with_one_plus_the_logarithm_of_their_counts()
    {
        foreach (string text in InventedTexts.All().Append(InventedTexts.Words(300, "bag") + string.Concat(
            Enumerable.Repeat(" again", 50))))
        {
            var counts = TextDefinition.NGrams(TextDefinition.Canonical(Replaced(text)))
                .GroupBy(n => n).OrderBy(n => n.Key).ToArray();
            using var bag = new TermBag(Encoding.UTF8.GetBytes(text));
            Assert.Equal(counts.Select(n => n.Key), bag.Features.ToArray());
            Assert.Equal(counts.Select(n => (float)(1 + Math.Log(n.Count()))), bag.Weights.ToArray());
        }
    }

    [Fact]
    public void Bytes_that_are_no_text_part_words()
    {
        using TermBag bag = new([(byte)'a', 0xFF, (byte)'b']), apart = new("a b"u8);
        Assert.Equal(apart.Features.ToArray(), bag.Features.ToArray());
    }

    /// <summary>Halves of pairs are lost in UTF-8.</summary>
    private static string Replaced(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
