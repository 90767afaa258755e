using System.CommandLine;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Host.Configuration;

namespace Tauric.Host.Query;

/// <summary>Where the rows of a query go, and how: <c>--format</c> and <c>--out</c>.</summary>
internal sealed class QueryOutput
{
    private static readonly string[] s_formats = ["table", "csv", "json", "parquet", "arrow"];

    private readonly Option<string> _format = new("--format")
    {
        Description = "table, csv, json (an object a line), parquet or arrow (an IPC file).",
        HelpName = "FORMAT",
        DefaultValueFactory = _ => "table",
    };

    private readonly Option<string?> _output =
        new("--out") { Description = "File to write; needed for parquet and arrow.", HelpName = "FILE" };

    private readonly Terminal _terminal;

    public QueryOutput(Command command, Terminal terminal)
    {
        _terminal = terminal;
        command.Add(_format);
        command.Add(_output);
    }

    /// <exception cref="UsageException">Format and file do not go together.</exception>
    public (string Format, string? File) Chosen(ParseResult parsed)
    {
        string format = parsed.GetRequiredValue(_format);
        string? file = parsed.GetValue(_output) is { } path ? Path.GetFullPath(path, _terminal.Folder) : null;
        if (!s_formats.Contains(format))
            throw new UsageException($"--format: '{format}' is not one of {string.Join(", ", s_formats)}");
        if (format is "parquet" or "arrow" && file is null)
            throw new UsageException($"--format {format} writes a file: name it with --out FILE");
        return (format, file);
    }

    /// <param name="sql">Made for the root it is asked of.</param>
    /// <exception cref="UsageException">Format and file do not go together, or the SQL does not work.</exception>
    public void Write(ParseResult parsed, TauricConfig config, Func<FencedSql, string> sql)
    {
        (string format, string? file) = Chosen(parsed);
        Roots.RequireCatalog(config);
        if (file is null)
        {
            using FencedSql query = Open(config, output: null);
            WriteText(query, sql(query), format, _terminal.Out);
            return;
        }

        WriteFile(config, sql, format, file);
    }

    /// <summary>To a file beside, then renamed: a failed query leaves the old file.</summary>
    private void WriteFile(TauricConfig config, Func<FencedSql, string> sql, string format, string file)
    {
        string partial = file + ".partial";
        try
        {
            using (FencedSql query = Open(config, format == "parquet" ? partial : null))
            {
                string text = sql(query);
                if (format == "parquet") query.WriteParquet(text);
                else if (format == "arrow") WriteArrow(query.Rows(text), partial);
                else WriteText(query, text, format, partial);
            }

            File.Move(partial, file, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private static FencedSql Open(TauricConfig config, string? output) =>
        FencedSql.Open(session => Roots.ReadCatalog(config, session), Roots.Files(config), output);

    private static void WriteArrow(IEnumerable<RecordBatch> batches, string file)
    {
        using FileStream stream = File.Create(file);
        IpcWriter? writer = null;
        try
        {
            foreach (RecordBatch batch in batches)
            {
                using (batch)
                {
                    writer ??= new IpcWriter(stream, batch.Schema, IpcFormat.File);
                    writer.Write(batch);
                }
            }

            writer?.Finish();
        }
        finally
        {
            writer?.Dispose();
        }
    }

    private void WriteText(FencedSql query, string sql, string format, string file)
    {
        using var writer = new StreamWriter(file);
        WriteText(query, sql, format, writer);
    }

    private void WriteText(FencedSql query, string sql, string format, TextWriter writer)
    {
        if (format == "json") WriteLines(writer, query.JsonRows(sql));
        else if (format == "csv") WriteLines(writer, query.Texts(sql).SelectMany(CsvLines));
        else WriteTable(writer, query.Texts(sql));
    }

    private static void WriteLines(TextWriter writer, IEnumerable<string> lines)
    {
        foreach (string line in lines) writer.Write(line + "\n");
    }

    private static IEnumerable<string> CsvLines(RecordBatch batch, int index)
    {
        using (batch)
        {
            if (index == 0) yield return CsvLine.Of(batch.Schema.Fields.Select(f => f.Name));
            for (int row = 0; row < batch.Length; row++)
            {
                int r = row;
                yield return CsvLine.Of(batch.Columns.Select(c => c.Text(r)));
            }
        }
    }

    private void WriteTable(TextWriter writer, IEnumerable<RecordBatch> batches)
    {
        string[] header = [];
        var rows = new List<string[]>();
        foreach (RecordBatch batch in batches)
        {
            using (batch)
            {
                header = [.. batch.Schema.Fields.Select(f => f.Name)];
                for (int row = 0; row < batch.Length; row++)
                {
                    int r = row;
                    rows.Add([.. batch.Columns.Select(c => c.Text(r) ?? "null")]);
                }
            }
        }

        if (header.Length > 0) _terminal.WriteTable(writer, header, rows);
        writer.WriteLine(rows.Count == 1 ? "1 row" : $"{rows.Count} rows");
    }
}
