using Tauric.Adapters.Log;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;
using Tauric.Host.Configuration;
using Tauric.Pipelines.Decisions.Quality;
using Tauric.Pipelines.Decisions.Training;

namespace Tauric.Host;

/// <summary>
/// Says <c>training_dataset_generated</c> of every type of training dataset when a run has ended. An event's id follows
/// from what it says, so what did not change is not said again, and what a crash prevented the next run says.
/// </summary>
internal static class TrainingEvents
{
    /// <param name="records">What the catalog keeps.</param>
    public static void Publish(
        TauricConfig config, Terminal terminal, IObjectStore store, IReadOnlyList<PartitionRecord> records)
    {
        ILookup<string, PartitionRecord> datasets = records.ToLookup(r => r.Dataset);
        var quality = datasets[QualityReports.Dataset.Name].ToDictionary(r => r.Key, StringComparer.Ordinal);
        var types = datasets[TrainingDatasets.Metadata.Name].OrderBy(r => r.Key, StringComparer.Ordinal)
            .GroupBy(r => r.Key.Split('/')[0]).ToArray();
        if (types.Length == 0) return;
        using EventLog events = Roots.OpenEventLog(config, terminal.Clock);
        foreach (var type in types)
        {
            var days = new TrainingDays();
            foreach (PartitionRecord day in type)
            {
                using RecordBatch metadata = store.Rows(day, TrainingDatasets.Metadata);
                using RecordBatch report = store.Rows(quality[day.Key], QualityReports.Dataset);
                days.Add(metadata, report);
            }

            TrainingDatasetGenerated said = days.ToEvent(terminal.Clock.GetUtcNow());
            events.PublishAsync(said.EventId, said.ToJson()).GetAwaiter().GetResult();
        }
    }
}
