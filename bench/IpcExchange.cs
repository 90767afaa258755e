using Tauric.Engine.Columnar;

namespace Tauric.Bench;

/// <summary>Arrow IPC in memory: how fast a batch becomes bytes and bytes become a batch.</summary>
[Benchmark("ipc", "Arrow IPC: writes and reads a batch of 65,536 rows")]
internal sealed class IpcExchange : IBenchmark
{
    public void Run(Measurement measurement)
    {
        using RecordBatch batch = Rows.Bars(0, 65_536);
        using var stream = new MemoryStream();
        void Write()
        {
            stream.SetLength(0);
            using var writer = new IpcWriter(stream, batch.Schema);
            writer.Write(batch);
            writer.Finish();
        }

        Write();
        byte[] bytes = stream.ToArray();
        RecordBatch? read = null;
        void Read()
        {
            read?.Dispose();
            using var reader = new IpcReader(bytes, "bench");
            read = reader.Next();
        }

        Spread[] times = Measurement.Rounds(measurement.Size(201, 3), Write, Read);
        measurement.Figure("bytes", bytes.Length / 1e6, "MB");
        measurement.Figure("write", times[0].Map(s => bytes.Length / s / 1e9), "GB/s");
        measurement.Figure("read", times[1].Map(s => bytes.Length / s / 1e9), "GB/s");
        measurement.Check("the rows read are those written", Same(batch, read!));
        measurement.Hash(bytes);
        read!.Dispose();
    }

    private static bool Same(RecordBatch a, RecordBatch b)
    {
        using var hash = new RowHash([.. a.Schema.Fields.Select(f => f.Name)]);
        Span<byte> left = stackalloc byte[RowHash.Size], right = stackalloc byte[RowHash.Size];
        bool same = a.Length == b.Length;
        for (int row = 0; row < a.Length && same; row++)
        {
            hash.Of(a, row, left);
            hash.Of(b, row, right);
            same = left.SequenceEqual(right);
        }

        return same;
    }
}
