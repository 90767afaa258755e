using FsCheck;
using FsCheck.Fluent;
using Tauric.Engine.Tests.Proofs;
using Tauric.Kernels.Indicators;
using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Tests.Indicators;

/// <summary>
/// The indicators written the plain way, window by window and step by step: whatever the driver does, with any
/// options, its bits are these.
/// </summary>
public sealed class ScalarDefinitionTests
{
    private const int Rows = 330;

    private delegate double OfWindow(ReadOnlySpan<double> window);

    [Fact]
    public void Means_of_windows() => Agrees((s, n) => (new Sma(n), [Of(s.Close, n, WindowTree.Mean)]));

    [Fact]
    public void Bollinger_bands() => Agrees((s, n) =>
    {
        double[] mean = Of(s.Close, n + 1, WindowTree.Mean);
        double[] deviation = Of(s.Close, n + 1, w => WindowTree.Moments(w).PopulationDeviation);
        double[] Band(double deviations) => Each(t => Math.FusedMultiplyAdd(deviations, deviation[t], mean[t]));
        return (new Bollinger(n + 1, 2.5), [Band(2.5), mean, Band(-2.5)]);
    });

    [Fact]
    public void Z_scores() => Agrees((s, n) => (new ZScore(n + 1), [Of(s.Close, n + 1, w =>
        Ratio.OfSpread(w[^1] - WindowTree.Mean(w), WindowTree.Moments(w).PopulationDeviation, WindowTree.Mean(w)))]));

    [Fact]
    public void Places_in_a_range() => Agrees((s, n) =>
    {
        double[] high = Of(s.High, n, WindowTree.Max), low = Of(s.Low, n, WindowTree.Min);
        double[] fast = Each(t => Ratio.Of(100 * (s.Close[t] - low[t]), high[t] - low[t]));
        double[] slow = Of(fast, 3, WindowTree.Mean);
        return (new Stochastic(n, 3, 4), [slow, Of(slow, 4, WindowTree.Mean)]);
    });

    [Fact]
    public void Distances_from_the_high() => Agrees((s, n) =>
    {
        double[] high = Of(s.High, n + 1, WindowTree.Max), low = Of(s.Low, n + 1, WindowTree.Min);
        return (new WilliamsR(n + 1), [Each(t => Ratio.Of(100 * (s.Close[t] - high[t]), high[t] - low[t]))]);
    });

    [Fact]
    public void Commodity_channels() => Agrees((s, n) => (new Cci(n + 1), [Of(Typical(s), n + 1, w =>
    {
        double mean = WindowTree.Mean(w);
        double[] distances = [.. w.ToArray().Select(x => Math.Abs(x - mean))];
        return Ratio.OfSpread(w[^1] - mean, WindowTree.Mean(distances), mean) * (1 / 0.015);
    })]));

    [Fact]
    public void Money_flows() => Agrees((s, n) =>
    {
        double[] typical = Typical(s), before = [double.NaN, .. typical[..^1]];
        double[] up = Of(Each(t => typical[t] > before[t] ? typical[t] * s.Volume[t] : 0), n, WindowTree.Sum);
        double[] down = Of(Each(t => typical[t] < before[t] ? typical[t] * s.Volume[t] : 0), n, WindowTree.Sum);
        return (new Mfi(n), [Each(t => Ratio.Of(100 * up[t], up[t] + down[t]))]);
    });

    [Fact]
    public void Means_weighted_by_volume() => Agrees((s, n) =>
    {
        double[] traded = Of(Each(t => s.Close[t] * s.Volume[t]), n, WindowTree.Sum);
        double[] volume = Of(s.Volume, n, WindowTree.Sum), mean = Of(s.Close, n, WindowTree.Mean);
        return (new Vwma(n), [Each(t => volume[t] == 0 ? mean[t] : traded[t] / volume[t])]);
    });

    [Fact]
    public void Exponential_means() => Agrees((s, n) => (new Ema(n), [Smooth(s.Close, n, 2.0 / (n + 1))]));

    [Fact]
    public void True_ranges() => Agrees((s, n) => (new Atr(n), [Smooth(Each(t => t == 0 ? double.NaN : Math.Max(
        s.High[t] - s.Low[t],
        Math.Max(Math.Abs(s.High[t] - s.Close[t - 1]), Math.Abs(s.Low[t] - s.Close[t - 1])))), n, 1.0 / n)]));

    [Fact]
    public void Relative_strengths() => Agrees((s, n) =>
    {
        double[] change = Each(t => t == 0 ? double.NaN : s.Close[t] - s.Close[t - 1]);
        double[] gain = Smooth([.. change.Select(x => Math.Max(x, 0))], n, 1.0 / n);
        double[] loss = Smooth([.. change.Select(x => Math.Max(-x, 0))], n, 1.0 / n);
        return (new Rsi(n), [Each(t => Ratio.Of(100 * gain[t], gain[t] + loss[t]))]);
    });

    [Fact]
    public void Convergence_and_divergence() => Agrees((s, n) =>
    {
        double[] late = [.. s.Close.Select((x, t) => t < 5 ? double.NaN : x)];
        double[] fast = Smooth(late, n, 2.0 / (n + 1)), slow = Smooth(s.Close, n + 5, 2.0 / (n + 6));
        double[] line = Each(t => fast[t] - slow[t]), signal = Smooth(line, 4, 2.0 / 5);
        return (new Macd(n, n + 5, 4), [line, signal, Each(t => line[t] - signal[t])]);
    });

    [Fact]
    public void Balances_of_volume() => Agrees((s, _) =>
    {
        double balance = 0;
        return (new Obv(), [Each(t => balance += t == 0 ? s.Volume[0]
            : Math.Sign(s.Close[t] - s.Close[t - 1]) * s.Volume[t])]);
    });

    [Fact]
    public void Linearly_weighted_means() => Agrees((s, n) => (new Wma(n), [Of(s.Close, n, w =>
    {
        double sum = w[0];
        for (int i = 1; i < w.Length; i++) sum = Math.FusedMultiplyAdd(i + 1, w[i], sum);
        return sum * (1 / (0.5 * n * (n + 1)));
    })]));

    [Fact]
    public void Double_exponential_means() => Agrees((s, n) =>
    {
        double[] once = Smooth(s.Close, n, 2.0 / (n + 1)), twice = Smooth(once, n, 2.0 / (n + 1));
        return (new Dema(n), [Each(t => Math.FusedMultiplyAdd(2, once[t], -twice[t]))]);
    });

    [Fact]
    public void Directional_indicators() => Agrees((s, n) =>
    {
        double[] range = s.Compute(new TrueRange())[0], weights = Each(t => t <= n ? 1 : 1 - (1.0 / (n + 1)));
        double up = 0, down = 0, ranges = 0;
        (double Up, double Down)[] rows = [.. Enumerable.Range(0, Rows).Select(t =>
        {
            if (t == 0) return (0.0, 0.0);
            double rise = s.High[t] - s.High[t - 1], fall = s.Low[t - 1] - s.Low[t], part = 1.0 / (n + 1);
            up = Math.FusedMultiplyAdd(weights[t], up, part * (rise > 0 && rise > fall ? rise : 0));
            down = Math.FusedMultiplyAdd(weights[t], down, part * (fall > 0 && fall > rise ? fall : 0));
            ranges = Math.FusedMultiplyAdd(weights[t], ranges, part * range[t]);
            return (Ratio.Of(100 * up, ranges), Ratio.Of(100 * down, ranges));
        })];
        return (new DirectionalIndicator(n + 1), [Each(t => rows[t].Up), Each(t => rows[t].Down)]);
    });

    [Fact]
    public void Returns_and_their_deviation() => Agrees((s, n) => (new CloseVolatility(n + 1),
        [Of(Each(t => t == 0 ? double.NaN : Log(s.Close[t], s.Close[t - 1])), n + 1, w =>
            WindowTree.Moments(w).SampleDeviation)]));

    [Fact]
    public void Volatilities_of_ranges() => Agrees((s, n) => (new ParkinsonVolatility(n),
        [Of(Each(t => Log(s.High[t], s.Low[t]) * Log(s.High[t], s.Low[t])), n, w =>
            Math.Sqrt(WindowTree.Mean(w) * 0.36067376022224085))]));

    [Fact]
    public void Volatilities_of_whole_bars() => Agrees((s, n) => (new GarmanKlassVolatility(n),
        [Of(
            Each(t =>
            {
                double range = Log(s.High[t], s.Low[t]), change = Log(s.Close[t], s.Open[t]);
                return Math.FusedMultiplyAdd(change * -0.38629436111989062, change, range * range * 0.5);
            }),
            n,
            w => Math.Sqrt(Math.Max(WindowTree.Mean(w), 0)))]));

    [Fact]
    public void Average_prices_since_the_start() => Agrees((s, _) =>
    {
        double[] typical = Typical(s);
        double traded = 0, volume = 0;
        return (new AnchoredVwap(), [Each(t =>
        {
            traded = Math.FusedMultiplyAdd(typical[t], s.Volume[t], traded);
            return (volume += s.Volume[t]) == 0 ? typical[t] : traded / volume;
        })]);
    });

    [Fact]
    public void Falls_from_the_highest_close() => Agrees((s, n) =>
    {
        double[] peaks = Of(s.Close, n, WindowTree.Max);
        return (new RollingDrawdown(n), [Each(t => Ratio.Of(s.Close[t] - peaks[t], peaks[t]))]);
    });

    private static double[] Each(Func<int, double> value) => [.. Enumerable.Range(0, Rows).Select(value)];

    private static double Log(double now, double before) => now > 0 && before > 0 ? Elementary.Log(now / before) : 0;

    private static double[] Typical(BarSeries s) => Each(t => (s.High[t] + s.Low[t] + s.Close[t]) * (1.0 / 3.0));

    private static double[] Of(double[] column, int rows, OfWindow value) =>
        Each(t => t < rows - 1 ? double.NaN : value(column.AsSpan(t - rows + 1, rows)));

    /// <summary>The seed is the mean of the first values; NaN before the column starts and while seeding.</summary>
    private static double[] Smooth(double[] column, int period, double weight)
    {
        double mean = 0;
        int seen = 0;
        return Each(t =>
        {
            if (double.IsNaN(column[t])) return double.NaN;
            if (seen++ >= period) return mean = Math.FusedMultiplyAdd(1 - weight, mean, weight * column[t]);
            mean += column[t];
            return seen < period ? double.NaN : mean *= 1.0 / period;
        });
    }

    private static void Agrees(Func<BarSeries, int, (IIndicator Indicator, double[][] Expected)> plain) =>
        Prop.ForAll(Gen.Choose(1, 90).ToArbitrary(), Gen.Choose(0, 9).ToArbitrary(), (n, kind) =>
        {
            BarSeries series = BarSeries.Hostile(Rows).ElementAt(kind);
            (IIndicator indicator, double[][] expected) = plain(series, n);
            var both = expected.Zip(series.Compute(indicator));
            return both.All(pair => Agree(pair.First, pair.Second, indicator.Warmup));
        }).Holds();

    private static bool Agree(double[] expected, double[] actual, int warmup) => Enumerable.Range(warmup, Rows - warmup)
        .All(t => BitConverter.DoubleToInt64Bits(expected[t]) == BitConverter.DoubleToInt64Bits(actual[t]));
}
