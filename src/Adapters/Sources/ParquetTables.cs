using System.Globalization;
using Tauric.Adapters.DuckDb;
using Tauric.Adapters.Sinks;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Sources;

/// <summary>Tables in Parquet, whoever wrote them. Nested columns have no place in CSV and are left out.</summary>
public sealed class ParquetTables : ITableReader
{
    public byte[] AsCsv(ReadOnlyMemory<byte> bytes, long bytesMax, string where) =>
        ParquetFormat.WithFile(bytes, where, path =>
        {
            using DuckPool.Lease lease = ParquetFormat.Pool.Rent();
            try
            {
                return AsCsv(lease.Connection, path, bytesMax);
            }
            catch (TauricException e)
            {
                // What follows quotes our SQL, with the file's passing name in it.
                string why = e.Message.Split(["\n", " [SQL:"], StringSplitOptions.None)[0];
                throw new DataException(why.Replace(path, $"'{where}'", StringComparison.Ordinal), e);
            }
        });

    private static byte[] AsCsv(DuckConnection connection, string path, long bytesMax)
    {
        // Some writers do not say that their bytes are text.
        string table = $"read_parquet({DuckConnection.Literal(path)}, binary_as_string = true)";
        (string Name, string Text)[] columns = [.. PlainColumns(connection, table)];
        if (columns.Length == 0) throw new DataException($"{path} has no column of plain values.");
        string sizes = string.Join(" + ", columns.Select(c => $"coalesce(sum(strlen({c.Text})), 0)"));
        double size = Convert.ToDouble(connection.ExecuteScalar($"SELECT CAST({sizes} AS DOUBLE) FROM {table}"),
            CultureInfo.InvariantCulture);
        if (size > bytesMax) throw new DataException(
            $"{path} holds {size / (1 << 20):F0} MB of text, at most {bytesMax >> 20}: divide it.");
        string texts = string.Join(", ", columns.Select(c => $"{c.Text} AS {c.Name}"));
        using DuckRows rows = connection.Query($"SELECT {texts} FROM {table}");
        RecordBatch[] batches = [.. rows];
        try
        {
            using RecordBatch all = Concatenation.Of(rows.Schema, batches);
            return new CsvFormat().Write(all);
        }
        finally
        {
            foreach (RecordBatch batch in batches) batch.Dispose();
        }
    }

    /// <summary>Quoted names, and each as text; instants in UTC.</summary>
    private static IEnumerable<(string Name, string Text)> PlainColumns(DuckConnection connection, string table)
    {
        using DuckRows columns = connection.Query($"DESCRIBE SELECT * FROM {table}");
        foreach (RecordBatch batch in columns)
        {
            using RecordBatch described = batch;
            for (int row = 0; row < described.Length; row++)
            {
                string name = DuckConnection.Quote(described["column_name"].Text(row)!);
                string type = described["column_type"].Text(row)!;
                bool isDecimal = type.StartsWith("DECIMAL(", StringComparison.Ordinal) && type[^1] == ')';
                if (type[^1] is ']' or ')' && !isDecimal) continue;
                string value = type == "TIMESTAMP WITH TIME ZONE" ? $"CAST({name} AS TIMESTAMP)" : name;
                yield return (name, $"CAST({value} AS VARCHAR)");
            }
        }
    }
}
