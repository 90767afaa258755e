using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Indicators;

/// <summary>
/// Moving average convergence–divergence of the close, its signal line and their difference, in price units.
/// First values at row Slow + Signal − 2 in all three.
/// </summary>
/// <remarks>
/// EMA(Fast) − EMA(Slow), signal = EMA(Signal) of it. As in TA-Lib the fast EMA is seeded on the bars that end with
/// the slow seed (14..25 for 12-26), so early rows differ from Ema(12) − Ema(26): by 1e-2 at row 50, 3e-4 at row 75.
/// </remarks>
[Kernel("macd")]
public sealed record Macd(int Fast = 12, int Slow = 26, int Signal = 9) : Indicator<Macd.State>
{
    /// <summary>
    /// Two EMAs that produce their first value on the same row, and the signal line of what they make.
    /// </summary>
    public struct State
    {
        private int _row;
        private SeededMean _fast;
        private SeededMean _slow;
        private SeededMean _signal;

        internal (double Fast, double Slow) Averages(double x, int fast, int slow)
        {
            // Saturates: a stream may run for longer than an int counts.
            if (_row < slow) _row++;
            return (_row > slow - fast ? _fast.Ema(x, fast) : double.NaN, _slow.Ema(x, slow));
        }

        /// <summary>Writes line, signal and histogram, all NaN until there is a signal.</summary>
        internal void Write(double line, int period, Span<double> row)
        {
            double signal = double.IsNaN(line) ? double.NaN : _signal.Ema(line, period);
            row[0] = double.IsNaN(signal) ? double.NaN : line;
            row[1] = signal;
            row[2] = line - signal;
        }
    }

    public override IReadOnlyList<string> Outputs => ["macd", "macd_signal", "macd_histogram"];

    public override int Width => 1;

    public override int Warmup { get; } = AtLeast(AtLeast(1, Fast), Slow) + AtLeast(1, Signal) - 2;

    public override void Step(ref State state, in Bars window, Span<double> row)
    {
        (double fast, double slow) = state.Averages(window.Close[0], Fast, Slow);
        state.Write(fast - slow, Signal, row);
    }
}
