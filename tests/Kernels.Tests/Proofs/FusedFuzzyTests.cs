using Tauric.Kernels.Fuzzy;
using Tauric.Kernels.Indicators;
using Tauric.Kernels.Patterns;
using Tauric.Kernels.Tests.Indicators;

namespace Tauric.Kernels.Tests.Proofs;

/// <summary>Fuzzy sets and patterns read indicators tile by tile while these are in the cache.</summary>
public sealed class FusedFuzzyTests
{
    private static readonly IndicatorSet Set =
        new([new("rsi", new Rsi(), "strength"), new("atr", new Atr(20), "range")]);

    private static readonly RollingCalibration Calibration = new();
    private static readonly LinguisticVariable Strength = new("rsi");

    private static readonly Pattern Reversal =
        new("reversal", [new("price", Movement.Drops, 0, Movement.Rises), new("rsi", -1, Movement.Quiet, 1)]);

    [Fact]
    public void Tiles_of_many_instruments_give_the_bits_of_whole_columns()
    {
        int[] lengths = [1000, 700, 1, 256, 999];
        BarSeries[] series = [.. lengths.Select((rows, i) => BarSeries.RandomWalk(i, rows))];
        BarMemory[] bars = [.. series.Select(s => new BarMemory(s.Open, s.High, s.Low, s.Close, s.Volume))];
        var reader = new Reader(series);
        Set.Compute(bars, ref reader);
        for (int i = 0; i < series.Length; i++)
        {
            double[] expected = Whole(series[i]);
            Assert.Equal(expected.Select(BitConverter.DoubleToInt64Bits), reader.Results(i));
        }
    }

    /// <summary>Five states, then the score of the pattern: columns one after the other.</summary>
    private static double[] Whole(BarSeries series)
    {
        double[][] columns = Set.Compute(series.Bars);
        int rows = series.Rows;
        double[] scores = new double[rows], deviations = new double[rows], results = new double[6 * rows];
        Calibration.Scores(Calibration.Start(), columns[0], scores);
        Calibration.Moments(Calibration.Start(), columns[0], new double[series.Rows], deviations);
        Strength.Degrees(scores, results.AsSpan(0, 5 * series.Rows));
        new PatternMatcher([Reversal]).Match(
            [.. series.Close, .. columns[1], .. columns[0], .. deviations], results.AsSpan(5 * series.Rows));
        return results;
    }

    private sealed class Instrument(BarSeries series)
    {
        public readonly double[] Results = new double[6 * series.Rows];
        private readonly double[] _forScores = Calibration.Start();
        private readonly double[] _forDeviations = Calibration.Start();
        private readonly PatternMatcher _matcher = new([Reversal]);

        public void Read(in IndicatorTile tile)
        {
            int rows = tile.Rows;
            double[] scores = new double[rows], means = new double[rows], deviations = new double[rows];
            var results = new double[6 * rows];
            Calibration.Moments(_forDeviations, tile[0], means, deviations);
            Calibration.Scores(_forScores, tile[0], scores);
            Strength.Degrees(scores, results.AsSpan(0, 5 * rows));
            _matcher.Move(0, series.Close.AsSpan(tile.FirstRow, rows), tile[1]);
            _matcher.Move(1, tile[0], deviations);
            _matcher.Score(results.AsSpan(5 * rows));
            for (int column = 0; column < 6; column++)
            {
                results.AsSpan(column * rows, rows).CopyTo(Results.AsSpan((column * series.Rows) + tile.FirstRow));
            }
        }
    }

    private readonly struct Reader(BarSeries[] series) : ITileReader
    {
        private readonly Instrument[] _instruments = [.. series.Select(bars => new Instrument(bars))];

        public void Read(in IndicatorTile tile) => _instruments[tile.Instrument].Read(tile);

        public IEnumerable<long> Results(int instrument) =>
            _instruments[instrument].Results.Select(BitConverter.DoubleToInt64Bits);
    }
}
