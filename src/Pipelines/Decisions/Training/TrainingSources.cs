using Tauric.Engine.Datasets;
using Tauric.Pipelines.Decisions.Features;
using Tauric.Pipelines.Decisions.Outcomes;

namespace Tauric.Pipelines.Decisions.Training;

/// <summary>
/// Where training datasets come from: datasets of a partition a day, <c>yyyy-MM-dd</c>, with a row a decision and a
/// column decision_id.
/// </summary>
/// <param name="MarketContext">As of each decision.</param>
/// <param name="ExecutionContext">As of each decision.</param>
/// <param name="Features">A nullable number a feature.</param>
/// <param name="Definitions">Of the columns of <paramref name="Features"/>.</param>
public sealed record TrainingSources(
    Dataset MarketContext, Dataset ExecutionContext, Dataset Features, IReadOnlyList<FeatureColumn> Definitions)
{
    /// <summary>Contexts and features of this system.</summary>
    public static TrainingSources Standard { get; } = new(
        ContextDatasets.Market, ContextDatasets.Execution, ContextDatasets.Features, FeatureEngine.Columns);

    /// <summary>Some rows of every day's <see cref="Features"/>, evenly spread.</summary>
    public Dataset FeatureSamples { get; } =
        DecisionInputs.Daily("feature_samples", [.. Features.Schema.Fields]);

    public Dataset Decisions => DecisionInputs.Decisions;

    public Dataset Labels => OutcomeDatasets.Labels;
}

/// <summary>Which decisions a training dataset takes.</summary>
public sealed record TrainingOptions
{
    /// <summary>First day (UTC) of the validation set; null for none.</summary>
    public DateOnly? ValidationFrom { get; init; }

    /// <summary>Training labels must end so many minutes before validation begins.</summary>
    public int EmbargoMinutes { get; init; }
}
