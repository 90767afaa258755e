using System.Text.Json;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;
using Tauric.Engine.Time;
using Tauric.Host.Configuration;
using Tauric.Pipelines.Decisions;
using Tauric.Pipelines.Decisions.Contexts;
using Tauric.Pipelines.Decisions.Features;
using Tauric.Pipelines.Decisions.Training;
using Tauric.Pipelines.Decisions.Wire;
using Tauric.Pipelines.Feeds;

namespace Tauric.Host.Rest;

/// <summary>
/// What the last <c>tauric run decisions</c> left in a data root, for the service to answer with: the newest days of
/// the market and the training datasets. Read when the service starts.
/// </summary>
internal static class RootAnswers
{
    private const int DaysOfTicks = 2;
    private const int DaysOfSentiment = 8;

    public static IDecisionAnswers Of(TauricConfig config)
    {
        if (!Wiring.HasCatalog(config)) return new NoDecisionAnswers();
        using Workspace root = Wiring.OpenExisting(config);
        ILookup<string, PartitionRecord> records = root.Catalog.Load().ToLookup(r => r.Dataset);
        var market = new KnownMarket(config.Decisions.Market);
        foreach (Dataset dataset in KnownMarket.Ticks)
        {
            int days = dataset == DecisionInputs.Sentiment ? DaysOfSentiment : DaysOfTicks;
            foreach ((_, RecordBatch rows) in root.Rows(records, dataset, days))
                using (rows) market.Add(dataset, rows);
        }

        // These stay: the market reads them for every decision.
        foreach ((string symbol, RecordBatch rows) in root.Rows(records, ContextDatasets.DailyStates))
            market.AddStates(symbol, rows);
        foreach ((string series, RecordBatch rows) in root.Rows(records, Canonical.Macro))
            market.AddSeries(series, rows);
        return new DecisionAnswers(market, Datasets(root, records), Statistics(root, records));
    }

    private static Dictionary<string, FeatureStatistics> Statistics(
        Workspace root, ILookup<string, PartitionRecord> records)
    {
        var found = new Dictionary<string, FeatureStatistics>(StringComparer.Ordinal);
        foreach ((_, RecordBatch rows) in root.Rows(records, ContextDatasets.Normalization, newest: 1))
        {
            using (rows)
                for (int row = 0; row < rows.Length; row++)
                    found[rows["feature_name"].Text(row)!] = FeatureStatistics.At(rows, row);
        }

        return found;
    }

    private static List<DatasetInfo> Datasets(Workspace root, ILookup<string, PartitionRecord> records)
    {
        var found = new List<DatasetInfo>();
        foreach ((_, RecordBatch rows) in root.Rows(records, TrainingDatasets.Metadata))
            using (rows)
                for (int row = 0; row < rows.Length; row++) found.Add(Info(rows, row));
        return [.. found.OrderByDescending(d => d.CreationTimestamp, StringComparer.Ordinal)
            .ThenBy(d => d.DatasetId, StringComparer.Ordinal)];
    }

    private static DatasetInfo Info(RecordBatch rows, int row) => new()
    {
        DatasetId = rows["dataset_id"].Text(row)!,
        DatasetType = EnumNames<DatasetType>.TryParse(rows["dataset_type"].Text(row), out DatasetType type) ? type
            : throw new Engine.BugException($"'{rows["dataset_type"].Text(row)}' is no type of dataset."),
        CreationTimestamp = UtcMicros.Format(rows["creation_timestamp"].Values<long>()[row]),
        SampleCount = rows["sample_count"].Values<int>()[row],
        FeatureCount = rows["feature_count"].Values<int>()[row],
        LabelDistribution =
            JsonSerializer.Deserialize<SortedDictionary<string, long>>(rows["label_distribution"].Text(row)!),
        QualityScore = rows["quality_score"].Values<double>()[row],
        StorageLocation = rows["storage_location"].Text(row)!,
    };
}
