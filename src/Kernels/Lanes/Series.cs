using System.Runtime.CompilerServices;
using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Lanes;

/// <summary>
/// A column of a plan as its readers see it: bars, or what is computed of them, perhaps some rows late. Describing the
/// same column twice gives the same column, which is computed once.
/// </summary>
internal readonly record struct Series(SeriesPlan Plan, int Column, int Late = 0)
{
    /// <summary>The value so many rows ago.</summary>
    public Series Back(int rows) => this with { Late = Late + rows };

    /// <summary>One column from others, row by row.</summary>
    public static Series Map<TOp>(TOp op, params ReadOnlySpan<Series> of)
        where TOp : struct, IPointwise, IEquatable<TOp> => MapAll(op, of)[0];

    /// <summary>Several columns from others, row by row.</summary>
    public static Series[] MapAll<TOp>(TOp op, params ReadOnlySpan<Series> of)
        where TOp : struct, IPointwise, IEquatable<TOp> => of[0].Plan.Add(op, new Map<TOp>(op), TOp.Outputs, of);

    /// <summary>One column that follows others with memory.</summary>
    public static Series Follow<TOp>(TOp op, params ReadOnlySpan<Series> of)
        where TOp : struct, IRecurrence, IEquatable<TOp> => FollowAll(op, of)[0];

    /// <summary>Several columns that follow others with memory.</summary>
    public static Series[] FollowAll<TOp>(TOp op, params ReadOnlySpan<Series> of)
        where TOp : struct, IRecurrence, IEquatable<TOp> =>
        of[0].Plan.Add(op, new Follow<TOp>(op), TOp.Outputs, of);

    /// <summary>
    /// Exponential mean seeded by the plain mean of the first <paramref name="period"/> values from row
    /// <paramref name="skip"/> of the column on.
    /// </summary>
    public Series Ema(int period, int skip = 0) => Follow(new Exponential(period, 2.0 / (period + 1), skip), this);

    /// <summary>Wilder's smoothing.</summary>
    public Series Wilder(int period) => Follow(new Exponential(period, 1.0 / period), this);

    public static Series operator +(Series left, Series right) => Map(new Sum(), left, right);

    public static Series operator -(Series left, Series right) => Map(new Difference(), left, right);

    public static Series operator *(Series left, Series right) => Map(new Product(), left, right);

    public static Series operator *(Series left, double factor) => Map(new Scaled(factor), left);

    private readonly record struct Sum : IPointwise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<T>(in Row<T> x, ref Row<T> y)
            where T : struct, ILane<T> => y[0] = x[0] + x[1];
    }

    private readonly record struct Difference : IPointwise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<T>(in Row<T> x, ref Row<T> y)
            where T : struct, ILane<T> => y[0] = x[0] - x[1];
    }

    private readonly record struct Product : IPointwise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<T>(in Row<T> x, ref Row<T> y)
            where T : struct, ILane<T> => y[0] = x[0] * x[1];
    }

    private readonly record struct Scaled(double Factor) : IPointwise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<T>(in Row<T> x, ref Row<T> y)
            where T : struct, ILane<T> => y[0] = x[0] * Factor;
    }
}
