using Tauric.Engine.Datasets;
using Tauric.Pipelines.Decisions.Quality;

namespace Tauric.Pipelines.Decisions.Training;

/// <summary>From labels, contexts and features to training datasets and what is said of them.</summary>
public static class TrainingSteps
{
    public static IReadOnlyList<Step> Of(TrainingSources sources, TrainingOptions options) =>
    [
        .. from type in TrainingType.All
           from part in TrainingPart.Of(type, sources)
           select new WriteTrainingPart(part, options),
        new SampleFeatures(sources),
        new AssessQuality(sources),
        new DescribeTraining(sources),
        new TrackMetrics(),
        new TrackImportance(sources),
        .. from family in sources.Definitions.Select(feature => feature.Family).Distinct()
           select new StoreFeatures(sources, family),
        new DefineFeatures(sources),
    ];
}
