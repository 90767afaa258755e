using System.Text.Json.Serialization;
using Tauric.Kernels.Statistics;

namespace Tauric.Pipelines.Decisions.Quality;

/// <summary>How many of what was checked passed.</summary>
public readonly record struct Passed(long Count, long Of)
{
    /// <summary>The share that passed, 0 to 1; 1 when there was nothing to check.</summary>
    public double Share => Of == 0 ? 1 : (double)Count / Of;

    /// <summary>With one more that passed or did not.</summary>
    public Passed And(bool passed) => new(Count + (passed ? 1 : 0), Of + 1);
}

/// <summary>Seed-004's DataQualityPayload: shares from 0 to 1.</summary>
/// <param name="CompletenessScore">Required cells that are not null.</param>
/// <param name="AccuracyScore">Numbers that agree with another source within tolerance.</param>
/// <param name="ConsistencyScore">Rows whose fields agree with each other.</param>
/// <param name="TimelinessScore">Rows known within the time agreed on after they happened.</param>
/// <param name="ValidityScore">Numbers in their domain.</param>
public sealed record QualityMetrics(
    [property: JsonPropertyName("completeness_score")] double CompletenessScore,
    [property: JsonPropertyName("accuracy_score")] double AccuracyScore,
    [property: JsonPropertyName("consistency_score")] double ConsistencyScore,
    [property: JsonPropertyName("timeliness_score")] double TimelinessScore,
    [property: JsonPropertyName("validity_score")] double ValidityScore)
{
    /// <summary>Of each side what passed of what was checked; 1 of what nobody checked.</summary>
    public static QualityMetrics Of(IReadOnlyCollection<CheckResult> results)
    {
        double Score(QualityDimension dimension)
        {
            CheckResult[] checks = [.. results.Where(result => result.Dimension == dimension)];
            return new Passed(checks.Sum(result => result.Passed), checks.Sum(result => result.Checked)).Share;
        }

        return new QualityMetrics(
            Score(QualityDimension.Completeness), Score(QualityDimension.Accuracy), Score(QualityDimension.Consistency),
            Score(QualityDimension.Timeliness), Score(QualityDimension.Validity))
        {
            UniquenessScore = Score(QualityDimension.Uniqueness),
        };
    }

    /// <summary>1 − duplicate keys/keys. Seed-004 does not show it; 1 in an event.</summary>
    [JsonIgnore]
    public double UniquenessScore { get; init; } = 1;

    [JsonPropertyName("missing_data_percentage")]
    public double MissingDataPercentage => Math.Round(1 - CompletenessScore, 12);

    /// <summary>
    /// One number, 0 to 1: a weighted geometric mean of the six in which the worst has half the weight and all share
    /// the other half, √(worst·⁶√(product)): data is about as good as its weakest side. 0 when one is 0.
    /// </summary>
    [JsonIgnore]
    public double Overall
    {
        get
        {
            double worst = 1, logs = 0;
            foreach (double score in Scores)
            {
                worst = Math.Min(worst, score);
                logs += Elementary.Log(score);
            }

            return Math.Sqrt(worst * Elementary.Exp(logs / Scores.Length));
        }
    }

    private double[] Scores =>
    [
        CompletenessScore, AccuracyScore, ConsistencyScore, TimelinessScore, ValidityScore, UniquenessScore,
    ];
}
