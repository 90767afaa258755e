using System.Text.Json.Serialization;
using Tauric.Engine.Time;
using Tauric.Pipelines.Decisions.Outcomes;

namespace Tauric.Pipelines.Decisions.Quality;

/// <summary>The sides of data quality; see <see cref="QualityMetrics"/>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<QualityDimension>))]
public enum QualityDimension
{
    Completeness,
    Accuracy,
    Consistency,
    Timeliness,
    Validity,
    Uniqueness,
}

/// <summary>What a check found; days of them add up.</summary>
/// <param name="IsGate">Nothing may fail it: apart from every score.</param>
public sealed record CheckResult(string Check, QualityDimension Dimension, bool IsGate, long Passed, long Checked)
{
    [JsonIgnore]
    public bool OpensGate => !IsGate || Passed == Checked;

    /// <summary>The same check of two days.</summary>
    public static CheckResult operator +(CheckResult left, CheckResult right) =>
        left with { Passed = left.Passed + right.Passed, Checked = left.Checked + right.Checked };
}

/// <summary>A question asked of every decision's facts.</summary>
/// <param name="Passes">Null when it cannot be asked.</param>
public sealed record QualityCheck(
    string Name, QualityDimension Dimension, Func<OutcomeFact, bool?> Passes, bool IsGate = false)
{
    /// <summary>How far one source's prices may lie outside the range of another's, basis points.</summary>
    public const double ToleranceBps = 20;

    /// <summary>A decision must be known so soon after it was made.</summary>
    public const long TimelyMicros = 5 * UtcMicros.PerSecond;

    public static IReadOnlyList<QualityCheck> All { get; } =
    [
        new("fills_within_quotes", QualityDimension.Accuracy, f => Within(f, f.AverageFillPrice, ToleranceBps)),
        new("trades_within_quotes", QualityDimension.Accuracy, f => Within(f, f.Vwap, ToleranceBps)),
        new("decision_price_within_quotes", QualityDimension.Accuracy, f => Within(f, f.DecisionMid, ToleranceBps)),
        new("filled_at_most_ordered", QualityDimension.Consistency,
            f => f.Fills == 0 ? null : f.FilledQuantity <= f.Quantity * (1 + 1e-9)),
        new("mean_within_range", QualityDimension.Consistency, f => Within(f, f.Twap, 1e-6)),
        new("decided_before_known", QualityDimension.Consistency, f => f.EventTime <= f.ArrivalTime, IsGate: true),
        new("known_in_time", QualityDimension.Timeliness, f => f.ArrivalTime - f.EventTime <= TimelyMicros),
        new("quantity_positive", QualityDimension.Validity, f => f.Quantity > 0, IsGate: true),
        new("prices_positive", QualityDimension.Validity, f =>
            !(f.DecisionMid <= 0 || f.ArrivalMid <= 0 || f.EndMid <= 0 || f.AverageFillPrice <= 0 || f.Vwap <= 0)),
        new("outcome_after_decision", QualityDimension.Validity, f => f.EndTime > f.EventTime, IsGate: true),
    ];

    private static bool? Within(in OutcomeFact fact, double price, double toleranceBps)
    {
        if (double.IsNaN(price) || double.IsNaN(fact.LowMid)) return null;
        double slack = toleranceBps / 10_000;
        return price >= fact.LowMid * (1 - slack) && price <= fact.HighMid * (1 + slack);
    }
}
