using Tauric.Adapters.Log;
using Tauric.Engine.Columnar;
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
    public static void Publish(TauricConfig config, Terminal terminal, Workspace root)
    {
        ILookup<string, PartitionRecord> records = root.Catalog.Load().ToLookup(r => r.Dataset);
        Dictionary<string, RecordBatch> quality = root.Store.Rows(records, QualityReports.Dataset)
            .ToDictionary(r => r.Key, r => r.Rows, StringComparer.Ordinal);
        (string Key, RecordBatch Rows)[] metadata = [.. root.Store.Rows(records, TrainingDatasets.Metadata)];
        try
        {
            if (metadata.Length == 0) return;
            using EventLog events = Roots.OpenEventLog(config, terminal.Clock);
            foreach (var type in metadata.GroupBy(m => m.Key.Split('/')[0]))
            {
                var said = TrainingDatasetGenerated.Of(
                    [.. type.Select(day => (day.Rows, quality[day.Key]))], terminal.Clock.GetUtcNow());
                events.PublishAsync(said.EventId, said.ToJson()).GetAwaiter().GetResult();
            }
        }
        finally
        {
            foreach (RecordBatch rows in quality.Values.Concat(metadata.Select(m => m.Rows))) rows.Dispose();
        }
    }
}
