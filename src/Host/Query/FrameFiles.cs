using System.Text;
using Tauric.Engine;
using Tauric.Engine.Columnar;

namespace Tauric.Host.Query;

/// <summary>Rows from files a user names, and rows as a user wants to see them.</summary>
internal static class FrameFiles
{
    private const int TableRowsMax = 10_000;

    /// <summary>All rows of a .parquet, .csv, .json, .jsonl or .arrow file.</summary>
    /// <exception cref="UsageException">There is no such file, or it is no such rows.</exception>
    public static RecordBatch Read(string path)
    {
        if (!File.Exists(path)) throw new UsageException($"There is no file '{path}'.");
        string literal = "'" + path.Replace("'", "''", StringComparison.Ordinal) + "'";
        return Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".PARQUET" => ReadSql($"FROM read_parquet({Escaped(literal)})"),
            ".CSV" => ReadSql($"FROM read_csv({Escaped(literal)})"),
            ".JSON" or ".JSONL" => ReadSql($"FROM read_json({Escaped(literal)})"),
            ".ARROW" or ".ARROWS" or ".FEATHER" => ReadArrow(path),
            var other => throw new UsageException(
                $"'{path}': rows are read from .parquet, .csv, .json, .jsonl and .arrow, not from '{other}'."),
        };
    }

    /// <summary>To a file beside, then renamed, or to the terminal.</summary>
    public static void Write(RecordBatch rows, string format, string? file, Terminal terminal)
    {
        if (format == "table" && file is null) WriteTable(terminal, rows);
        else if (file is null) terminal.Out.Write(Encoding.UTF8.GetString(Bytes(rows, format, terminal)));
        else
        {
            string partial = file + ".partial";
            try
            {
                File.WriteAllBytes(partial, Bytes(rows, format, terminal));
                File.Move(partial, file, overwrite: true);
            }
            finally
            {
                File.Delete(partial);
            }
        }
    }

    private static byte[] Bytes(RecordBatch rows, string format, Terminal terminal)
    {
        if (format == "table")
        {
            using var text = new StringWriter();
            WriteTable(terminal with { Out = text }, rows);
            return Encoding.UTF8.GetBytes(text.ToString());
        }

        if (format == "csv")
        {
            using RecordBatch flat = Flat(rows);
            return Wiring.Formats[format].Write(flat);
        }

        if (format != "arrow") return Wiring.Formats[format == "json" ? "jsonl" : format].Write(rows);
        using var bytes = new MemoryStream();
        using (var writer = new IpcWriter(bytes, rows.Schema, IpcFormat.File))
        {
            writer.Write(rows);
            writer.Finish();
        }

        return bytes.ToArray();
    }

    /// <summary>CSV has no lists and structs: they become what a table shows of them.</summary>
    private static RecordBatch Flat(RecordBatch rows)
    {
        Field[] fields = [.. rows.Schema.Fields.Select(f => f.Type.Fields.Count == 0 ? f : f with
        {
            Type = ArrowType.Utf8,
        })];
        return new RecordBatch(new Schema(fields), rows.Length,
            [.. rows.Columns.Select(c => c.Type.Fields.Count == 0 ? c.Retain() : Shown(c))]);
    }

    private static Column Shown(Column column)
    {
        using var builder = new ColumnBuilder(ArrowType.Utf8);
        for (int row = 0; row < column.Length; row++)
            builder.AppendText(column.IsNull(row) ? null : CellText.Of(column, row));
        return builder.Build();
    }

    private static void WriteTable(Terminal terminal, RecordBatch rows)
    {
        int shown = Math.Min(rows.Length, TableRowsMax);
        terminal.WriteTable(terminal.Out, [.. rows.Schema.Fields.Select(f => f.Name)],
            Enumerable.Range(0, shown).Select(row => rows.Columns.Select(c => CellText.Of(c, row)).ToArray()));
        string more = shown < rows.Length ? $", the first {shown} shown" : "";
        terminal.Out.WriteLine(rows.Length == 1 ? "1 row" : $"{rows.Length} rows{more}");
    }

    private static RecordBatch ReadSql(string sql)
    {
        using ISqlSession session = SqlSession.Open(_ => { });
        var batches = new List<RecordBatch>();
        try
        {
            foreach (RecordBatch batch in session.Query(sql)) batches.Add(batch);
            if (batches.Count == 0) throw new UsageException("The file has no rows, and so no types of columns.");
            return Concatenation.Of(batches[0].Schema, batches);
        }
        finally
        {
            foreach (RecordBatch batch in batches) batch.Dispose();
        }
    }

    private static RecordBatch ReadArrow(string path)
    {
        using FileStream file = File.OpenRead(path);
        using var reader = new IpcReader(file, path);
        var batches = new List<RecordBatch>();
        try
        {
            while (reader.Next() is { } batch) batches.Add(batch);
            return Concatenation.Of(reader.Schema, batches);
        }
        finally
        {
            foreach (RecordBatch batch in batches) batch.Dispose();
        }
    }

    // In the name of one file, the characters of a pattern mean themselves.
    private static string Escaped(string path) =>
        path.Replace("[", "[[]", StringComparison.Ordinal).Replace("*", "[*]", StringComparison.Ordinal)
            .Replace("?", "[?]", StringComparison.Ordinal);
}
