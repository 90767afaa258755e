using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Tests.Statistics;

public sealed class TriangleTilesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Each_tile_on_or_above_the_diagonal_comes_once(int workers)
    {
        var seen = new int[5 * 5];
        TriangleTiles.ForEach(5, workers, (row, column) => Interlocked.Increment(ref seen[(row * 5) + column]));
        for (int at = 0; at < seen.Length; at++) Assert.Equal(at / 5 <= at % 5 ? 1 : 0, seen[at]);
    }
}
