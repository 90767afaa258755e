using System.Runtime.InteropServices;
using Tauric.Engine;
using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Tests.Indicators;

/// <summary>The device gives the bits of the processor, warm-up included. Run on what the machine has.</summary>
public sealed class DeviceIndicatorsTests(TestDevice device)
{
    private static readonly IIndicator[] Options =
    [
        new Ema(1), new Ema(26, BarColumn.Volume), new Ema(9, Seed: EmaSeed.First),
        new Rsi(1), new Rsi(3), new Sma(1), new Sma(2),
        new Sma(200), new Sma(255), new Sma(256, BarColumn.High), new Sma(257), new Bollinger(2, 1),
        new Bollinger(50, 2.5), new Bollinger(127), new Stochastic(1, 1, 1), new Stochastic(5, 3, 3),
        new Stochastic(9, 1, 7),
    ];

    public static TheoryData<string> Twins => [.. KernelCatalogue<IDeviceTwin>.All.Select(twin => twin.Key)];

    [Theory, MemberData(nameof(Twins))]
    public void A_twin_gives_the_bits_of_its_indicator(string name) => Agree(KernelCatalogue<IIndicator>.Get(name));

    [Fact]
    public void So_it_does_with_every_option()
    {
        foreach (IIndicator indicator in Options) Agree(indicator);
    }

    [Fact]
    public void Instruments_side_by_side_do_not_see_each_other()
    {
        // Shorter than any warm-up, empty, one bar, and long ones that no group size divides.
        int[] lengths = [3, 0, 517, 1, 64, 0, 1000, 13];
        BarSeries[] series = [.. lengths.Select((rows, i) => BarSeries.RandomWalk(seed: i, rows))];
        BarSeries all = Joined(series);
        int[] starts = [.. lengths.Select((_, i) => lengths[..i].Sum())];
        using var bars = new DeviceBars(device.Required, all.Bars, starts);
        foreach (IIndicator indicator in (IIndicator[])[.. Options, new Ema(), new Rsi(), new Bollinger()])
        {
            double[] found = new double[indicator.Outputs.Count * all.Rows];
            DeviceIndicators.Compute(indicator, bars, found);
            for (int i = 0; i < series.Length; i++)
            {
                double[][] expected = series[i].Compute(indicator);
                for (int output = 0; output < expected.Length; output++)
                    AssertSameBits(
                        indicator, expected[output], found.AsSpan((output * all.Rows) + starts[i], lengths[i]));
            }
        }
    }

    [Fact]
    public void A_set_is_what_the_processor_makes_of_it()
    {
        BarSeries walk = BarSeries.RandomWalk(seed: 9, 600);
        double[][] found = new DeviceIndicators(device.Required).Compute(IndicatorSets.Corpus, walk.Bars);
        double[][] expected = IndicatorSets.Corpus.Compute(walk.Bars);
        for (int i = 0; i < expected.Length; i++)
            AssertSameBits(IndicatorSets.Corpus.Columns[i].Indicator, expected[i], found[i]);
    }

    [Fact]
    public void An_indicator_without_a_twin_and_columns_of_another_size_are_refused()
    {
        using var bars = new DeviceBars(device.Required, BarSeries.RandomWalk(seed: 1, 50).Bars);
        Assert.False(DeviceIndicators.Has(new Obv()));
        Assert.Throws<ArgumentException>(() => DeviceIndicators.Compute(new Obv(), bars, new double[50]));
        Assert.Throws<ArgumentException>(() => DeviceIndicators.Compute(new Sma(), bars, new double[49]));
    }

    private void Agree(IIndicator indicator)
    {
        foreach (BarSeries series in Adversaries())
        {
            double[][] expected = series.Compute(indicator);
            double[] found = new double[indicator.Outputs.Count * series.Rows];
            using var bars = new DeviceBars(device.Required, series.Bars);
            DeviceIndicators.Compute(indicator, bars, found);
            for (int i = 0; i < expected.Length; i++)
                AssertSameBits(indicator, expected[i], found.AsSpan(i * series.Rows, series.Rows));
        }
    }

    private static IEnumerable<BarSeries> Adversaries()
    {
        BarSeries walk = BarSeries.RandomWalk(seed: 5, 3001);
        yield return walk;
        yield return walk.Prefix(0);
        yield return walk.Prefix(1);
        yield return walk.Prefix(199);
        yield return BarSeries.Flat(600);
        yield return walk.WithOutlierAt(1500);
        yield return Scaled(walk, 1e-300);
        yield return Scaled(walk, 1e-312);   // Subnormal.
        yield return Scaled(walk, 1e150);
        yield return Signed(400);
    }

    private static BarSeries Scaled(BarSeries series, double by)
    {
        double[] Times(double[] column) => [.. column.Select(x => x * by)];
        return new BarSeries(
            Times(series.Open), Times(series.High), Times(series.Low), Times(series.Close), Times(series.Volume));
    }

    // Zeros and both signs, which prices do not have.
    private static BarSeries Signed(int rows)
    {
        var random = CounterRandom.For(3, "signed");
        double[] Column() =>
            [.. Enumerable.Range(0, rows).Select(_ => random.NextInt(3) == 0 ? 0 : random.NextNormal())];
        return new BarSeries(Column(), Column(), Column(), Column(), Column());
    }

    private static BarSeries Joined(BarSeries[] series) => new(
        [.. series.SelectMany(s => s.Open)], [.. series.SelectMany(s => s.High)],
        [.. series.SelectMany(s => s.Low)], [.. series.SelectMany(s => s.Close)],
        [.. series.SelectMany(s => s.Volume)]);

    private static void AssertSameBits(
        IIndicator indicator, ReadOnlySpan<double> expected, ReadOnlySpan<double> found)
    {
        int row = MemoryMarshal.Cast<double, long>(expected)
            .CommonPrefixLength(MemoryMarshal.Cast<double, long>(found));
        if (row < expected.Length) Assert.Fail($"{indicator}[{row}] is {found[row]:R}, not {expected[row]:R}");
    }
}
