using System.Text;
using Tauric.Engine;
using Tauric.Kernels.Text;

namespace Tauric.Kernels.Tests.Text;

public sealed class LatentSemanticsTests
{
    private static readonly string[] s_corpus = [.. Enumerable.Range(0, 60).Select(Text)];

    [Fact]
    public void Words_of_the_same_texts_are_near_though_no_letter_is_shared()
    {
        LatentSemantics fit = Fit(s_corpus, 3);
        double alike = Cosine(Of(fit, "crude"), Of(fit, "wells")), other = Cosine(Of(fit, "crude"), Of(fit, "chips"));
        Assert.True(alike > 0.8 && other < 0.4, $"{alike} {other}");
    }

    [Fact]
    public void The_order_of_the_texts_does_not_show()
    {
        string[] shuffled = [.. s_corpus];
        CounterRandom.For(2, "corpus").Shuffle<string>(shuffled);
        LatentSemantics one = Fit(s_corpus, 5), other = Fit(shuffled, 5);
        Assert.Equal(one.Identity, other.Identity);
        Assert.Equal(Of(one, s_corpus[7]), Of(other, s_corpus[7]));
    }

    [Fact]
    public void Another_corpus_or_size_is_another_fit() => Assert.Equal(3, new[]
        {
            Fit(s_corpus, 5), Fit(s_corpus, 4), Fit(s_corpus[1..], 5),
        }.Select(fit => fit.Identity).Distinct().Count());

    [Fact]
    public void Singular_values_fall() => Assert.Equal(
        Fit(s_corpus, 9).SingularValues.OrderDescending(), Fit(s_corpus, 9).SingularValues);

    [Fact]
    public void A_text_that_shares_nothing_with_the_corpus_has_zeros()
    {
        Assert.Equal([0f, 0, 0], Of(Fit(s_corpus, 3), "株価"));
        Assert.Equal([0f, 0, 0], Of(Fit([], 3), "crude"));
        Assert.Equal([0f, 0, 0], Of(Fit(["crude"], 3), "crude"));
    }

    [Fact]
    public void Coordinates_of_another_size_are_refused() => Assert.ThrowsAny<ArgumentException>(() =>
    {
        using var bag = new TermBag("crude"u8);
        Fit(s_corpus, 3).Project(bag, new float[4]);
    });

    /// <summary>Two themes of four words, two of them a text.</summary>
    private static string Text(int i)
    {
        string[] words = i % 2 == 0 ? ["crude", "wells", "barrel", "opec"] : ["chips", "fab", "nodes", "asml"];
        CounterRandom.For(1, $"{i}").Shuffle<string>(words);
        return $"{words[0]} {words[1]} market";
    }

    private static LatentSemantics Fit(string[] texts, int dimensions) => LatentSemantics.Fit(
        [.. texts.Select(text => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(text))], dimensions);

    private static float[] Of(LatentSemantics fit, string text)
    {
        float[] coordinates = new float[fit.Dimensions];
        using var bag = new TermBag(Encoding.UTF8.GetBytes(text));
        fit.Project(bag, coordinates);
        return coordinates;
    }

    private static double Cosine(float[] a, float[] b) =>
        Dot(a, b) / Math.Sqrt(Dot(a, a) * Dot(b, b));

    private static double Dot(float[] a, float[] b) => a.Zip(b, (x, y) => (double)x * y).Sum();
}
