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

    /// <summary>Indicators no corpus shows, by the output and its options.</summary>
    public static TheoryData<string, string, IIndicator> Others() => new()
    {
        { "stoch_d", "stoch_d", new Stochastic(14, 3, 3) },
        { "wma_30", "wma", new Wma(30) },
        { "dema_20", "dema", new Dema(20) },
        { "stoch_fast_k", "stoch_fast_k", new FastStochastic(14, 3) },
        { "stoch_fast_d", "stoch_fast_d", new FastStochastic(14, 3) },
        { "true_range", "true_range", new TrueRange() },
        { "plus_di", "plus_di", new DirectionalIndicator(14) },
        { "minus_di", "minus_di", new DirectionalIndicator(14) },
        { "return", "return", new SimpleReturn(1) },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void So_are_those_of_the_rest_of_the_catalogue(string golden, string output, IIndicator indicator) =>
        AssertAgrees(Golden[golden], Bars.Compute(indicator)[indicator.Outputs.ToList().IndexOf(output)]);

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
        for (int row = 0; row < expected.Length; row++) Assert.Equal(expected[row], actual[row], 1e-9);
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
