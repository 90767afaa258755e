using System.Text;
using Tauric.Kernels.Text;

namespace Tauric.Kernels.Tests.Text;

public sealed class InverseDocumentFrequencyTests
{
    [Fact]
    public void Worked_by_hand()
    {
        ulong[] features = [TextHash.Of("apple"), TextHash.Of("gains"), TextHash.Of("never seen")];
        float[] weights = [1, 2, 1];
        Fit("Apple gains", "Apple apple").Weigh(features, weights);
        Assert.Equal([MathF.Log(1 + (3f / 3)), 2 * MathF.Log(1 + (3f / 2)), MathF.Log(1 + (3f / 1))], weights,
            (a, b) => Math.Abs(a - b) < 1e-6f);
    }

    [Fact]
    public void Without_texts_everything_weighs_the_same()
    {
        float[] weights = [1, 1];
        Fit().Weigh([1, 2], weights);
        Assert.Equal([MathF.Log(2), MathF.Log(2)], weights);
    }

    [Fact]
    public void The_order_of_the_texts_does_not_show_their_repetition_does()
    {
        string fit = Fit("a b", "b c", "d").Identity;
        Assert.Equal(fit, Fit("d", "a b", "b c").Identity);
        Assert.NotEqual(fit, Fit("d", "a b", "b c", "d").Identity);
        Assert.NotEqual(fit, Fit("a b", "b c").Identity);
        Assert.NotEqual(Fit("").Identity, Fit("", "").Identity);
    }

    private static InverseDocumentFrequency Fit(params string[] texts) => InverseDocumentFrequency.Fit(
        [.. texts.Select(text => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(text))]);
}
