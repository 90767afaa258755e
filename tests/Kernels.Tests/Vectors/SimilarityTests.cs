using Tauric.Kernels.Vectors;

namespace Tauric.Kernels.Tests.Vectors;

public sealed class SimilarityTests
{
    [Fact]
    public void A_dot_rounds_once_a_column_in_order()
    {
        // (1 + 2⁻¹²)² needs 25 bits: what is fused keeps the last one for the next term to find.
        float x = 1 + (1f / 4096);
        Assert.Equal(1f / (1 << 24), Similarity.Dot([-1 - (1f / 2048), x], [1, x]));
        Assert.Equal(0, Similarity.Dot([x, -1 - (1f / 2048)], [x, 1]));
        Assert.Equal(0, Similarity.Dot([], []));
    }

    [Fact]
    public void Cosine_is_of_directions_and_zero_without_one()
    {
        Assert.Equal(1, Similarity.Cosine([3, 4], [6, 8]), 1e-6f);
        Assert.Equal(-1, Similarity.Cosine([1e-9f, 0], [-2e9f, 0]), 1e-6f);
        Assert.Equal(0, Similarity.Cosine([0, 0], [1, 2]));
    }

    [Fact]
    public void Lengths_that_differ_are_refused() =>
        Assert.Throws<ArgumentException>(() => Similarity.Dot([1], [1, 2]));
}
