using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Tests.Indicators;

/// <summary>
/// Values TA-Lib C 0.4.0 computed for 120 synthetic bars (talib-0.4.0.csv, columns and options as in its header):
/// the same rows are undefined, and the rest agree to the digits written.
/// </summary>
public sealed class TaLibTests
{
    private static readonly Dictionary<string, double[]> Golden = Load();

    public static TheoryData<string> Columns() =>
    [
        "sma_20", "ema_12", "rsi_14", "stoch_k", "williams_r", "macd", "macd_signal", "macd_histogram", "atr_14",
        "bollinger_upper", "bollinger_lower", "obv", "cci_14", "roc_12", "mfi_14", "adx_14", "adxr_14",
    ];

    [Theory]
    [MemberData(nameof(Columns))]
    public void The_corpus_column_is_what_TaLib_gives(string column)
    {
        int index = IndicatorSets.Corpus.Columns.ToList().FindIndex(entry => entry.Name == column);
        AssertAgrees(Golden[column], IndicatorSets.Corpus.Compute(Bars.Bars)[index]);
    }

    [Fact]
    public void So_is_the_slow_D() => AssertAgrees(Golden["stoch_d"], Bars.Compute(new Stochastic(14, 3, 3))[1]);

    private static BarSeries Bars => new(Golden["open"], Golden["high"], Golden["low"], Golden["close"], Golden["volume"]);

    private static void AssertAgrees(double[] expected, double[] actual)
    {
        for (int row = 0; row < expected.Length; row++)
        {
            // TA-Lib's bands lose digits to their sum of squares: 1e-8 for values near 100 allows for it.
            Assert.Equal(expected[row], actual[row], 1e-8);
        }
    }

    private static Dictionary<string, double[]> Load()
    {
        using var reader = new StreamReader(typeof(TaLibTests).Assembly.GetManifestResourceStream("talib.csv")!);
        string[][] lines = [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Trim().Split(','))];
        return lines[0].Select((name, i) => (name, i)).ToDictionary(
            column => column.name,
            column => lines[1..].Select(line => line[column.i] is "" ? double.NaN : double.Parse(line[column.i])).ToArray());
    }
}
