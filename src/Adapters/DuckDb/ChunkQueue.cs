using System.Runtime.InteropServices;
using Tauric.Engine.Columnar;
using Tauric.Native.DuckDb;
using static Tauric.Native.DuckDb.DuckDbApi;

namespace Tauric.Adapters.DuckDb;

/// <summary>Chunks fetched and not yet turned into batches: batches are then allocated at their exact size.</summary>
internal sealed class ChunkQueue : IDisposable
{
    private readonly List<DataChunkHandle> _chunks = [];
    private int _start;   // Rows of the first chunk that are gone.

    public int Rows { get; private set; }

    public void Add(DataChunkHandle chunk)
    {
        _chunks.Add(chunk);
        Rows += (int)duckdb_data_chunk_get_size(chunk);
    }

    public RecordBatch Take(int rows, Schema schema, DuckVector[] vectors)
    {
        using var memory = new BatchMemory();
        var columns = new Column[vectors.Length];
        for (int i = 0; i < columns.Length; i++)
            columns[i] = vectors[i].Read(CollectionsMarshal.AsSpan(Runs(i, rows)), rows, memory);
        memory.HandOver();
        Drop(rows);
        return new RecordBatch(schema, rows, columns);
    }

    public void Dispose()
    {
        foreach (DataChunkHandle chunk in _chunks) chunk.Dispose();
        _chunks.Clear();
    }

    private List<RowRun> Runs(int column, int rows)
    {
        var runs = new List<RowRun>(_chunks.Count);
        int start = _start;
        foreach (DataChunkHandle chunk in _chunks)
        {
            int count = Math.Min(rows, (int)duckdb_data_chunk_get_size(chunk) - start);
            if (count > 0) runs.Add(new RowRun(duckdb_data_chunk_get_vector(chunk, (ulong)column), start, count));
            rows -= count;
            start = 0;
        }

        return runs;
    }

    private void Drop(int rows)
    {
        Rows -= rows;
        int gone = 0;
        while (gone < _chunks.Count && _start + rows >= (int)duckdb_data_chunk_get_size(_chunks[gone]))
        {
            rows -= (int)duckdb_data_chunk_get_size(_chunks[gone]) - _start;
            _start = 0;
            _chunks[gone++].Dispose();
        }

        _start += rows;
        _chunks.RemoveRange(0, gone);
    }
}

/// <summary>Consecutive rows of a vector.</summary>
internal readonly record struct RowRun(nint Vector, int Start, int Count);

/// <summary>Buffers of a batch in the making, returned if it is not finished.</summary>
internal sealed class BatchMemory : IDisposable
{
    private readonly List<NativeBuffer> _buffers = [];

    public NativeBuffer Allocate(long bytes)
    {
        NativeBuffer buffer = NativeBuffer.Allocate(bytes);
        _buffers.Add(buffer);
        return buffer;
    }

    public void HandOver() => _buffers.Clear();

    public void Dispose()
    {
        foreach (NativeBuffer buffer in _buffers) buffer.Release();
    }
}
