using Tauric.Engine;
using Tauric.Kernels.Text;
using Tauric.Kernels.Vectors;

namespace Tauric.Kernels.Tests.Vectors;

public sealed class SignProjectionTests
{
    [Theory]
    [InlineData(0, 64)]
    [InlineData(1, 64)]
    [InlineData(7, 256)]
    [InlineData(1000, 320)]
    public void Has_the_bits_of_its_definition(int count, int dimensions)
    {
        (ulong[] features, float[] weights) = Invent(count, "definition");
        float[] expected = new float[dimensions];
        for (int d = 0; d < dimensions; d++)
        {
            for (int i = 0; i < count; i++)
            {
                ulong signs = TextHash.Mix(features[i] + ((ulong)((d / 64) + 1) * 0x9E3779B97F4A7C15));
                expected[d] += (signs >> (d % 64) & 1) == 0 ? weights[i] : -weights[i];
            }
        }

        Assert.Equal(expected, Of(features, weights, dimensions));
    }

    /// <summary>The product of two projections: mean w·w, variance at most (|w|²|w|² + (w·w)²)/dimensions.</summary>
    [Fact]
    public void Dots_are_kept_on_average()
    {
        const int dimensions = 256, pairs = 500;
        double sum = 0, variance = 0;
        for (int pair = 0; pair < pairs; pair++)
        {
            (ulong[] features, float[] a) = Invent(30, $"a{pair}");
            float[] b = Invent(30, $"b{pair}").Weights;
            double dot = Dot(a, b);
            sum += (Dot(Of(features, a, dimensions), Of(features, b, dimensions)) / dimensions) - dot;
            variance += ((Dot(a, a) * Dot(b, b)) + (dot * dot)) / dimensions;
        }

        Assert.InRange(sum / Math.Sqrt(variance), -4, 4);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentException>(() => SignProjection.Of([1], [1, 2], new float[64]));
        Assert.Throws<ArgumentException>(() => SignProjection.Of([1], [1], new float[65]));
        Assert.Throws<ArgumentException>(() => SignProjection.Of([1], [1], []));
    }

    private static float[] Of(ulong[] features, float[] weights, int dimensions)
    {
        float[] vector = new float[dimensions];
        SignProjection.Of(features, weights, vector);
        return vector;
    }

    private static double Dot(float[] a, float[] b) => a.Zip(b, (x, y) => (double)x * y).Sum();

    private static (ulong[] Features, float[] Weights) Invent(int count, string key)
    {
        var random = CounterRandom.For(6, key);
        var (features, weights) = (new ulong[count], new float[count]);
        for (int i = 0; i < count; i++) (features[i], weights[i]) = (random.NextBits(), (float)random.NextNormal());
        return (features, weights);
    }
}
