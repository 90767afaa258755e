using Tauric.Adapters.DuckDb;
using Tauric.Engine;
using Tauric.Engine.Columnar;

namespace Tauric.Bench;

/// <summary>What crossing from our batches costs: the same rows and options, from batches and from a table.</summary>
[Benchmark("parquet", "record batches → DuckDB → Parquet, against DuckDB writing the same rows from its own table")]
internal sealed class ParquetWrite : IBenchmark
{
    private const int BatchRows = 65_536;

    public void Run(Measurement measurement)
    {
        string folder = Directory.CreateTempSubdirectory("tauric-bench-").FullName;
        RecordBatch[] batches = [.. Enumerable.Range(0, measurement.Size(16, 1)).Select(i => Rows.Bars(i, BatchRows))];
        try
        {
            using var pool = new DuckPool();
            using DuckPool.Lease lease = pool.Rent();
            Compare(measurement, lease.Connection, batches, folder);
        }
        finally
        {
            foreach (RecordBatch batch in batches) batch.Dispose();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Compare(Measurement measurement, DuckConnection duck, RecordBatch[] batches, string folder)
    {
        Schema schema = batches[0].Schema;
        IEnumerable<RecordBatch> Borrowed() => batches.Select(b => b.Retain());
        using (duck.Register("ours", schema, Borrowed)) duck.Execute("CREATE TABLE own AS FROM ours");
        using var pool = new DuckPool();
        var sink = new ParquetSink(pool);
        string fromBatches = Path.Combine(folder, "batches.parquet"), fromTable = Path.Combine(folder, "table.parquet");
        string copy = $"COPY (FROM own) TO {DuckConnection.Literal(fromTable)} "
            + "(FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION v2, ROW_GROUP_SIZE 122880)";   // As ParquetSink.
        Spread[] times = Measurement.Rounds(measurement.Size(11, 2),
            () => sink.Write(fromBatches, schema, Borrowed()), () => duck.Execute(copy));

        long rows = batches.Sum(b => (long)b.Length);
        byte[] bytes = File.ReadAllBytes(fromBatches);
        measurement.Figure("rows", rows, "");
        measurement.Figure("written", bytes.Length / 1e6, "MB");
        measurement.Figure("from batches", times[0].Map(s => s * 1e3), "ms");
        measurement.Figure("from its own table", times[1].Map(s => s * 1e3), "ms");
        measurement.Figure("batches over table", times[0].Median / times[1].Median, "×");
        measurement.Check("both files have the same bytes", bytes.AsSpan().SequenceEqual(File.ReadAllBytes(fromTable)));
        measurement.Hash(bytes);
    }
}
