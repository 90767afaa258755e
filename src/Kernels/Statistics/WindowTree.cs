using System.Numerics;

namespace Tauric.Kernels.Statistics;

/// <summary>Sums and spreads of a window by a fixed binary tree: a pure function of the window's values.</summary>
/// <remarks>
/// A window of n is cut into blocks of the powers of two in n, the largest at the newest end; a block is the tree over
/// its halves, newer plus older; blocks are added newest first: 50 = ((16+16) + 16) + 2. No running sum drifts or keeps
/// an outlier, and a driver that works along time, across instruments or on a device gets the same bits.
/// Windows are oldest first. An empty window is refused.
/// </remarks>
public static class WindowTree
{
    public static double Sum(ReadOnlySpan<double> window)
    {
        int block = LargestBlock(window.Length);
        double sum = BlockSum(window[^block..]);
        for (var rest = window[..^block]; rest.Length > 0; rest = rest[..^block])
        {
            block = LargestBlock(rest.Length);
            sum += BlockSum(rest[^block..]);
        }

        return sum;
    }

    /// <summary>The sum times the reciprocal of the count, rounded once.</summary>
    public static double Mean(ReadOnlySpan<double> window) => Sum(window) * (1.0 / window.Length);

    /// <summary>Count, sum and squared deviations of a window, merged pairwise (Chan, Golub, LeVeque 1983).</summary>
    public static Moments Moments(ReadOnlySpan<double> window)
    {
        int block = LargestBlock(window.Length);
        Moments moments = BlockMoments(window[^block..]);
        for (var rest = window[..^block]; rest.Length > 0; rest = rest[..^block])
        {
            block = LargestBlock(rest.Length);
            moments = Statistics.Moments.Merge(moments, BlockMoments(rest[^block..]));
        }

        return moments;
    }

    /// <summary>Largest value. Exact, so its order needs no fixing.</summary>
    public static double Max(ReadOnlySpan<double> window)
    {
        double max = window[0];
        foreach (double value in window) max = Math.Max(max, value);
        return max;
    }

    /// <summary>Smallest value.</summary>
    public static double Min(ReadOnlySpan<double> window)
    {
        double min = window[0];
        foreach (double value in window) min = Math.Min(min, value);
        return min;
    }

    private static int LargestBlock(int length) =>
        length > 0 ? 1 << BitOperations.Log2((uint)length) : throw new ArgumentException("The window is empty.");

    private static double BlockSum(ReadOnlySpan<double> block)
    {
        if (block.Length == 1) return block[0];
        int half = block.Length / 2;
        return BlockSum(block[half..]) + BlockSum(block[..half]);
    }

    private static Moments BlockMoments(ReadOnlySpan<double> block)
    {
        if (block.Length == 1) return new Moments(1, block[0], 0);
        int half = block.Length / 2;
        return Statistics.Moments.Merge(BlockMoments(block[half..]), BlockMoments(block[..half]));
    }
}

/// <summary>Count, sum and sum of squared deviations from the mean.</summary>
public readonly record struct Moments(int Count, double Sum, double Squares)
{
    public double Mean => Sum * (1.0 / Count);

    /// <summary>Standard deviation of the window itself (÷ n), as in Bollinger bands.</summary>
    public double PopulationDeviation => Math.Sqrt(Squares * (1.0 / Count));

    /// <summary>Standard deviation estimated from the window (÷ n−1), as in pandas' <c>std</c>.</summary>
    public double SampleDeviation => Math.Sqrt(Squares * (1.0 / (Count - 1)));

    /// <summary>
    /// The newer count must be a multiple of the older, which the tree guarantees. All terms are positive.
    /// </summary>
    internal static Moments Merge(in Moments newer, in Moments older)
    {
        double times = newer.Count / older.Count;
        int count = newer.Count + older.Count;
        double apart = Math.FusedMultiplyAdd(-times, older.Sum, newer.Sum);
        double squares = Math.FusedMultiplyAdd(apart * apart, 1.0 / (times * count), newer.Squares + older.Squares);
        return new Moments(count, newer.Sum + older.Sum, squares);
    }
}
