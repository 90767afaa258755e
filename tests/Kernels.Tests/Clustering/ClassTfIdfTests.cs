using Tauric.Kernels.Clustering;
using Tauric.Kernels.Vectors;

namespace Tauric.Kernels.Tests.Clustering;

public sealed class ClassTfIdfTests
{
    /// <summary>Classes (4, 1, 0) and (0, 1, 3): 9 terms, so A = 4; f = 4, 2, 3.</summary>
    [Fact]
    public void Worked_by_hand()
    {
        float[] weights = ClassTfIdf.Weigh(new SparseRows([0, 2, 4], [0, 1, 1, 2], [4, 1, 1, 3], 3));
        double[] expected =
        [
            4 / 5.0 * Math.Log(2), 1 / 5.0 * Math.Log(3), 1 / 4.0 * Math.Log(3), 3 / 4.0 * Math.Log(1 + (4 / 3.0)),
        ];
        Assert.Equal(expected, weights.Select(weight => (double)weight), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void Classes_without_terms_and_terms_without_classes_weigh_nothing()
    {
        Assert.Equal([0f], ClassTfIdf.Weigh(new SparseRows([0, 0, 1], [1], [0], 3)));
        Assert.Empty(ClassTfIdf.Weigh(new SparseRows([0], [], [], 0)));
    }
}
