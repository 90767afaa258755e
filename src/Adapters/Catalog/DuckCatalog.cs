using Tauric.Adapters.DuckDb;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;

namespace Tauric.Adapters.Catalog;

/// <summary>
/// The embedded catalog: one DuckDB file, one writer. Commits come in groups and each is one transaction, so its cost
/// is that of a few statements however many partitions it holds.
/// </summary>
public sealed class DuckCatalog : ICatalogTables
{
    /// <summary>Its file in a data root; DuckDB puts others beside it whose names begin so.</summary>
    public const string FileName = "catalog.duckdb";

    private readonly DuckDatabase _database;
    private readonly DuckConnection _connection;
    private Lazy<HashSet<(string, string)>>? _known;   // What is there, once it was loaded: the rest is not deleted.

    private DuckCatalog(DuckDatabase database)
    {
        _database = database;
        _connection = database.Connect();
        Dictionary<string, List<string>> tables = Columns();
        if (!tables.ContainsKey("partition")) _connection.Execute(CatalogSchema.Create);
        foreach (string table in Names(CatalogSchema.SelectTables))
            if (!tables[table].Contains(CatalogSchema.CreatedColumn))
                _connection.Transact(() => _connection.Execute(CatalogSchema.Date(table)));
    }

    /// <exception cref="Engine.ResourceException">Another process has it open, or the file cannot be made.</exception>
    /// <param name="path">The file.</param>
    /// <param name="memoryBytes">What DuckDB may keep in memory.</param>
    public static DuckCatalog Open(string path, long memoryBytes = 256L << 20)
    {
        var database = DuckDatabase.Open(path, new DuckOptions { MemoryLimitBytes = memoryBytes });
        try
        {
            return new DuckCatalog(database);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    public void Publish(IReadOnlyList<Dataset> datasets)
    {
        bool changed = false;
        Dictionary<string, List<string>> tables = Columns();
        foreach (Dataset dataset in datasets)
        {
            if (dataset.Table is not { } table) continue;
            string[] wanted = [.. table.Columns, .. CatalogSchema.OriginColumns];
            if (tables.TryGetValue(table.Name, out List<string>? columns) && columns.SequenceEqual(wanted)) continue;
            changed = true;
            _connection.Transact(() =>
            {
                _connection.Execute(CatalogSchema.CreateTable(dataset, table));
                // Its rows were published under other columns: what they came from must be committed again.
                _connection.Execute("DELETE FROM partition WHERE dataset = ?", dataset.Name);
            });
        }

        SortedDictionary<string, string> views = CatalogSchema.Views(
            Names(CatalogSchema.SelectTables).ToHashSet(StringComparer.Ordinal));
        changed |= !Names(CatalogSchema.SelectViews).SequenceEqual(views.Keys);
        if (changed) _connection.Execute(CatalogSchema.CreateViews(views));   // Else an idle run would write.
    }

    public IReadOnlyList<PartitionRecord> Load()
    {
        using DuckRows rows = _connection.Query("SELECT * FROM partition");
        List<PartitionRecord> records = PartitionRows.ReadAll(rows.InBatchesOf(PartitionRows.BatchRows));
        _known = new(() => [.. records.Select(r => (r.Dataset, r.Key))]);
        return records;
    }

    public IReadOnlyList<InputRecord> Inputs(string dataset, string key)
    {
        using DuckRows rows = _connection.Query(CatalogSchema.SelectInputs, dataset, key);
        return PartitionRows.ReadInputs(rows);
    }

    public void Commit(IReadOnlyList<Commit> commits)
    {
        _connection.Transact(() =>
        {
            Forget([.. commits.Select(c => c.Record).Where(r => _known?.Value.Contains((r.Dataset, r.Key)) ?? true)]);
            using RecordBatch partitions = PartitionRows.Build(commits.Select(c => c.Record));
            _connection.Append("partition", partitions);
            using RecordBatch inputs = PartitionRows.BuildInputs(commits);
            _connection.Append("partition_input", inputs);
            var published = commits.Where(c => c.Published is not null);
            foreach (IGrouping<PublishedTable, Commit> table in published.GroupBy(c => c.Dataset.Table!))
            {
                using var rows = new PublishedRows(table.Key, table);
                Insert(table.Key.Name, rows.Batches);
            }
        });
        _known?.Value.UnionWith(commits.Select(c => (c.Record.Dataset, c.Record.Key)));
    }

    public void Mark(IReadOnlyList<PartitionRecord> records) => _connection.Transact(() =>
    {
        foreach (PartitionRecord record in records)
            _connection.Execute("UPDATE partition SET objects = ? WHERE dataset = ? AND key = ?",
                record.Objects.Encoded.ToArray(), record.Dataset, record.Key);
    });

    public void Remove(IReadOnlyList<PartitionRecord> records)
    {
        _connection.Transact(() => Forget(records));
        _known?.Value.ExceptWith(records.Select(r => (r.Dataset, r.Key)));
    }

    public void Record(RunRecord run) => _connection.Transact(() =>
    {
        _connection.Execute("DELETE FROM pipeline_run WHERE run_id = ?", run.RunId);
        _connection.Execute("UPDATE pipeline_run SET status = 'interrupted' WHERE status = 'running'");
        _connection.Execute("INSERT INTO pipeline_run VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", run.RunId, run.System,
            run.Status, run.StartedAt, run.FinishedAt, run.Seed, run.GitHash, run.ParametersJson, run.ReportJson);
    });

    public Schema SchemaOf(string table)
    {
        using DuckRows rows = _connection.Query($"SELECT * FROM {DuckConnection.Quote(table)} LIMIT 0");
        return rows.Schema;
    }

    public IEnumerable<RecordBatch> Read(string table)
    {
        using DuckRows rows = _connection.Query($"SELECT * FROM {DuckConnection.Quote(table)}");
        foreach (RecordBatch batch in rows) yield return batch;
    }

    public long Replace(IReadOnlyList<string> tables, Func<string, IEnumerable<RecordBatch>> rows)
    {
        long count = 0;
        _connection.Transact(() =>
        {
            foreach (string other in Names(CatalogSchema.SelectTables).Except(tables))
                _connection.Execute($"DROP TABLE {DuckConnection.Quote(other)}");
            count = Fill(tables, rows);
        });
        _known = null;
        return count;
    }

    /// <summary>Tables of the frame store, which lie in the same file; none where there are no frames.</summary>
    public IReadOnlyList<string> FrameTableNames => FrameTables.In(_connection);

    /// <summary>Gives the frame store's tables these rows and no others, in one transaction.</summary>
    public void ReplaceFrames(IReadOnlyList<string> tables, Func<string, IEnumerable<RecordBatch>> rows)
    {
        FrameTables.Make(_connection, isReadOnly: false);
        _connection.Transact(() => Fill(tables, rows));
    }

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    private long Fill(IEnumerable<string> tables, Func<string, IEnumerable<RecordBatch>> rows)
    {
        long count = 0;
        foreach (string table in tables)
        {
            _connection.Execute($"DELETE FROM {DuckConnection.Quote(table)}");
            foreach (RecordBatch batch in rows(table))
            {
                using (batch) Insert(table, [batch]);
                count += batch.Length;
            }
        }

        return count;
    }

    /// <summary>Deletes records with their inputs and published rows, a few statements for all of them.</summary>
    private void Forget(IReadOnlyList<PartitionRecord> records)
    {
        if (records.Count == 0) return;
        using RecordBatch gone = PartitionRows.Keys(records);
        using IDisposable registered = _connection.Register("gone", gone.Schema, () => [gone.Retain()]);
        _connection.Execute("DELETE FROM partition WHERE (dataset, key) IN (SELECT dataset, key FROM gone)");
        _connection.Execute("DELETE FROM partition_input WHERE (dataset, key) IN (SELECT dataset, key FROM gone)");
        foreach (string dataset in records.Select(r => r.Dataset).Distinct().Order(StringComparer.Ordinal))
        {
            foreach (string table in Names("SELECT table_name FROM published WHERE dataset = ?", dataset))
                _connection.Execute(CatalogSchema.ForgetRows(table), dataset);
        }
    }

    /// <summary>Columns by name; null where there is none.</summary>
    private void Insert(string table, IReadOnlyList<RecordBatch> rows)
    {
        using IDisposable registered = _connection.Register(
            "rows_to_insert", rows[0].Schema, () => rows.Select(b => b.Retain()));
        _connection.Execute($"INSERT INTO {DuckConnection.Quote(table)} BY NAME SELECT * FROM rows_to_insert");
    }

    /// <summary>Columns of every table, in order: asked for at once, as each question takes as long as all.</summary>
    private Dictionary<string, List<string>> Columns()
    {
        var found = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        using DuckRows rows = _connection.Query(CatalogSchema.SelectColumns);
        foreach (RecordBatch batch in rows)
        {
            using (batch)
            {
                for (int row = 0; row < batch.Length; row++)
                {
                    string table = batch[0].Text(row)!;
                    if (!found.TryGetValue(table, out List<string>? columns)) found.Add(table, columns = []);
                    columns.Add(batch[1].Text(row)!);
                }
            }
        }

        return found;
    }

    /// <summary>A column of names.</summary>
    private List<string> Names(string sql, params ReadOnlySpan<object?> parameters)
    {
        var found = new List<string>();
        using DuckRows rows = _connection.Query(sql, parameters);
        foreach (RecordBatch batch in rows)
        {
            using (batch)
                for (int row = 0; row < batch.Length; row++) found.Add(batch[0].Text(row)!);
        }

        return found;
    }
}
