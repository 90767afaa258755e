using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Engine.Inference;

namespace Tauric.Host.Query;

/// <summary>
/// A user's SQL over a data root: tables of the catalog, a view by the name of every dataset that lies in columns
/// (<c>samples</c> is another name of <c>export</c>), and <c>model_answer</c>, the answers of models that were kept.
/// It reads nothing else and writes nothing, except the one Parquet file that the user named.
/// </summary>
/// <remarks>
/// Three fences: the catalog is only read; external access is off and the configuration locked before the
/// user's SQL is seen; and that SQL only ever stands inside <c>FROM ( )</c> of a single prepared statement, where
/// nothing but a query parses.
/// </remarks>
internal sealed class FencedSql : IDisposable
{
    private const string Pack = ".pack";
    private const string Parquet = "FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION v2, USE_TMP_FILE false";

    private readonly ISqlSession _session;
    private readonly ObjectFiles _files;
    private readonly string? _output;

    private FencedSql(ISqlSession session, ObjectFiles files, string? output) =>
        (_session, _files, _output) = (session, files, output);

    /// <param name="catalog">Makes the catalog's tables readable by name, and says their names.</param>
    /// <param name="files">The objects that the catalog names; disposed with this.</param>
    /// <param name="output">The one file that may be written, or null.</param>
    public static FencedSql Open(
        Func<ISqlSession, IReadOnlySet<string>> catalog, ObjectFiles files, string? output) =>
        new(SqlSession.Open(session => Fence(session, catalog, files, output)), files, output);

    /// <summary>Names of the tables and views there are.</summary>
    public IReadOnlySet<string> Tables =>
        field ??= Strings(_session, "FROM (SHOW TABLES)").ToHashSet(StringComparer.Ordinal);

    /// <summary>Rows as they are.</summary>
    public IEnumerable<RecordBatch> Rows(string sql) => _session.Query($"FROM {Fenced(sql)}");

    /// <summary>Every value as text, null where it is null.</summary>
    public IEnumerable<RecordBatch> Texts(string sql) =>
        _session.Query($"SELECT COLUMNS(*)::VARCHAR FROM {Fenced(sql)}");

    /// <summary>One column: a JSON object a row.</summary>
    public IEnumerable<string> JsonRows(string sql) =>
        Strings(_session, $"SELECT to_json(r)::VARCHAR FROM {Fenced(sql)} AS r");

    /// <summary>Writes the rows to the output as Parquet.</summary>
    public void WriteParquet(string sql)
    {
        string output = _output ?? throw new BugException("The session was opened without an output.");
        // Parses as a query on its own, so it cannot end the COPY early.
        Execute(_session, $"SELECT 0 FROM {Fenced(sql)} LIMIT 0");
        Execute(_session, $"COPY (FROM {Fenced(sql)}) TO {Quoted(output)} ({Parquet})");
    }

    public void Dispose()
    {
        _session.Dispose();
        _files.Dispose();
    }

    /// <summary>Makes the tables and views of a DuckDB catalog readable by name.</summary>
    /// <param name="prefix">Begins the names of those that are wanted.</param>
    /// <returns>Their names.</returns>
    public static IReadOnlySet<string> Attach(ISqlSession session, string file, string prefix = "")
    {
        Execute(session, $"ATTACH {Quoted(file)} AS catalog (READ_ONLY)");
        var tables = Strings(session, """
            SELECT table_name FROM duckdb_tables() WHERE database_name = 'catalog'
            UNION ALL SELECT view_name FROM duckdb_views() WHERE database_name = 'catalog' AND NOT internal
            """).Where(t => t.StartsWith(prefix, StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
        foreach (string table in tables.Order(StringComparer.Ordinal))
            Execute(session, $"CREATE VIEW {Identifier(table)} AS FROM catalog.{Identifier(table)}");
        return tables;
    }

    private static void Fence(
        ISqlSession session, Func<ISqlSession, IReadOnlySet<string>> catalog, ObjectFiles files, string? output)
    {
        IReadOnlySet<string> tables = catalog(session);
        var folders = new SortedSet<string>(StringComparer.Ordinal);
        foreach ((string dataset, string[] keys) in tables.Contains("partition") ? ColumnarOf(session) : [])
        {
            if (tables.Contains(dataset)) continue;
            folders.UnionWith(keys.Select(key => key[..(key.IndexOf('/') + 1)]));
            Execute(session, $"CREATE VIEW {Identifier(dataset)} AS FROM {TableOf(session, files, dataset, keys)}");
            if (dataset == "export") Execute(session, "CREATE VIEW samples AS FROM export");
        }

        Answers(session, files);
        folders.Add(KeptAnswers.Folder);
        string allowed = string.Join(", ", folders.Select(folder => Quoted(Path.Combine(files.Folder, folder))));
        Execute(session, $"SET allowed_directories = [{allowed}]");
        if (output is not null) Execute(session, $"SET allowed_paths = [{Quoted(output)}]");
        Execute(session, "SET temp_directory = ''");
        Execute(session, "SET enable_external_access = false");
    }

    /// <summary>The objects of every dataset that lies in Parquet files or packs, as they are now.</summary>
    private static IEnumerable<(string Dataset, string[] Keys)> ColumnarOf(ISqlSession session)
    {
        string[] datasets = [.. Strings(session, "SELECT DISTINCT dataset FROM partition ORDER BY ALL")];
        foreach (string dataset in datasets)
        {
            string where = $"FROM partition WHERE dataset = {Quoted(dataset)} AND rows > 0";
            if (Keys(session, $"SELECT objects {where} LIMIT 1").Exists(IsColumnar))
                yield return (dataset, [.. Keys(session, $"SELECT objects {where} ORDER BY key").Where(IsColumnar)]);
        }
    }

    private static bool IsColumnar(string key) => key.Contains('/') && Path.GetExtension(key) is ".parquet" or Pack;

    private static string TableOf(ISqlSession session, ObjectFiles files, string dataset, string[] keys)
    {
        if (Path.GetExtension(keys[0]) != Pack) return $"read_parquet([{Paths(files, files.Have(keys))}])";
        var packs = new PackTable(files.Packs, keys);
        string name = $"packs of {dataset}";
        session.Register(name, packs.Schema, packs.Rows);
        return Identifier(name);
    }

    private static string Paths(ObjectFiles files, IEnumerable<string> keys) =>
        string.Join(", ", keys.Select(key => Quoted(Path.Combine(files.Folder, key))));

    private static List<string> Keys(ISqlSession session, string sql)
    {
        var keys = new List<string>();
        foreach (RecordBatch batch in session.Query(sql))
        {
            using (batch)
            {
                for (int row = 0; row < batch.Length; row++)
                    keys.AddRange(ObjectList.Decode(batch[0].Bytes(row)).Where(o => !o.IsReject).Select(o => o.Key));
            }
        }

        return keys;
    }

    private static void Answers(ISqlSession session, ObjectFiles files)
    {
        if (!files.Below(KeptAnswers.Folder).Any(key => key.EndsWith(".parquet", StringComparison.Ordinal))) return;
        string all = Path.Combine(files.Folder, KeptAnswers.Folder, "**", "*.parquet");
        Execute(session,
            $"CREATE VIEW model_answer AS SELECT * EXCLUDE (row_check) FROM read_parquet({Quoted(all)})");
    }

    /// <summary>On lines of its own, so that a comment at its end closes nothing of ours.</summary>
    private static string Fenced(string sql) => $"(\n{sql.TrimEnd().TrimEnd(';')}\n)";

    private static IEnumerable<string> Strings(ISqlSession session, string sql)
    {
        foreach (RecordBatch batch in session.Query(sql))
            using (batch)
                for (int row = 0; row < batch.Length; row++) yield return batch[0].Text(row) ?? "";
    }

    private static void Execute(ISqlSession session, string sql)
    {
        foreach (RecordBatch batch in session.Query(sql)) batch.Dispose();
    }

    /// <summary>A text as SQL.</summary>
    public static string Quoted(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

    /// <summary>A name as SQL.</summary>
    public static string Identifier(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
