using System.Runtime.CompilerServices;
using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Lanes;

/// <summary>The recurrence of <see cref="SeededMean"/> over a column.</summary>
/// <param name="Period">How many values the seed is the mean of.</param>
/// <param name="Weight">Of the newest value.</param>
/// <param name="Skip">Rows that are not looked at.</param>
internal readonly record struct Exponential(int Period, double Weight, int Skip = 0) : IRecurrence
{
    public int Warmup => Skip + Period - 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step<T>(long t, ref Slots<T> state, in Row<T> x, ref Row<T> y)
        where T : struct, ILane<T>
    {
        if (t >= Skip) y[0] = SeededMean.Next(ref state.A, x[0], t - Skip, Period, Weight);
    }
}
