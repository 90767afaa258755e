using Tauric.Adapters.Catalog.Postgres;
using Tauric.Adapters.Tests;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;
using Tauric.Engine.Time;
using Tauric.Pipelines.Corpus;
using Tauric.Pipelines.Decisions.Outcomes;
using Tauric.Pipelines.Decisions.Quality;
using Tauric.Pipelines.Decisions.Training;
using Tauric.Pipelines.Feeds;

namespace Tauric.Host.Tests.Proofs;

/// <summary>The queries that seed-000, section 14, and seed-004 list use the index that is there for them.</summary>
public sealed class CatalogPlansTests(FilledCatalog filled) : IClassFixture<FilledCatalog>
{
    [Theory]
    [InlineData("raw_news WHERE asset_id = 'T3' AND as_of_date BETWEEN '2024-03-01' AND '2024-03-05'",
        "idx_raw_news_asset_published")]
    [InlineData("raw_news_alt WHERE asset_id = 'T3' AND as_of_date > '2024-03-01'", "idx_raw_news_alt_asset_published")]
    [InlineData("price_window WHERE ticker = 'T3' AND date = '2024-01-04'", "idx_price_window_asset_date")]
    [InlineData("assembled_sample WHERE asset_id = 'T3' AND as_of_date = '2024-01-04'", "idx_assembled_asset_date")]
    [InlineData("sample_label WHERE asset_id = 'T3' AND as_of_date = '2024-01-04'", "idx_sample_label_sample")]
    [InlineData("distilled_thesis WHERE sample_id = 'T3'", "idx_distilled_thesis_sample")]
    [InlineData("training_datasets WHERE dataset_type = 'T3' ORDER BY creation_timestamp DESC LIMIT 1",
        "idx_training_datasets_type_time")]
    [InlineData("feature_definitions WHERE feature_category = 'T3' AND enabled", "idx_feature_definitions_category")]
    [InlineData("labeling_rules WHERE rule_type = 'T3' AND enabled", "idx_labeling_rules_type")]
    [InlineData("data_quality_reports WHERE dataset_id = 'T3' ORDER BY report_timestamp DESC LIMIT 1",
        "idx_data_quality_dataset_time")]
    public void A_listed_query_uses_its_index(string query, string index) =>
        Assert.Contains($"using {index} ", filled.Plan(query).Replace(" on " + index, $" using {index} "));

    [Theory]
    [InlineData("normalized_news", "ticker", "event_time")]
    [InlineData("training_data_metrics_ts", "dataset_type", "timestamp")]
    [InlineData("feature_importance_ts", "feature_name", "timestamp")]
    public void A_query_of_a_time_series_reads_its_months_alone_through_their_index(
        string table, string what, string time)
    {
        string plan = filled.Plan(
            $"{table} WHERE {what} = 'T3' AND {time} >= '2024-03-02Z' AND {time} < '2024-03-05Z'");
        Assert.Contains($"{table}_2024_03_{what}_{time}_idx", plan);
        Assert.DoesNotContain($"{table}_2024_02", plan);
        Assert.DoesNotContain($"{table}_2024_04", plan);
    }
}

/// <summary>Every published table with thousands of made-up rows.</summary>
public sealed class FilledCatalog : IDisposable
{
    private const int Parts = 8;
    private const int RowsEach = 500;

    private static readonly DateOnly s_first = new(2024, 1, 1);

    private static readonly Dataset[] s_published =
    [
        Canonical.News, CorpusDatasets.PriceWindow, CorpusDatasets.Assembled, CorpusDatasets.Labels,
        CorpusDatasets.Theses, TrainingDatasets.Metadata, TrainingDatasets.Metrics, TrainingDatasets.Importance,
        TrainingDatasets.Definitions, OutcomeDatasets.Rules, QualityReports.Dataset,
    ];

    private readonly Lazy<PostgresServer> _server = new(Fill);

    public string Plan(string query) =>
        string.Join('\n', _server.Value.Query($"EXPLAIN SELECT * FROM {query}", "plans"));

    public void Dispose()
    {
        if (_server.IsValueCreated) _server.Value.Dispose();
    }

    private static PostgresServer Fill()
    {
        PostgresServer server = PostgresFixture.StartOrSkip();
        PostgresAddress address = PostgresAddress.Parse(server.Create("plans"));
        PostgresMigrations.Migrate(address);
        using PostgresCatalog catalog = PostgresCatalog.Open(address);
        catalog.Publish(s_published);
        for (int part = 0; part < Parts; part++)
        {
            Commit[] commits = [.. s_published.Select(d => Part(d, part)), .. Payloads(part)];
            catalog.Commit(commits);
            foreach (Commit commit in commits) commit.Published?.Dispose();
        }

        server.Execute("ANALYZE", "plans");
        return server;
    }

    private static Commit Part(Dataset dataset, int part)
    {
        string[] columns = [.. dataset.Table!.Columns];
        using var rows = new BatchBuilder(
            new Schema([.. columns.Select(c => dataset.Schema[dataset.Schema.Require(c)])]));
        for (int row = part * RowsEach; row < (part + 1) * RowsEach; row++)
            for (int c = 0; c < columns.Length; c++) Append(rows[c], row);
        return new Commit(dataset, Record(dataset.Name, $"{part}"), [], rows.Build());
    }

    private static IEnumerable<Commit> Payloads(int part) =>
        from source in (string[])["finnhub", "google_news"]
        from row in Enumerable.Range(part * RowsEach, RowsEach)
        let day = s_first.AddDays(row / 97)
        select new Commit(Canonical.Raw,
            Record(Canonical.Raw.Name, $"{source}/T{row % 97}/{day:yyyy-MM-dd}.json"), [], Published: null);

    private static PartitionRecord Record(string dataset, string key) => new()
    {
        Dataset = dataset,
        Key = key,
        Fingerprint = default,
        Content = default,
        Producer = "",
        RunId = "",
        Rows = RowsEach,
        Objects = [],
    };

    private static void Append(ColumnBuilder column, int row)
    {
        switch (column.Type)
        {
            case BoolType: column.AppendBool(row % 2 == 0); break;
            case IntegerType { Bytes: 4 }: column.Append(row); break;
            case IntegerType: column.Append((long)row); break;
            case FloatType: column.Append(row / 8.0); break;
            case TimestampType: column.Append(UtcMicros.From(s_first) + (row * (UtcMicros.PerDay / 24))); break;
            case DateType: column.Append(UtcMicros.ToDate32(s_first) + (row / 97)); break;
            default: column.AppendText($"T{row % 97}"); break;
        }
    }
}
