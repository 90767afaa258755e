using Npgsql;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;

namespace Tauric.Adapters.Catalog.Postgres;

/// <summary>
/// The catalog in PostgreSQL 14 or newer. A commit is one transaction of a few statements and copies, however many
/// partitions it holds, and replaces them by key: doing it twice is doing it once.
/// </summary>
public sealed class PostgresCatalog : ICatalogTables, ISharedCatalog
{
    private const string SelectPartitions = """
        SELECT dataset, key, fingerprint, content, producer, run_id, rows, objects, row_index, rejects FROM partition
        """;

    private const string SelectFound = SelectPartitions + """
         JOIN unnest($1, $2) AS wanted (dataset, key) USING (dataset, key)
        """;

    private const string SelectInputs = """
        SELECT input_dataset, input_key, after, until, rows_sha256 FROM partition_input
        WHERE dataset = $1 AND key = $2 ORDER BY position
        """;

    private const string DeletePartitions = """
        DELETE FROM partition p USING unnest($1, $2) AS gone (dataset, key)
        WHERE p.dataset = gone.dataset AND p.key = gone.key RETURNING p.dataset, p.key
        """;

    private const string UpdateObjects = """
        UPDATE partition p SET objects = found.objects FROM unnest($1, $2, $3) AS found (dataset, key, objects)
        WHERE p.dataset = found.dataset AND p.key = found.key
        """;

    private const string UpsertRun = """
        INSERT INTO pipeline_run VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (run_id) DO UPDATE SET
            run_name = excluded.run_name, status = excluded.status, started_at = excluded.started_at,
            finished_at = excluded.finished_at, seed = excluded.seed, git_hash = excluded.git_hash,
            config = excluded.config, meta = excluded.meta
        """;

    private readonly PostgresSession _session;
    private readonly PostgresTables _tables;
    private readonly CatalogAccess _access;
    private readonly PostgresLeases? _leases;
    private readonly HashSet<(string Table, int Month)> _months = [];   // Those known to be there.

    private PostgresCatalog(
        PostgresSession session, PostgresAddress address, CatalogAccess access, PostgresLeases? leases) =>
        (_session, _tables, _access, _leases) = (session, new PostgresTables(address), access, leases);

    /// <exception cref="ResourceException">
    /// The server refuses or is away, another process has the catalog open, or it must be migrated first.
    /// </exception>
    /// <param name="lease">Of a shared one: how long a process may be silent; null for a minute.</param>
    public static PostgresCatalog Open(
        PostgresAddress address, CatalogAccess access = CatalogAccess.Exclusive, TimeSpan? lease = null)
    {
        PostgresSession session = PostgresSession.Open(address, access);
        try
        {
            session.Transact(connection => PostgresMigrations.Require(connection, address));
            return new PostgresCatalog(session, address, access, access == CatalogAccess.Exclusive
                ? null : new PostgresLeases(address, lease ?? PostgresLeases.Duration));
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    public void Publish(IReadOnlyList<Dataset> datasets) => _session.Transact(connection =>
    {
        PostgresSchema.ChangeAlone(connection);
        foreach (Dataset dataset in datasets)
        {
            if (dataset.Table is not { } table) continue;
            string[] wanted = [.. table.Columns, .. CatalogSchema.OriginColumns];
            if (!PostgresSchema.ColumnsOf(connection, table.Name).SequenceEqual(wanted))
                PostgresSchema.Replace(connection, dataset, table);
        }

        PostgresSchema.Summarise(connection);
    });

    public IReadOnlyList<PartitionRecord> Load() => _session.Transact(connection =>
    {
        using var command = new NpgsqlCommand(SelectPartitions, connection);
        using NpgsqlDataReader rows = command.ExecuteReader();
        return PartitionRows.ReadAll(PostgresTypes.Batches(rows, PartitionRows.BatchRows));
    });

    public IReadOnlyList<InputRecord> Inputs(string dataset, string key) => _session.Transact(connection =>
    {
        using var command = new NpgsqlCommand(SelectInputs, connection)
        {
            Parameters = { new() { Value = dataset }, new() { Value = key } },
        };
        using NpgsqlDataReader rows = command.ExecuteReader();
        return PartitionRows.ReadInputs(PostgresTypes.Batches(rows));
    });

    public void Commit(IReadOnlyList<Commit> commits) => InMonths((connection, months) =>
    {
        Forget(connection, [.. commits.Select(c => c.Record)]);
        using RecordBatch partitions = PartitionRows.Build(commits.Select(c => c.Record));
        CopyBinary.Insert(connection, "partition", partitions);
        using RecordBatch inputs = PartitionRows.BuildInputs(commits);
        CopyBinary.Insert(connection, "partition_input", inputs);
        var published = commits.Where(c => c.Published is not null);
        foreach (IGrouping<PublishedTable, Commit> table in published.GroupBy(c => c.Dataset.Table!))
        {
            using var rows = new PublishedRows(table.Key, table);
            Insert(connection, table.Key.Name, rows.Batches, months);
        }

        return commits.Count;
    });

    public void Mark(IReadOnlyList<PartitionRecord> records) => _session.Transact(connection => PostgresSql.Execute(
        connection, UpdateObjects, records.Select(r => r.Dataset).ToArray(), records.Select(r => r.Key).ToArray(),
        records.Select(r => r.Objects.Encoded.ToArray()).ToArray()));

    public void Remove(IReadOnlyList<PartitionRecord> records) =>
        _session.Transact(connection => Forget(connection, records));

    public void Record(RunRecord run) => _session.Transact(connection =>
    {
        if (_access == CatalogAccess.Exclusive)
            PostgresSql.Execute(connection,
                "UPDATE pipeline_run SET status = 'interrupted' WHERE status = 'running' AND run_id <> $1", run.RunId);
        PostgresSql.Execute(connection, UpsertRun, run.RunId, run.System, run.Status, run.StartedAt.ToUniversalTime(),
            run.FinishedAt?.ToUniversalTime(), run.Seed, run.GitHash, run.ParametersJson, run.ReportJson);
        if (run.FinishedAt is not null) PostgresSchema.Refresh(connection);
    });

    public IReadOnlyList<int> Lease(IReadOnlyList<PartitionId> wanted, int countMax) =>
        Leases.Lease(wanted, countMax);

    public void Release(IReadOnlyList<PartitionId> leased) => Leases.Release(leased);

    public IReadOnlyList<PartitionRecord> Find(IReadOnlyList<PartitionId> partitions) => _session.Transact(connection =>
    {
        using var command = new NpgsqlCommand(SelectFound, connection)
        {
            Parameters =
            {
                new() { Value = PostgresLeases.Datasets(partitions) },
                new() { Value = PostgresLeases.Keys(partitions) },
            },
        };
        using NpgsqlDataReader rows = command.ExecuteReader();
        return PartitionRows.ReadAll(PostgresTypes.Batches(rows, PartitionRows.BatchRows));
    });

    public Schema SchemaOf(string table) => _tables.SchemaOf(table);

    public IEnumerable<RecordBatch> Read(string table) => _tables.Read(table);

    public long Replace(IReadOnlyList<string> tables, Func<string, IEnumerable<RecordBatch>> rows) =>
        InMonths((connection, months) =>
        {
            foreach (string other in PostgresSql.Texts(connection, "SELECT table_name FROM published").Except(tables))
                PostgresSql.Execute(connection, $"DROP TABLE {PostgresSql.Quote(other)} CASCADE");
            long count = 0;
            foreach (string table in tables)
            {
                PostgresSql.Execute(connection, $"TRUNCATE {PostgresSql.Quote(table)}");
                foreach (RecordBatch batch in rows(table))
                {
                    using (batch) Insert(connection, table, [batch], months);
                    count += batch.Length;
                }
            }

            PostgresSchema.Refresh(connection);
            return count;
        });

    private PostgresLeases Leases => _leases ?? throw new BugException("An exclusive catalog leases nothing.");

    public void Dispose()
    {
        _leases?.Dispose();
        _session.Dispose();
    }

    /// <summary>A transaction that makes the months its rows need; they count as made once it is committed.</summary>
    private long InMonths(Func<NpgsqlConnection, HashSet<(string, int)>, long> work)
    {
        HashSet<(string, int)> made = [];
        long result = _session.Transact(connection =>
        {
            made = [.. _months];
            return work(connection, made);
        });
        _months.UnionWith(made);
        return result;
    }

    private static void Insert(NpgsqlConnection connection, string table, IReadOnlyList<RecordBatch> rows,
        HashSet<(string, int)> months)
    {
        foreach (int month in PostgresSchema.MonthsOf(connection, table, rows))
        {
            if (!months.Add((table, month))) continue;
            PostgresSchema.ChangeAlone(connection);
            PostgresSchema.MakeMonth(connection, table, month);
        }

        CopyBinary.Insert(connection, table, rows);
    }

    /// <summary>
    /// Deletes records with their inputs and published rows. Only what had a record has those, and most of what a first
    /// run commits has none.
    /// </summary>
    private static void Forget(NpgsqlConnection connection, IReadOnlyList<PartitionRecord> records)
    {
        // A table that was just filled has no statistics yet: a delete by key would read it whole.
        PostgresSql.Execute(connection, "SET LOCAL enable_seqscan = off");
        List<(string Dataset, string Key)> gone = PostgresSql.Rows(connection, DeletePartitions,
            row => (row.GetString(0), row.GetString(1)),
            records.Select(r => r.Dataset).ToArray(), records.Select(r => r.Key).ToArray());
        foreach (IGrouping<string, string> dataset in gone.GroupBy(g => g.Dataset, g => g.Key))
        {
            string[] keys = [.. dataset];
            PostgresSql.Execute(connection,
                "DELETE FROM partition_input WHERE dataset = $1 AND key = ANY ($2)", dataset.Key, keys);
            foreach (string table in PostgresSql.Texts(
                connection, "SELECT table_name FROM published WHERE dataset = $1", dataset.Key))
                PostgresSql.Execute(connection, $"DELETE FROM {PostgresSql.Quote(table)} "
                    + $"WHERE {CatalogSchema.PartitionColumn} = ANY ($1)", (object)keys);
        }
    }
}
