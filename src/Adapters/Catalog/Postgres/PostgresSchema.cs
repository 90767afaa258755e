using System.Globalization;
using Npgsql;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Engine.Time;

namespace Tauric.Adapters.Catalog.Postgres;

/// <summary>The tables that datasets publish, and what is summed up of them.</summary>
internal static class PostgresSchema
{
    /// <summary>Months made before there are rows of them.</summary>
    private const int MonthsAhead = 2;

    private const string SelectColumns = """
        SELECT attname::text FROM pg_attribute
        WHERE attrelid = to_regclass(quote_ident($1)) AND attnum > 0 AND NOT attisdropped ORDER BY attnum
        """;

    private const string HasTimescale = """
        SELECT EXISTS (SELECT FROM pg_proc WHERE proname = 'create_hypertable' AND pg_function_is_visible(oid))
        """;

    private const string IsDividedByMonth = """
        SELECT EXISTS (SELECT FROM pg_class WHERE oid = to_regclass(quote_ident($1)) AND relkind = 'p')
        """;

    private const string SelectSummaries =
        "SELECT matviewname::text FROM pg_matviews WHERE schemaname = current_schema() ORDER BY 1";

    /// <summary>Materialised, so a run brings them up to date when it ends.</summary>
    private static readonly (string Name, string Of, string Sql)[] s_summaries =
    [
        ("label_distribution", "sample_label", """
            SELECT asset_id, label_class, label, count(*) AS count, avg(composite_signal) AS avg_signal
            FROM sample_label GROUP BY asset_id, label_class, label
            """),
        ("source_summary", "assembled_sample", """
            SELECT asset_id, as_of_date, variation_id, prompt_tokens,
                ARRAY (SELECT json_object_keys(sources_meta::json)) AS modalities
            FROM assembled_sample
            """),
    ];

    /// <summary>Until the transaction ends nobody else makes tables: two who make the same one would fail.</summary>
    public static void ChangeAlone(NpgsqlConnection connection) => PostgresSql.Execute(connection,
        "SELECT pg_advisory_xact_lock(hashtextextended('tauric schema ' || coalesce(current_schema(), ''), 0))");

    public static IReadOnlyList<string> ColumnsOf(NpgsqlConnection connection, string table) =>
        PostgresSql.Texts(connection, SelectColumns, table);

    /// <summary>Makes a dataset's table anew and empty; its partitions must be committed again.</summary>
    public static void Replace(NpgsqlConnection connection, Dataset dataset, PublishedTable table)
    {
        AccessPath path = AccessPath.Of(table.Name);
        string name = PostgresSql.Quote(table.Name);
        bool hasChunks = path.Time is not null && PostgresSql.Scalar<bool>(connection, HasTimescale);
        string columns = string.Join(", ", table.Columns.Select(c =>
            $"{PostgresSql.Quote(c)} {PostgresTypes.Sql(dataset.Schema[dataset.Schema.Require(c)])}"));
        string divided = path.Time is null || hasChunks ? "" : $"PARTITION BY RANGE ({PostgresSql.Quote(path.Time)})";
        PostgresSql.Execute(connection, $"DROP TABLE IF EXISTS {name} CASCADE");
        PostgresSql.Execute(connection, $"CREATE TABLE {name} ({columns}, {CatalogSchema.PartitionColumn} "
            + $"text NOT NULL, {CatalogSchema.CreatedColumn} timestamptz) {divided}");
        if (hasChunks) PostgresSql.Execute(connection, $"SELECT create_hypertable('{name}', '{path.Time}', "
            + $"chunk_time_interval => INTERVAL '{path.Chunk}', create_default_indexes => false)");
        foreach ((string index, string of) in path.Indexes)
            PostgresSql.Execute(connection, $"CREATE INDEX {index} ON {name} ({of})");
        PostgresSql.Execute(connection, $"CREATE INDEX ON {name} ({CatalogSchema.PartitionColumn})");
        PostgresSql.Execute(connection, """
            INSERT INTO published VALUES ($1, $2) ON CONFLICT (table_name) DO UPDATE SET dataset = excluded.dataset
            """, table.Name, dataset.Name);
        PostgresSql.Execute(connection, "DELETE FROM partition WHERE dataset = $1", dataset.Name);
        PostgresSql.Execute(connection, "DELETE FROM partition_input WHERE dataset = $1", dataset.Name);
    }

    /// <summary>Makes the summaries whose tables are there.</summary>
    public static void Summarise(NpgsqlConnection connection)
    {
        List<string> tables = PostgresSql.Texts(connection, "SELECT table_name FROM published");
        List<string> there = PostgresSql.Texts(connection, SelectSummaries);
        foreach ((string name, string of, string sql) in s_summaries)
            if (tables.Contains(of) && !there.Contains(name))
                PostgresSql.Execute(connection, $"CREATE MATERIALIZED VIEW {name} AS {sql}");
    }

    public static void Refresh(NpgsqlConnection connection)
    {
        foreach (string name in PostgresSql.Texts(connection, SelectSummaries))
            PostgresSql.Execute(connection, $"REFRESH MATERIALIZED VIEW {PostgresSql.Quote(name)}");
    }

    /// <summary>Months of a table's rows, and those ahead of them, from year 0 on; none where it is whole.</summary>
    public static IEnumerable<int> MonthsOf(
        NpgsqlConnection connection, string table, IReadOnlyList<RecordBatch> batches)
    {
        if (AccessPath.Of(table).Time is not { } time || !PostgresSql.Scalar<bool>(connection, IsDividedByMonth, table))
            return [];
        var months = new SortedSet<int>();
        foreach (RecordBatch batch in batches)
            foreach (long micros in batch[time].Values<long>())
                months.Add(MonthOf(UtcMicros.ToDateTime(micros)));
        return [.. months.SelectMany(m => Enumerable.Range(m, 1 + MonthsAhead)).Distinct()];
    }

    public static void MakeMonth(NpgsqlConnection connection, string table, int month) =>
        PostgresSql.Execute(connection, string.Create(CultureInfo.InvariantCulture, $"""
            CREATE TABLE IF NOT EXISTS {PostgresSql.Quote($"{table}_{month / 12:D4}_{(month % 12) + 1:D2}")}
            PARTITION OF {PostgresSql.Quote(table)} FOR VALUES FROM ('{First(month)}') TO ('{First(month + 1)}')
            """));

    private static int MonthOf(DateTimeOffset instant) => (instant.Year * 12) + instant.Month - 1;

    private static string First(int month) =>
        string.Create(CultureInfo.InvariantCulture, $"{month / 12:D4}-{(month % 12) + 1:D2}-01 00:00:00+00");
}
