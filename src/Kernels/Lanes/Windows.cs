using System.Numerics;
using System.Runtime.CompilerServices;

namespace Tauric.Kernels.Lanes;

/// <summary>
/// Sums, spreads and extrema of the last rows of a column, by the tree of <see cref="Statistics.WindowTree"/>: block
/// sums double along time, once for all windows of the column, and a window adds a few of them.
/// </summary>
internal static class Windows
{
    public static Series Sum(this Series of, int rows)
    {
        Series sum = default;
        foreach ((int at, int block) in Blocks(rows)) sum = sum.Plus(of.BlockSum(block).Back(at), at);
        return sum;
    }

    /// <summary>The sum times the reciprocal of the count, rounded once.</summary>
    public static Series Mean(this Series of, int rows)
    {
        (int at, int block) = Blocks(rows).Last();
        Series last = of.BlockSum(block).Back(at);
        return at == 0 ? last * (1.0 / rows) : Series.Map(new ScaledSum(1.0 / rows), of.Sum(at), last);
    }

    /// <summary>Sum of squared deviations from the mean of the window.</summary>
    public static Series Squares(this Series of, int rows)
    {
        Series sum = default, squares = default;
        foreach ((int at, int block) in Blocks(rows))
        {
            Series partSum = of.BlockSum(block).Back(at), part = of.BlockSquares(block).Back(at);
            squares = at == 0 ? part : Series.Map(new MergeSquares(at, block), sum, partSum, squares + part);
            sum = sum.Plus(partSum, at);
        }

        return squares;
    }

    public static Series Highest(this Series of, int rows) => of.Overlap(new Greater(), rows);

    public static Series Lowest(this Series of, int rows) => of.Overlap(new Lesser(), rows);

    /// <summary>
    /// Mean distance of the values of the window from their mean. As long as the window per row: the mean moves.
    /// </summary>
    public static Series MeanDeviation(this Series of, int rows) => Series.Map(
        new Distances(rows, 1.0 / rows), [of.Mean(rows), .. Enumerable.Range(0, rows).Select(row => of.Back(row))]);

    /// <summary>The powers of two in a window, largest newest, and how many rows are newer than each.</summary>
    internal static IEnumerable<(int At, int Block)> Blocks(int rows)
    {
        for (int at = 0; at < rows;)
        {
            int block = 1 << BitOperations.Log2((uint)(rows - at));
            yield return (at, block);
            at += block;
        }
    }

    private static Series Plus(this Series sum, Series part, int at) => at == 0 ? part : sum + part;

    private static Series BlockSum(this Series of, int block)
    {
        if (block == 1) return of;
        Series half = of.BlockSum(block / 2);
        return half + half.Back(block / 2);
    }

    private static Series BlockSquares(this Series of, int block)
    {
        if (block == 1) return Series.Map(new Zero(), of);
        int half = block / 2;
        Series sum = of.BlockSum(half);
        if (half == 1) return Series.Map(new PairSquares(), sum, sum.Back(half));
        Series squares = of.BlockSquares(half);
        return Series.Map(new MergeSquares(half, half), sum, sum.Back(half), squares + squares.Back(half));
    }

    /// <summary>An extremum may count a row twice, so two blocks cover any window.</summary>
    private static Series Overlap<TOp>(this Series of, TOp op, int rows)
        where TOp : struct, IPointwise, IEquatable<TOp>
    {
        Series whole = of;
        int block = 1;
        for (; block * 2 <= rows; block *= 2) whole = Series.Map(op, whole, whole.Back(block));
        return block == rows ? whole : Series.Map(op, whole, whole.Back(rows - block));
    }

    private readonly record struct Greater : IPointwise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<T>(in Row<T> x, ref Row<T> y)
            where T : struct, ILane<T> => y[0] = T.Max(x[0], x[1]);
    }

    private readonly record struct Lesser : IPointwise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<T>(in Row<T> x, ref Row<T> y)
            where T : struct, ILane<T> => y[0] = T.Min(x[0], x[1]);
    }

    private readonly record struct ScaledSum(double Factor) : IPointwise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<T>(in Row<T> x, ref Row<T> y)
            where T : struct, ILane<T> => y[0] = (x[0] + x[1]) * Factor;
    }

    private readonly record struct Zero : IPointwise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<T>(in Row<T> x, ref Row<T> y)
            where T : struct, ILane<T> => y[0] = 0;
    }

    /// <summary>Of two rows: the merge of two blocks of one, whose squares are 0.</summary>
    private readonly record struct PairSquares : IPointwise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<T>(in Row<T> x, ref Row<T> y)
            where T : struct, ILane<T>
        {
            T apart = x[0] - x[1];
            y[0] = apart * apart * 0.5;
        }
    }

    /// <summary>Newer sum, older sum, both squares (Chan, Golub, LeVeque 1983).</summary>
    private readonly record struct MergeSquares(int Newer, int Older) : IPointwise
    {
        private readonly double _times = Newer / Older;
        private readonly double _weight = 1.0 / ((double)(Newer / Older) * (Newer + Older));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<T>(in Row<T> x, ref Row<T> y)
            where T : struct, ILane<T>
        {
            T apart = T.Fma(-_times, x[1], x[0]);
            y[0] = T.Fma(apart * apart, _weight, x[2]);
        }
    }

    private readonly record struct Distances(int Rows, double PerRow) : IPointwise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<T>(in Row<T> x, ref Row<T> y)
            where T : struct, ILane<T>
        {
            T mean = x[0], sum = 0;
            for (int at = 0; at < Rows;)
            {
                int block = 1 << BitOperations.Log2((uint)(Rows - at));
                T part = Block(x, mean, at, block);
                sum = at == 0 ? part : sum + part;
                at += block;
            }

            y[0] = sum * PerRow;
        }

        // Small blocks are written out: a call costs more than they do.
        private static T Block<T>(in Row<T> x, T mean, int at, int rows)
            where T : struct, ILane<T>
        {
            if (rows == 1) return T.Abs(x[at + 1] - mean);
            T pair = T.Abs(x[at + 1] - mean) + T.Abs(x[at + 2] - mean);
            if (rows == 2) return pair;
            if (rows == 4) return pair + (T.Abs(x[at + 3] - mean) + T.Abs(x[at + 4] - mean));
            return Block(x, mean, at, rows / 2) + Block(x, mean, at + (rows / 2), rows / 2);
        }
    }
}
