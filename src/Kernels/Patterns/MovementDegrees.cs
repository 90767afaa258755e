using System.Runtime.CompilerServices;
using Tauric.Kernels.Lanes;
using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Patterns;

/// <summary>The two formulas of movements, along rows.</summary>
internal static unsafe class MovementDegrees
{
    /// <summary>
    /// The change of values over some rows in units of the scale at its newest row; 0 where the scale is 0.
    /// </summary>
    /// <param name="values">As many rows as changes, after <paramref name="lag"/> rows before them.</param>
    /// <param name="lag">Rows the change goes back.</param>
    /// <param name="scales">One a change.</param>
    /// <param name="changes">NaN where a value or the scale is.</param>
    public static void Changes(
        ReadOnlySpan<double> values, int lag, ReadOnlySpan<double> scales, Span<double> changes)
    {
        fixed (double* from = values, scale = scales, to = changes)
        {
            EachRow.Run(new Change(from + lag, from, scale, to), 0, scales.Length);
        }
    }

    /// <summary>The degree to which each change is the movement.</summary>
    public static void Of(Movement movement, ReadOnlySpan<double> changes, Span<double> degrees)
    {
        fixed (double* from = changes, to = degrees) EachRow.Run(new Run(movement, from, to), 0, changes.Length);
    }

    private readonly struct Change(double* now, double* then, double* scales, double* to) : IRowOp
    {
        private readonly double* _now = now;
        private readonly double* _then = then;
        private readonly double* _scales = scales;
        private readonly double* _to = to;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<T>(nint row)
            where T : struct, ILane<T>
        {
            T change = T.Load(_now + row) - T.Load(_then + row);
            // Also a change from a row that is not defined is not defined where the scale is 0.
            T.Store(T.Fma(change, 0, Ratio.Of(change, T.Load(_scales + row))), _to + row);
        }
    }

    private readonly struct Run(Movement movement, double* from, double* to) : IRowOp
    {
        private readonly double _foot = movement.Low - 1;
        private readonly double _end = movement.High + 1;
        private readonly double* _from = from;
        private readonly double* _to = to;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<T>(nint row)
            where T : struct, ILane<T>
        {
            T change = T.Max(-Movement.Sharp, T.Min(Movement.Sharp, T.Load(_from + row)));
            T.Store(T.Max(0, T.Min(1, T.Min(change - _foot, _end - change))), _to + row);
        }
    }
}
