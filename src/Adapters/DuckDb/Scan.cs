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
    private IEnumerator<RecordBatch>? _batches;
    private RecordBatch? _batch;
    private int _row;

    public ScanSource Source { get; } = source;

    /// <summary>Writes the next rows; 0 at the end.</summary>
    /// <remarks>Strings in the chunk point into the batch, so a batch goes only when the chunk after its last is asked for.</remarks>
    public int Fill(nint output)
    {
        while (_batch is null || _row == _batch.Length)
        {
            if (!Advance()) return 0;
        }

        int rows = Math.Min(ChunkRows, _batch.Length - _row);
        for (int i = 0; i < wanted.Length; i++)
        {
            if (wanted[i] < 0) continue;
            _writer.Write(_batch[wanted[i]], _row, rows, duckdb_output_get_vector(output, (ulong)i));
        }

        _row += rows;
        return rows;
    }

    /// <summary>Also after an error or an early stop. A source that fails here has nobody left to tell.</summary>
    public void Close()
    {
        try
        {
            DropBatch();
            _batches?.Dispose();
        }
        catch (Exception e)
        {
            Source.Failure ??= e;
        }
    }

    private bool Advance()
    {
        _batches ??= Source.Open().GetEnumerator();
        DropBatch();
        if (!_batches.MoveNext()) return false;
        (_batch, _row) = (_batches.Current, 0);
        if (_batch.Schema.Equals(Source.Schema)) return true;
        throw new BugException($"A batch of ({_batch.Schema}) where ({Source.Schema}) was registered.");
    }

    private void DropBatch()
    {
        _writer.ForgetDictionaries();
        _batch?.Dispose();
        _batch = null;
    }
}
