using System.Runtime.InteropServices;
using System.Security.Cryptography;
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

    /// <summary>
    /// The definitions down to the last bit, all columns: faster drivers must keep it, and whoever changes a
    /// definition changes this line knowingly, because every corpus made before becomes another one.
    /// </summary>
    [Fact]
    public void The_bits_of_every_corpus_column_are_frozen()
    {
        // Three times over, so that the slowest column is past its warm-up.
        BarSeries bars = new(Thrice("open"), Thrice("high"), Thrice("low"), Thrice("close"), Thrice("volume"));
        double[] values = [.. IndicatorSets.Corpus.Compute(bars.Bars).SelectMany(column => column)];
        // The sign of a NaN is the processor's choice.
        double[] canonical = [.. values.Select(value => double.IsNaN(value) ? double.NaN : value)];
        string hash = Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes<double>(canonical)));
        Assert.Equal("6a8e8a41b22104ec44fcc3459fa0f788", hash[..32]);
    }

    private static double[] Thrice(string column) => [.. Golden[column], .. Golden[column], .. Golden[column]];

    private static BarSeries Bars =>
        new(Golden["open"], Golden["high"], Golden["low"], Golden["close"], Golden["volume"]);

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
        string[][] lines = [.. reader.ReadToEnd().TrimEnd().Split('\n').Select(line => line.TrimEnd().Split(','))];
        return lines[0].Select((name, i) => (name, i)).ToDictionary(
            column => column.name,
            column => lines[1..].Select(line => Number(line[column.i])).ToArray());
    }

    private static double Number(string cell) => cell.Length == 0 ? double.NaN : double.Parse(cell);
}
