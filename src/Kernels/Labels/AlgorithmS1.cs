using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Labels;

/// <summary>Which way the returns of Algorithm S1 look.</summary>
public enum S1Direction
{
    /// <summary>From the row to τ rows later: what a label should say.</summary>
    Forward,

    /// <summary>From τ rows earlier to the row: the paper's pseudo-code read literally.</summary>
    Trailing,
}

/// <summary>Which composites the class thresholds of Algorithm S1 are fitted on.</summary>
public enum ThresholdFit
{
    /// <summary>All rows of the instrument: the paper's choice; thresholds see the whole period.</summary>
    Full,

    /// <summary>The rows the caller names: those whose span ends inside the training period.</summary>
    TrainOnly,

    /// <summary>At row t, the composites known by row t: a forward composite is known 15 rows after its own.</summary>
    Expanding,
}

/// <summary>
/// Trading-R1's Algorithm S1: five classes of volatility-adjusted returns over 3, 7 and 15 rows, for one instrument.
/// </summary>
/// <remarks>
/// E = ewm(span 3) of the close; R(τ) its relative change over τ rows; V(τ) the sample deviation of R(τ) over 20 rows,
/// all defined; S = R/V; composite = 0.3·S(3) + 0.5·S(7) + 0.2·S(15); classes by its quantiles 0.03, 0.15, 0.53, 0.85
/// (linear interpolation, inclusive lower bounds), so shares of 3, 12, 38, 32 and 15 %. Rows are trading days.
/// A composite with a missing term, or a V of zero (below 1e-12: rounding of a flat price), is undefined; nothing is
/// ever filled with zero.
/// </remarks>
public sealed record AlgorithmS1
{
    private const int VolatilityRows = 20;
    private const int LongestHorizon = 15;
    private const double FlatVolatility = 1e-12;

    public S1Direction Direction { get; init; } = S1Direction.Forward;

    /// <summary>
    /// pandas' <c>adjust</c>: true normalises the EMA's first weights, false starts at the first close.
    /// </summary>
    public bool Adjust { get; init; } = true;

    public ThresholdFit Fit { get; init; } = ThresholdFit.Full;

    /// <summary>Known composites an expanding fit waits for.</summary>
    public int ExpandingRowsMin { get; init; } = 60;

    /// <param name="closes">Adjusted closes in time order, one instrument, finite and positive.</param>
    /// <param name="isTrain">
    /// Needed by <see cref="ThresholdFit.TrainOnly"/>, and only there: the rows to fit on.
    /// </param>
    /// <exception cref="ArgumentException">
    /// A close is not finite and positive, or the fit and the predicate disagree.
    /// </exception>
    public LabelColumn Label(ReadOnlySpan<double> closes, Func<int, bool>? isTrain = null)
    {
        if ((Fit == ThresholdFit.TrainOnly) != (isTrain is not null))
        {
            throw new ArgumentException("A training predicate goes with TrainOnly, and only there.", nameof(isTrain));
        }

        double[] composites = Composites(closes);
        return new LabelColumn(Fit == ThresholdFit.Expanding
            ? LabelExpanding(composites)
            : LabelFitted(composites, isTrain ?? (static _ => true)));
    }

    /// <summary>The composite of every row, NaN where undefined.</summary>
    public double[] Composites(ReadOnlySpan<double> closes)
    {
        double[] ema = Ema(closes);
        var composites = new double[closes.Length];
        foreach ((int horizon, double weight) in ((int, double)[])[(3, 0.3), (7, 0.5), (LongestHorizon, 0.2)])
        {
            double[] signal = Signal(Returns(ema, horizon));
            for (int t = 0; t < composites.Length; t++)
            {
                composites[t] = Math.FusedMultiplyAdd(weight, signal[t], composites[t]);
            }
        }

        return composites;
    }

    /// <summary>The share of each class among all labels that a full fit aims at, 0 to 1.</summary>
    public static double TargetShare(Decision decision) => decision switch
    {
        Decision.StrongSell => 0.03,
        Decision.Sell => 0.12,
        Decision.Hold => 0.38,
        Decision.Buy => 0.32,
        Decision.StrongBuy => 0.15,
        _ => 0,
    };

    /// <summary>The rows the label of row t depends on, the EMA's fading memory aside.</summary>
    public LabelSpan SpanOf(int row) => Direction == S1Direction.Forward
        ? new LabelSpan(row - (VolatilityRows - 1), row + LongestHorizon)
        : new LabelSpan(row - (VolatilityRows - 1) - LongestHorizon, row);

    internal double[] Ema(ReadOnlySpan<double> closes)
    {
        var ema = new double[closes.Length];
        double weights = 0, mean = 0;
        for (int t = 0; t < ema.Length; t++)
        {
            if (!double.IsFinite(closes[t]) || closes[t] <= 0)
            {
                throw new ArgumentException($"closes[{t}] is {closes[t]}, which is no price.", nameof(closes));
            }

            weights = Math.FusedMultiplyAdd(0.5, weights, 1);
            double share = t == 0 ? 1 : Adjust ? 1 / weights : 0.5;
            // The difference form keeps a flat price exactly flat, which the zero-volatility rule relies on.
            mean = Math.FusedMultiplyAdd(share, closes[t] - mean, mean);
            ema[t] = mean;
        }

        return ema;
    }

    private double[] Returns(double[] ema, int horizon)
    {
        var returns = new double[ema.Length];
        Array.Fill(returns, double.NaN);
        int shift = Direction == S1Direction.Forward ? 0 : horizon;
        for (int t = 0; t + horizon < ema.Length; t++) returns[t + shift] = (ema[t + horizon] - ema[t]) / ema[t];
        return returns;
    }

    private static double[] Signal(ReadOnlySpan<double> returns)
    {
        var signal = new double[returns.Length];
        Array.Fill(signal, double.NaN);
        for (int t = VolatilityRows - 1; t < signal.Length; t++)
        {
            var window = returns.Slice(t - VolatilityRows + 1, VolatilityRows);
            double volatility = WindowTree.Moments(window).SampleDeviation;
            if (volatility > FlatVolatility && double.IsFinite(volatility)) signal[t] = returns[t] / volatility;
        }

        return signal;
    }

    private Label[] LabelFitted(double[] composites, Func<int, bool> isFitted)
    {
        double[] fitted = [.. composites.Where((composite, row) => !double.IsNaN(composite) && isFitted(row)).Order()];
        Thresholds thresholds = ThresholdsOf(fitted);
        return [.. composites.Select((composite, row) => LabelOf(row, composite, fitted, thresholds))];
    }

    private Label[] LabelExpanding(double[] composites)
    {
        var labels = new Label[composites.Length];
        var known = new double[composites.Length];
        int count = 0, delay = Direction == S1Direction.Forward ? LongestHorizon : 0;
        for (int t = 0; t < labels.Length; t++)
        {
            double learnt = t < delay ? double.NaN : composites[t - delay];
            if (!double.IsNaN(learnt)) Insert(known.AsSpan(0, ++count), learnt);
            ReadOnlySpan<double> fitted = count < ExpandingRowsMin ? [] : known.AsSpan(0, count);
            labels[t] = LabelOf(t, composites[t], fitted, ThresholdsOf(fitted));
        }

        return labels;
    }

    /// <summary>Puts a value in its place among the sorted ones; the last element is free.</summary>
    private static void Insert(Span<double> sorted, double value)
    {
        int place = Quantile.CountAtMost(sorted[..^1], value);
        sorted[place..^1].CopyTo(sorted[(place + 1)..]);
        sorted[place] = value;
    }

    private Label LabelOf(int row, double composite, ReadOnlySpan<double> fitted, Thresholds thresholds)
    {
        double rank = double.IsNaN(composite) ? double.NaN : Quantile.Rank(fitted, composite);
        return new Label(thresholds.Classify(composite), composite, rank, thresholds, SpanOf(row));
    }

    private static Thresholds ThresholdsOf(ReadOnlySpan<double> sorted) => new(
        Quantile.Linear(sorted, 0.03),
        Quantile.Linear(sorted, 0.15),
        Quantile.Linear(sorted, 0.53),
        Quantile.Linear(sorted, 0.85));
}
