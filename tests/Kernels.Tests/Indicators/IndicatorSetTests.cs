using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Tests.Indicators;

public sealed class IndicatorSetTests
{
    private static readonly BarSeries Walk = BarSeries.RandomWalk(seed: 5, rows: 260);

    [Fact]
    public void Stories_reads_its_16_columns_in_order() => Assert.Equal(
        [
            "sma_20", "sma_50", "ema_12", "ema_26", "rsi_14", "stoch_k", "williams_r", "macd", "macd_signal",
            "macd_histogram", "atr_14", "bollinger_upper", "bollinger_lower", "volume_sma_20", "volume_ratio", "obv",
        ],
        IndicatorSets.Stories16.Columns.Select(column => column.Name));

    [Fact]
    public void The_corpus_starts_with_those_of_stories() => Assert.Equal(
        IndicatorSets.Stories16.Columns, IndicatorSets.Corpus.Columns.Take(16));

    [Fact]
    public void No_two_corpus_columns_are_the_same_numbers()
    {
        string[] numbers = [.. IndicatorSets.Corpus.Compute(Walk.Bars).Select(column => string.Join(' ', column))];
        Assert.Equal(numbers.Length, numbers.Distinct().Count());
    }

    [Fact]
    public void Every_column_says_its_purpose_in_one_line() => Assert.All(IndicatorSets.Corpus.Columns, column =>
    {
        Assert.Matches("^[a-z][a-z0-9_]*$", column.Name);
        Assert.Matches("^[^\n]{20,110}[.]$", column.Purpose);
    });

    [Fact]
    public void A_column_is_what_its_indicator_computes_alone()
    {
        double[][] together = IndicatorSets.Corpus.Compute(Walk.Bars);
        foreach ((IndicatorColumn column, double[] values) in IndicatorSets.Corpus.Columns.Zip(together))
        {
            int output = column.Indicator.Outputs.ToList().IndexOf(column.Output);
            Assert.Equal(Walk.Compute(column.Indicator)[output], values);
        }
    }

    [Fact]
    public void After_the_warm_up_of_the_set_every_column_is_defined()
    {
        int warmup = IndicatorSets.Corpus.Warmup;
        Assert.Equal(199, warmup);
        double[][] columns = IndicatorSets.Corpus.Compute(Walk.Bars);
        Assert.All(columns, column => Assert.DoesNotContain(double.NaN, column[warmup..]));
    }

    [Fact]
    public void A_name_given_twice_or_an_output_that_does_not_exist_is_refused()
    {
        var once = new IndicatorColumn("x", new Sma(2), "Some purpose.");
        Assert.Throws<ArgumentException>(() => new IndicatorSet([once, once]));
        Assert.Throws<ArgumentException>(() => new IndicatorSet([once with { Output = "smb" }]));
    }

    [Fact]
    public void A_tile_shows_the_rows_of_its_instrument_in_order()
    {
        var reader = new Rows(Walk.Rows);
        BarMemory[] bars = [Walk.Memory, Walk.Memory, Walk.Prefix(100).Memory, Walk.Memory, Walk.Memory];
        IndicatorSets.Stories16.Compute(bars, ref reader);
        Assert.Equal(IndicatorSets.Stories16.Compute(Walk.Bars)[7], reader.Macd);
        Assert.Equal([260, 260, 100, 260, 260], reader.Next);
    }

    [Fact]
    public void An_array_too_short_or_too_few_are_refused()
    {
        BarMemory[] bars = [Walk.Memory];
        Assert.Throws<ArgumentException>(() => IndicatorSets.Stories16.Compute(bars, [new double[1]]));
        Assert.Throws<ArgumentException>(() => IndicatorSets.Stories16.Compute(bars, []));
    }

    private readonly struct Rows(int rows) : ITileReader
    {
        public double[] Macd { get; } = new double[rows];

        public int[] Next { get; } = new int[5];

        public void Read(in IndicatorTile tile)
        {
            Assert.Equal(Next[tile.Instrument], tile.FirstRow);
            Next[tile.Instrument] += tile.Rows;
            if (tile.Instrument == 4) tile[7].CopyTo(Macd.AsSpan(tile.FirstRow));
        }
    }
}
