using Tauric.Engine;
using Tauric.Engine.Columnar;

namespace Tauric.Host.Query;

/// <summary>
/// A user's SQL over a data root: tables of the catalog and views over Parquet files, <c>samples</c> over the exported
/// ones and <c>model_answer</c> over the answers of models that were kept.
/// It reads nothing else and writes nothing, except the one Parquet file that the user named.
/// </summary>
/// <remarks>
/// Three fences: the catalog is attached read-only; external access is off and the configuration locked before the
/// user's SQL is seen; and that SQL only ever stands inside <c>FROM ( )</c> of a single prepared statement, where
/// nothing but a query parses.
/// </remarks>
internal sealed class FencedSql : IDisposable
{
    private const string Parquet = "FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION v2, USE_TMP_FILE false";

    private readonly ISqlSession _session;
    private readonly string? _output;

    private FencedSql(ISqlSession session, string? output) => (_session, _output) = (session, output);

    /// <param name="catalog">The catalog file.</param>
    /// <param name="exports">Folder of the exported Parquet files; may be missing.</param>
    /// <param name="answers">Folder of the kept answers; may be missing.</param>
    /// <param name="output">The one file that may be written, or null.</param>
    public static FencedSql Open(string catalog, string exports, string answers, string? output) =>
        new(Wiring.OpenSql(session => Fence(session, catalog, exports, answers, output)), output);

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

    public void Dispose() => _session.Dispose();

    private static void Fence(
        ISqlSession session, string catalog, string exports, string answers, string? output)
    {
        Execute(session, $"ATTACH {Quoted(catalog)} AS catalog (READ_ONLY)");
        string[] tables = [.. Strings(session, """
            SELECT table_name FROM duckdb_tables() WHERE database_name = 'catalog'
            UNION ALL SELECT view_name FROM duckdb_views() WHERE database_name = 'catalog' AND NOT internal
            """)];
        foreach (string table in tables.Order(StringComparer.Ordinal))
            Execute(session, $"CREATE VIEW {Identifier(table)} AS FROM catalog.{Identifier(table)}");
        View(session, "samples", exports, "*");
        View(session, "model_answer", answers, "* EXCLUDE (row_check)");
        Execute(session, $"SET allowed_directories = [{Quoted(exports)}, {Quoted(answers)}]");
        if (output is not null) Execute(session, $"SET allowed_paths = [{Quoted(output)}]");
        Execute(session, "SET temp_directory = ''");
        Execute(session, "SET enable_external_access = false");
    }

    private static void View(ISqlSession session, string name, string folder, string columns)
    {
        if (!Directory.Exists(folder)
            || !Directory.EnumerateFiles(folder, "*.parquet", SearchOption.AllDirectories).Any()) return;
        Execute(session,
            $"CREATE OR REPLACE VIEW {name} AS SELECT {columns} FROM read_parquet({Quoted(folder + "/**/*.parquet")})");
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

    private static string Quoted(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

    private static string Identifier(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
