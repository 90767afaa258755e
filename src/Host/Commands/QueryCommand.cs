using System.CommandLine;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Host.Configuration;
using Tauric.Host.Query;

namespace Tauric.Host.Commands;

/// <summary><c>tauric query</c>: SQL over the catalog and the datasets that lie in Parquet files.</summary>
internal static class QueryCommand
{
    private static readonly string[] s_formats = ["table", "csv", "json", "parquet"];

    public static Command Define(Terminal terminal)
    {
        var sql = new Argument<string>("sql")
        {
            Description = "\"SHOW TABLES\" first, then e.g. \"SELECT ticker, count(*) FROM samples GROUP BY 1\".",
        };
        var format = new Option<string>("--format")
        {
            Description = "table, csv, json (an object a line) or parquet.",
            HelpName = "FORMAT",
            DefaultValueFactory = _ => "table",
        };
        var output =
            new Option<string?>("--out") { Description = "File to write; needed for parquet.", HelpName = "FILE" };
        var command = new Command("query", "Runs SQL over the catalog and all that lies in Parquet; it can change nothing.")
        {
            sql, format, output,
        };
        var options = new ConfigOptions(command);
        command.SetAction(parsed =>
        {
            string chosen = parsed.GetRequiredValue(format);
            string? file = parsed.GetValue(output) is { } path ? Path.GetFullPath(path, terminal.Folder) : null;
            if (!s_formats.Contains(chosen))
                throw new UsageException($"--format: '{chosen}' is not one of {string.Join(", ", s_formats)}");
            if (chosen == "parquet" && file is null)
                throw new UsageException("--format parquet writes a file: name it with --out FILE");
            TauricConfig config = options.Load(parsed, terminal);
            Wiring.RequireCatalog(config);
            if (chosen == "parquet") WriteParquet(config, parsed.GetRequiredValue(sql), file!);
            else WriteText(config, parsed.GetRequiredValue(sql), chosen, file, terminal);
            return CommandLine.Done;
        });
        return command;
    }

    /// <summary>To a file beside, then renamed: a failed query leaves the old file.</summary>
    private static void WriteParquet(TauricConfig config, string sql, string file)
    {
        string partial = file + ".partial";
        try
        {
            using (FencedSql query = Open(config, partial)) query.WriteParquet(sql);
            File.Move(partial, file, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private static void WriteText(TauricConfig config, string sql, string format, string? file, Terminal terminal)
    {
        using FencedSql query = Open(config, output: null);
        using StreamWriter? opened = file is null ? null : new StreamWriter(file);
        TextWriter writer = opened ?? terminal.Out;
        if (format == "json") WriteLines(writer, query.JsonRows(sql));
        else if (format == "csv") WriteLines(writer, query.Texts(sql).SelectMany(CsvLines));
        else WriteTable(terminal, writer, query.Texts(sql));
    }

    private static FencedSql Open(TauricConfig config, string? output) =>
        FencedSql.Open(Wiring.CatalogPath(config), config.DataRoot, output);

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

    private static void WriteTable(Terminal terminal, TextWriter writer, IEnumerable<RecordBatch> batches)
    {
        string[] header = [];
        var rows = new List<string[]>();
        foreach (RecordBatch batch in batches)
            using (batch)
            {
                header = [.. batch.Schema.Fields.Select(f => f.Name)];
                for (int row = 0; row < batch.Length; row++)
                {
                    int r = row;
                    rows.Add([.. batch.Columns.Select(c => c.Text(r) ?? "null")]);
                }
            }

        if (header.Length > 0) terminal.WriteTable(writer, header, rows);
        writer.WriteLine(rows.Count == 1 ? "1 row" : $"{rows.Count} rows");
    }
}
