using Tauric.Engine;
using Tauric.Engine.Columnar;

namespace Tauric.Adapters.DuckDb;

/// <summary>Reads Parquet files as batches, in the order of their rows.</summary>
public sealed class ParquetSource(DuckPool pool)
{
    /// <summary>Some or all columns, as Parquet says they are (a fixed-size list comes back as a list).</summary>
    /// <exception cref="DataException">The file is not Parquet, is damaged, or lacks a column.</exception>
    /// <exception cref="ResourceException">There is no such file, or it cannot be read.</exception>
    public IEnumerable<RecordBatch> Read(string path, IReadOnlyList<string>? columns = null, int batchRows = 65_536) =>
        Run(path, columns is null ? "*" : string.Join(", ", columns.Select(DuckConnection.Quote)), batchRows);

    /// <summary>The columns of a schema, cast to its types where DuckDB has them.</summary>
    /// <inheritdoc cref="Read(string, IReadOnlyList{string}?, int)"/>
    public IEnumerable<RecordBatch> Read(string path, Schema schema, int batchRows = 65_536) =>
        Run(path, string.Join(", ", schema.Fields.Select(Cast)), batchRows);

    private static string Cast(Field field)
    {
        string name = DuckConnection.Quote(field.Name);
        return $"CAST({name} AS {DuckTypes.Sql(field.Type)}) AS {name}";
    }

    private IEnumerable<RecordBatch> Run(string path, string select, int batchRows)
    {
        if (!File.Exists(path)) throw new ResourceException($"There is no file {path}.");
        using DuckPool.Lease lease = pool.Rent();
        string sql = $"SELECT {select} FROM read_parquet({DuckConnection.Literal(Escaped(path))})";
        using DuckRows rows = Guard(path, () => lease.Connection.Query(sql));
        using IEnumerator<RecordBatch> batches = rows.InBatchesOf(batchRows).GetEnumerator();
        while (Guard(path, batches.MoveNext)) yield return batches.Current;
    }

    // In the name of one file, the characters of a pattern mean themselves.
    private static string Escaped(string path) =>
        path.Replace("[", "[[]", StringComparison.Ordinal)
            .Replace("*", "[*]", StringComparison.Ordinal)
            .Replace("?", "[?]", StringComparison.Ordinal);

    private static T Guard<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (TauricException e) when (e is not DataException)
        {
            throw new DataException($"{path} cannot be read as Parquet: {e.Message}", e);
        }
    }
}
