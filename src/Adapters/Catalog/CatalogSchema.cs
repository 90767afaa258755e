using Tauric.Adapters.DuckDb;
using Tauric.Engine.Datasets;

namespace Tauric.Adapters.Catalog;

/// <summary>The catalog's tables and views, as SQL.</summary>
internal static class CatalogSchema
{
    /// <summary>Key of the partition a published row came from.</summary>
    public const string PartitionColumn = "partition_key";

    /// <summary>When a published row was committed; null where a catalog that had no such column never knew.</summary>
    public const string CreatedColumn = "created_at";

    /// <summary>What a published table has behind the columns of its dataset.</summary>
    public static readonly string[] OriginColumns = [PartitionColumn, CreatedColumn];

    // No primary keys: DuckDB refuses to delete and insert a key in one transaction, and one writer keeps them unique.
    public const string Create = """
        BEGIN;
        CREATE TABLE partition (dataset VARCHAR NOT NULL, key VARCHAR NOT NULL, fingerprint BLOB NOT NULL,
            content BLOB NOT NULL, producer VARCHAR NOT NULL, run_id VARCHAR NOT NULL, rows BIGINT NOT NULL,
            bytes BIGINT NOT NULL, objects BLOB NOT NULL, row_index BLOB, rejects VARCHAR NOT NULL);
        CREATE TABLE partition_input (dataset VARCHAR NOT NULL, key VARCHAR NOT NULL, position INTEGER NOT NULL,
            input_dataset VARCHAR NOT NULL, input_key VARCHAR NOT NULL, after BIGINT NOT NULL, until BIGINT NOT NULL,
            rows_sha256 BLOB NOT NULL);
        CREATE TABLE pipeline_run (run_id VARCHAR NOT NULL, run_name VARCHAR NOT NULL, status VARCHAR NOT NULL,
            started_at TIMESTAMPTZ NOT NULL, finished_at TIMESTAMPTZ, seed BIGINT NOT NULL, git_hash VARCHAR NOT NULL,
            config VARCHAR NOT NULL, meta VARCHAR NOT NULL);
        CREATE TABLE published (table_name VARCHAR NOT NULL, dataset VARCHAR NOT NULL);
        COMMIT;
        """;

    public const string SelectInputs = """
        SELECT input_dataset, input_key, after, until, rows_sha256 FROM partition_input
        WHERE dataset = ? AND key = ? ORDER BY position
        """;

    public const string SelectColumns = """
        SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal ORDER BY table_name, column_index
        """;

    /// <summary>Deletes the published rows of the partitions of a dataset that are registered as <c>gone</c>.</summary>
    public static string ForgetRows(string table) => $"""
        DELETE FROM {DuckConnection.Quote(table)}
        WHERE {PartitionColumn} IN (SELECT key FROM gone WHERE dataset = ?)
        """;

    public static string CreateTable(Dataset dataset, PublishedTable table)
    {
        IEnumerable<string> columns = table.Columns.Select(c =>
            $"{DuckConnection.Quote(c)} {DuckTypes.Sql(dataset.Schema[dataset.Schema.Require(c)].Type)}");
        string name = DuckConnection.Literal(table.Name);
        return $"""
            CREATE OR REPLACE TABLE {DuckConnection.Quote(table.Name)}
                ({string.Join(", ", columns)}, {PartitionColumn} VARCHAR NOT NULL, {CreatedColumn} TIMESTAMPTZ);
            DELETE FROM published WHERE table_name = {name};
            INSERT INTO published VALUES ({name}, {DuckConnection.Literal(dataset.Name)});
            """;
    }

    public const string SelectTables = "SELECT table_name FROM published";

    /// <summary>
    /// Dates the rows of a table that was made before rows said when they came by the start of the run they are of.
    /// </summary>
    public static string Date(string table) => $"""
        ALTER TABLE {DuckConnection.Quote(table)} ADD COLUMN {CreatedColumn} TIMESTAMPTZ;
        UPDATE {DuckConnection.Quote(table)} SET {CreatedColumn} = started_at
        FROM published JOIN partition USING (dataset) JOIN pipeline_run USING (run_id)
        WHERE table_name = {DuckConnection.Literal(table)} AND partition.key = {PartitionColumn};
        """;

    /// <summary>Names of the views there are, sorted, but for the frame store's.</summary>
    public const string SelectViews = """
        SELECT view_name FROM duckdb_views() WHERE NOT internal AND NOT starts_with(view_name, 'frame_')
        ORDER BY view_name
        """;

    /// <summary>
    /// Every other name of the seed's catalog (seed-000, section 14; TradingCharlie's schema) as a view, so that it
    /// costs nothing to keep: raw payloads and the audit log over the partitions, summaries over the published tables.
    /// </summary>
    /// <param name="tables">Those there are, of all systems that ever ran here.</param>
    /// <returns>Sorted by name; without summaries of tables that nobody publishes.</returns>
    public static SortedDictionary<string, string> Views(IReadOnlySet<string> tables)
    {
        var views = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["asset"] = """
                SELECT key AS asset_id, max(rows) FILTER (WHERE dataset = 'price') AS price_rows,
                    sum(rows) FILTER (WHERE dataset = 'price_window')::BIGINT AS price_windows
                FROM partition WHERE dataset IN ('price', 'price_window') GROUP BY key
                """,
            ["raw_payload"] = RawPayloads("true"),
            ["raw_news"] = RawPayloads("source = 'finnhub'"),
            ["raw_news_alt"] = RawPayloads("source = 'google_news'"),
            ["raw_fmp_fundamentals"] = RawPayloads("source = 'fmp'"),
            ["raw_eodhd_economic_events"] = RawPayloads("source = 'eodhd_economic_events'"),
            ["raw_eodhd_options"] = RawPayloads("source = 'eodhd_options'"),
            ["audit_log"] = $"""
                SELECT r.started_at, p.run_id, p.dataset, p.key AS {PartitionColumn}, p.producer, p.rows, p.bytes,
                    lower(hex(p.content)) AS content_sha256
                FROM partition p LEFT JOIN pipeline_run r USING (run_id)
                """,
            ["pipeline_run_summary"] = """
                SELECT run_name, status, count(*) AS runs, max(started_at) AS last_started_at
                FROM pipeline_run GROUP BY ALL
                """,
            ["data_quality_summary"] = """
                SELECT dataset, count(*) AS partitions, sum(rows)::BIGINT AS rows, sum(bytes)::BIGINT AS bytes,
                    sum(list_sum(CAST(json_extract(rejects, '$[*].Rows') AS BIGINT[])))::BIGINT AS rejected
                FROM partition GROUP BY dataset
                """,
        };
        if (tables.Contains("sample_label")) views["label_distribution"] = """
            SELECT asset_id, label_class, label, count(*) AS count, avg(composite_signal) AS avg_signal
            FROM sample_label GROUP BY ALL
            """;
        if (tables.Contains("assembled_sample")) views["source_summary"] = """
            SELECT asset_id, as_of_date, variation_id, json_keys(sources_meta) AS modalities, prompt_tokens
            FROM assembled_sample
            """;
        return views;
    }

    public static string CreateViews(SortedDictionary<string, string> views) =>
        string.Concat(views.Select(v => $"CREATE OR REPLACE VIEW {DuckConnection.Quote(v.Key)} AS {v.Value};\n"));

    /// <summary>Payloads as received, a row each: their keys are <c>source/entity/date.ext</c>.</summary>
    private static string RawPayloads(string where) => $"""
        SELECT split_part(key, '/', 1) AS source, split_part(key, '/', 2) AS asset_id,
            TRY_CAST(split_part(split_part(key, '/', 3), '.', 1) AS DATE) AS as_of_date, 'raw/' || key AS raw_path,
            bytes, run_id
        FROM partition WHERE dataset = 'raw_payload' AND {where}
        """;
}
