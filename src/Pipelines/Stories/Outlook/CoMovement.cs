using Tauric.Kernels.Statistics;

namespace Tauric.Pipelines.Stories.Outlook;

/// <summary>How the returns of weighted positions move together.</summary>
internal sealed class CoMovement
{
    private readonly double[]? _portfolio;   // Standardised; null where it does not move.

    private CoMovement(double[]? portfolio) => _portfolio = portfolio;

    public double? AverageCorrelation { get; private init; }

    public double? DiversificationRatio { get; private init; }

    /// <param name="weights">A position each; 0 for none.</param>
    /// <param name="returns">Of equally many sessions, or null where they are not known.</param>
    public static CoMovement Of(ReadOnlySpan<double> weights, IReadOnlyList<double[]?> returns)
    {
        double[] portfolio = [], unit = [];
        double volatilities = 0;
        int moving = 0, positions = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            if (weights[i] == 0 || returns[i] is not { } own) continue;
            if (positions++ == 0) (portfolio, unit) = (new double[own.Length], new double[own.Length]);
            Add(portfolio, own, weights[i]);
            if (Standard(own) is not { } standard) continue;
            moving++;
            volatilities += Math.Abs(weights[i]) * standard.Deviation;
            Add(unit, standard.Scores, 1);
        }

        if (positions < 2) return new CoMovement(null);
        // The squares of the sum of n unit vectors are n and twice the correlations of all pairs.
        double squares = Square(unit) / unit.Length;
        (double[] Scores, double Deviation)? whole = Standard(portfolio);
        return new CoMovement(whole?.Scores)
        {
            AverageCorrelation = moving < 2 ? null : (squares - moving) / ((double)moving * (moving - 1)),
            DiversificationRatio = whole is { } w ? volatilities / w.Deviation : null,
        };
    }

    /// <summary>Null where either does not move, or the returns are not known.</summary>
    public double? CorrelationOf(double[]? returns)
    {
        if (_portfolio is null || returns is null || Standard(returns) is not { } own) return null;
        double sum = 0;
        for (int t = 0; t < own.Scores.Length; t++) sum = Math.FusedMultiplyAdd(own.Scores[t], _portfolio[t], sum);
        return Math.Clamp(sum / own.Scores.Length, -1, 1);
    }

    private static void Add(double[] sum, double[] values, double weight)
    {
        for (int t = 0; t < sum.Length; t++) sum[t] = Math.FusedMultiplyAdd(values[t], weight, sum[t]);
    }

    private static double Square(double[] values)
    {
        double sum = 0;
        foreach (double value in values) sum = Math.FusedMultiplyAdd(value, value, sum);
        return sum;
    }

    /// <summary>In population deviations from the mean; null where nothing moves.</summary>
    private static (double[] Scores, double Deviation)? Standard(double[] values)
    {
        double mean = values.Sum() / values.Length;
        double[] apart = [.. values.Select(v => v - mean)];
        double deviation = Math.Sqrt(Square(apart) / values.Length);
        if (Ratio.OfSpread(1, deviation, mean) == 0) return null;
        return ([.. apart.Select(a => a / deviation)], deviation);
    }
}
