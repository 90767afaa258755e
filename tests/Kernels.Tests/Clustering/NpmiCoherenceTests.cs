using Tauric.Kernels.Clustering;
using Tauric.Kernels.Vectors;

namespace Tauric.Kernels.Tests.Clustering;

public sealed class NpmiCoherenceTests
{
    // Texts ab, ab, ac, d: p(a) = 3/4, p(b) = 1/2, p(c) = p(d) = 1/4, p(ab) = 1/2, p(ac) = 1/4.
    private static readonly SparseRows s_texts =
        new([0, 2, 4, 7, 8], [0, 1, 0, 1, 0, 2, 3, 3], [1, 5, 1, 1, 1, 1, 0, 1], 4);

    [Fact]
    public void Worked_by_hand()
    {
        double ab = Math.Log(0.5 / 0.375) / -Math.Log(0.5), ac = Math.Log(0.25 / 0.1875) / -Math.Log(0.25);
        Assert.Equal(ab, NpmiCoherence.Of(s_texts, [0, 1]), 1e-12);
        Assert.Equal((ab + ac - 1) / 3, NpmiCoherence.Of(s_texts, [2, 0, 1]), 1e-12);
        Assert.Equal(-1, NpmiCoherence.Of(s_texts, [0, 3]));
    }

    [Fact]
    public void Always_together_is_1_and_alone_is_nothing()
    {
        Assert.Equal(1, NpmiCoherence.Of(new SparseRows([0, 2, 4], [0, 1, 1, 0], [1, 1, 1, 1], 2), [0, 1]));
        Assert.Equal(1, NpmiCoherence.Of(new SparseRows([0, 2, 2], [0, 1], [1, 1], 2), [0, 1]), 1e-12);
        Assert.Equal(0, NpmiCoherence.Of(s_texts, [2]));
        Assert.Equal(0, NpmiCoherence.Of(s_texts, []));
        Assert.Equal(-1, NpmiCoherence.Of(new SparseRows([0], [], [], 2), [0, 1]));
    }

    [Fact]
    public void Many_texts_count_as_few()
    {
        int[] starts = [.. s_texts.Starts[..^1], .. Enumerable.Range(1, 100).SelectMany(
            i => s_texts.Starts[..^1].Select(start => (8 * i) + start)), 8 * 101];
        var many = new SparseRows(starts, [.. Enumerable.Repeat(s_texts.Columns, 101).SelectMany(c => c)],
            [.. Enumerable.Repeat(s_texts.Values, 101).SelectMany(v => v)], 4);
        Assert.Equal(NpmiCoherence.Of(s_texts, [0, 1, 2]), NpmiCoherence.Of(many, [0, 1, 2]), 1e-12);
    }
}
