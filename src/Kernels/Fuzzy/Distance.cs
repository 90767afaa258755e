using System.Runtime.CompilerServices;
using Tauric.Kernels.Lanes;

namespace Tauric.Kernels.Fuzzy;

/// <summary>Distances of scaled values from a centre, not beyond the ends of the scale.</summary>
internal static unsafe class Distance
{
    /// <summary>clamp(values · scale, ± end) − centre; NaN stays NaN.</summary>
    public static void Of(
        ReadOnlySpan<double> values, double scale, double end, double centre, Span<double> distances)
    {
        fixed (double* from = values, to = distances)
        {
            EachRow.Run(new Op(scale, end, centre, from, to), 0, values.Length);
        }
    }

    private readonly struct Op(double scale, double end, double centre, double* from, double* to) : IRowOp
    {
        private readonly double _scale = scale;
        private readonly double _end = end;
        private readonly double _centre = centre;
        private readonly double* _from = from;
        private readonly double* _to = to;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<T>(nint row)
            where T : struct, ILane<T> =>
            T.Store(T.Max(-_end, T.Min(_end, T.Load(_from + row) * _scale)) - _centre, _to + row);
    }
}
