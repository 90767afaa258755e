using Tauric.Engine;
using Tauric.Engine.Columnar;
using static Tauric.Native.DuckDb.DuckDbApi;

namespace Tauric.Adapters.DuckDb;

/// <summary>One reading of a source by one statement, on one thread at a time.</summary>
/// <param name="wanted">Columns in DuckDB's order; −1 for a row id, whose values nobody reads.</param>
internal sealed class Scan(ScanSource source, int[] wanted)
{
    private static readonly int ChunkRows = (int)duckdb_vector_size();

    private readonly VectorWriter _writer = new();
    private readonly List<RecordBatch> _finished = [];
    private IEnumerator<RecordBatch>? _batches;
    private RecordBatch? _batch;
    private int _row;
    private bool _ended;

    public ScanSource Source { get; } = source;

    /// <summary>
    /// Writes the next rows; 0 at the end. Every chunk but the last is full, across batches: so Parquet's row groups
    /// and pages, whose limits DuckDB checks between chunks, do not depend on the size of batches.
    /// </summary>
    /// <remarks>Strings in the chunk point into batches, so a batch goes when the next chunk is asked for.</remarks>
    public int Fill(nint output)
    {
        DropFinished();
        int filled = 0;
        while (filled < ChunkRows && Current() is { } batch)
        {
            int rows = Math.Min(ChunkRows - filled, batch.Length - _row);
            for (int i = 0; i < wanted.Length; i++)
            {
                if (wanted[i] < 0) continue;
                _writer.Write(batch[wanted[i]], _row, rows, duckdb_output_get_vector(output, (ulong)i), filled);
            }

            _row += rows;
            filled += rows;
        }

        return filled;
    }

    /// <summary>Also after an error or an early stop. A source that fails here has nobody left to tell.</summary>
    public void Close()
    {
        try
        {
            Finish();
            DropFinished();
            _batches?.Dispose();
        }
        catch (Exception e)
        {
            Source.Failure ??= e;
        }
    }

    // The batch that holds the next row.
    private RecordBatch? Current()
    {
        while (_batch is null || _row == _batch.Length)
        {
            if (!Advance()) return null;
        }

        return _batch;
    }

    private bool Advance()
    {
        Finish();
        if (_ended) return false;
        _batches ??= Source.Open().GetEnumerator();
        _ended = !_batches.MoveNext();
        if (_ended) return false;
        (_batch, _row) = (_batches.Current, 0);
        if (_batch.Schema.Equals(Source.Schema)) return true;
        throw new BugException($"A batch of ({_batch.Schema}) where ({Source.Schema}) was registered.");
    }

    private void Finish()
    {
        _writer.ForgetDictionaries();
        if (_batch is not null) _finished.Add(_batch);
        _batch = null;
    }

    private void DropFinished()
    {
        foreach (RecordBatch batch in _finished) batch.Dispose();
        _finished.Clear();
    }
}
