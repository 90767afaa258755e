using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;
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
/// the market, and documents about the training datasets.
/// </summary>
internal sealed class RootAnswers : IDecisionAnswers, IDisposable
{
    private const int DaysOfTicks = 2;
    private const int DaysOfSentiment = 8;

    private readonly DecisionAnswers _answers;
    private readonly List<RecordBatch> _kept = [];

    private RootAnswers(
        TauricConfig config, IObjectStore store, ILookup<string, PartitionRecord> records, RootDocuments documents)
    {
        var market = new KnownMarket(config.Decisions.Market);
        foreach (Dataset dataset in KnownMarket.Ticks)
        {
            int days = dataset == DecisionInputs.Sentiment ? DaysOfSentiment : DaysOfTicks;
            foreach ((_, RecordBatch rows) in store.Rows(records, dataset, days))
                using (rows) market.Add(dataset, rows);
        }

        foreach ((string symbol, RecordBatch rows) in store.Rows(records, ContextDatasets.DailyStates))
            market.AddStates(symbol, Keep(rows));
        foreach ((string series, RecordBatch rows) in store.Rows(records, Canonical.Macro))
            market.AddSeries(series, Keep(rows));
        _answers = new DecisionAnswers(market, documents.Get, Statistics(store, records),
            Correlations(store, records));
    }

    /// <summary>Reads a root. The catalog is held for a moment only: a run may begin at any time.</summary>
    /// <param name="tell">Gets what no client may see.</param>
    /// <exception cref="Engine.ResourceException">A run holds the catalog, or changes what is read.</exception>
    public static IDecisionAnswers Of(TauricConfig config, ICache cache, Action<string> tell)
    {
        if (!Wiring.HasCatalog(config)) return new NoDecisionAnswers();
        IObjectStore store;
        ILookup<string, PartitionRecord> records;
        using (Workspace root = Wiring.OpenExisting(config))
        {
            store = root.Store;
            records = root.Catalog.Load().ToLookup(r => r.Dataset);
        }

        var documents = new RootDocuments(store, records, cache, tell);
        documents.Renew();
        return new RootAnswers(config, store, records, documents);
    }

    public DecisionAnswer Of(CapturedDecision decision, long received) => _answers.Of(decision, received);

    public FeatureEngineeringResponse EngineerFeatures(FeatureEngineeringRequest request) =>
        _answers.EngineerFeatures(request);

    public byte[]? Document(CacheKey key) => _answers.Document(key);

    public void Dispose()
    {
        foreach (RecordBatch rows in _kept) rows.Dispose();
    }

    /// <summary>The market reads them for every decision.</summary>
    private RecordBatch Keep(RecordBatch rows)
    {
        _kept.Add(rows);
        return rows;
    }

    private static Dictionary<string, FeatureStatistics> Statistics(
        IObjectStore store, ILookup<string, PartitionRecord> records)
    {
        var found = new Dictionary<string, FeatureStatistics>(StringComparer.Ordinal);
        foreach ((_, RecordBatch rows) in store.Rows(records, ContextDatasets.Normalization, newest: 1))
        {
            using (rows)
                for (int row = 0; row < rows.Length; row++)
                    found[rows["feature_name"].Text(row)!] = FeatureStatistics.At(rows, row);
        }

        return found;
    }

    private static FeatureCorrelations? Correlations(IObjectStore store, ILookup<string, PartitionRecord> records)
    {
        foreach ((_, RecordBatch rows) in store.Rows(records, ContextDatasets.Correlations, newest: 1))
            using (rows) return new FeatureCorrelations(rows);
        return null;
    }
}
