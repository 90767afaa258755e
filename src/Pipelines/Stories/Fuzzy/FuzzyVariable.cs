using Tauric.Kernels;
using Tauric.Kernels.Fuzzy;
using Tauric.Kernels.Indicators;
using Tauric.Kernels.Statistics;

namespace Tauric.Pipelines.Stories.Fuzzy;

/// <summary>
/// A quantity the stories know states of: (Column − Minus) / Over, of columns of indicators and prices; 0 where Over
/// is 0.
/// </summary>
/// <remarks>
/// How unusual a value is, is told in deviations of the rows before from their mean; for what is about zero (a trend),
/// in their root mean square from zero, so that a steady rise is a rise. Neighbouring states are half the multiplier of
/// <see cref="StoriesOptions.StdMultiplier"/> apart: with 2, five states reach two deviations, three states one.
/// </remarks>
/// <param name="Name">Begins the names of its columns: <c>rsi_very_low</c>.</param>
/// <param name="States">From low to high.</param>
/// <param name="Column">One of <see cref="IndicatorSets.Stories16"/> or <see cref="OfPrices"/>.</param>
/// <param name="IsAboutZero">Calibrated from zero, not from the mean.</param>
public sealed record FuzzyVariable(string Name, IReadOnlyList<string> States, string Column, string? Minus = null,
    string? Over = null, bool IsAboutZero = false)
{
    /// <summary>Columns made of prices and not among the indicators.</summary>
    public static IndicatorSet OfPrices { get; } = new(
    [
        new("log_return", new LogReturn(), "Logarithm of the close over the close before."),
        new("obv_flow", new ObvFlow(20), "Volume of rising less that of falling closes, over all of 20 bars."),
    ]);

    public static IReadOnlyList<FuzzyVariable> All { get; } =
    [
        new("price", StateNames.Levels(), "log_return"),
        new("rsi", StateNames.Levels(), "rsi_14"),
        new("stochastic", StateNames.Levels(), "stoch_k"),
        new("williams", StateNames.Levels(), "williams_r"),
        new("macd", StateNames.Levels(), "macd_histogram"),
        new("volume", StateNames.Levels("normal"), "volume_ratio"),
        new("volatility", StateNames.Levels(), "atr_14", Over: "sma_20"),
        new("band_width", StateNames.Levels(), "bollinger_upper", "bollinger_lower", "sma_20"),
        new("sma_trend", StateNames.Trend, "sma_20", "sma_50", "atr_14", IsAboutZero: true),
        new("ema_trend", StateNames.Trend, "ema_12", "ema_26", "atr_14", IsAboutZero: true),
        new("obv_trend", StateNames.Trend, "obv_flow", IsAboutZero: true),
    ];

    /// <summary>Columns of degrees, all variables in order.</summary>
    public static IReadOnlyList<string> Columns { get; } =
        [.. All.SelectMany(v => v.States.Select(state => $"{v.Name}_{state}"))];

    public bool IsOfPrices => OfPrices.Columns.Any(c => c.Name == Column);

    /// <summary>Its states as the options want them.</summary>
    /// <exception cref="Engine.PlanException">There is no such membership, or it is no shape of a state.</exception>
    public LinguisticVariable Calibrated(StoriesOptions options) => new(Name, States,
        options.StdMultiplier * (States.Count - 1) / 4, KernelCatalogue<IMembership>.Get(options.Membership));

    /// <summary>Its values, of rows of the columns it names; may be written over <paramref name="column"/>.</summary>
    /// <param name="minus">Empty where <see cref="Minus"/> is null; so the next.</param>
    public static void Evaluate(
        ReadOnlySpan<double> column, ReadOnlySpan<double> minus, ReadOnlySpan<double> over, Span<double> values)
    {
        column.CopyTo(values);
        if (!minus.IsEmpty)
            for (int row = 0; row < values.Length; row++) values[row] -= minus[row];
        if (!over.IsEmpty)
            // What is not defined stays NaN, also over 0.
            for (int row = 0; row < values.Length; row++)
                values[row] = Math.FusedMultiplyAdd(values[row], 0, Ratio.Of(values[row], over[row]));
    }

    /// <summary>How unusual each value is against the rows before it; see the remarks.</summary>
    /// <param name="scores">One a value; may be the values.</param>
    public void Score(RollingCalibration calibration, ReadOnlySpan<double> values, Span<double> scores)
    {
        if (!IsAboutZero)
        {
            calibration.Scores(calibration.Start(), values, scores);
            return;
        }

        double[] means = new double[values.Length], deviations = new double[values.Length];
        calibration.Moments(calibration.Start(), values, means, deviations);
        for (int row = 0; row < values.Length; row++)
        {
            double square = Math.FusedMultiplyAdd(means[row], means[row], deviations[row] * deviations[row]);
            scores[row] = double.IsNaN(square) ? double.NaN : Ratio.Of(values[row], Math.Sqrt(square));
        }
    }
}
