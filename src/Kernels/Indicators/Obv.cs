namespace Tauric.Kernels.Indicators;

/// <summary>On-balance volume, in units of volume. No warm-up. Granville 1963.</summary>
/// <remarks>
/// Starts at the first bar's volume; adds volume when the close rises, takes it when it falls. TA-Lib OBV.
/// </remarks>
[Kernel("obv")]
public sealed record Obv : Indicator<Obv.State>
{
    public struct State
    {
        internal bool Started;
        internal double Close;
        internal double Balance;
    }

    public override IReadOnlyList<string> Outputs => ["obv"];

    public override int Width => 1;

    public override int Warmup => 0;

    public override void Step(ref State state, in Bars window, Span<double> row)
    {
        double close = window.Close[0];
        int sign = state.Started ? Math.Sign(close - state.Close) : 1;
        state = new State { Started = true, Close = close, Balance = state.Balance + (sign * window.Volume[0]) };
        row[0] = state.Balance;
    }
}
