using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Tauric.Engine;
using Tauric.Native.Llama;

namespace Tauric.Adapters.Models.Llama;

/// <summary>
/// One context: sequences of tokens in one memory, decoded by one thread at a time. What the library would answer by
/// ending the process is refused here.
/// </summary>
internal sealed unsafe class LlamaContext : IDisposable
{
    private static long s_computed;

    private readonly ContextHandle _handle;
    private readonly nint _memory;
    private readonly int _rowsMax;
    private readonly int _sequences;
    private readonly int _words;
    private readonly int _embedding;
    private byte* _arrays;
    private LlamaBatch _batch;
    private int* _abort;

    /// <param name="settings">Its abort callback is this object's.</param>
    public LlamaContext(LlamaWeights weights, LlamaContextParams settings)
    {
        _rowsMax = (int)settings.MicroBatch;
        _sequences = (int)settings.SequencesMax;
        _words = weights.Vocabulary.Count;
        _embedding = LlamaApi.llama_model_n_embd_out(weights.Handle);
        _abort = (int*)NativeMemory.AllocZeroed(sizeof(int));
        settings.Batch = settings.MicroBatch;   // A call is then one graph, not several of other shapes.
        settings.Abort = &Abort;
        settings.AbortUser = _abort;
        _ = LlamaLibrary.TakeErrors();
        _handle = ContextHandle.Create(weights.Handle, settings);
        if (_handle.IsInvalid)
        {
            NativeMemory.Free(_abort);
            throw new ResourceException($"'{weights.File.Path}' has no context of {settings.Context} tokens: "
                + $"{LlamaLibrary.TakeErrors()} Lower the context, or free memory.");
        }

        _memory = LlamaApi.llama_get_memory(_handle);
        AllocateBatch();
    }

    /// <summary>Time that all contexts of this process have computed, in ticks of <see cref="Stopwatch"/>.</summary>
    public static long Computed => Volatile.Read(ref s_computed);

    public Pooling Pooling => LlamaApi.llama_pooling_type(_handle);

    /// <summary>Rows waiting to be decoded.</summary>
    public int Rows => _batch.Count;

    public int RowsMax => _rowsMax;

    /// <summary>Adds a row. Positions of a sequence follow each other without a gap.</summary>
    /// <returns>Its index.</returns>
    public int Add(int token, int position, int sequence, bool wantsOutput)
    {
        if (_batch.Count >= _rowsMax || (uint)sequence >= (uint)_sequences || (uint)token >= (uint)_words)
            throw new BugException($"Row {_batch.Count}: token {token}, sequence {sequence}.");
        int row = _batch.Count++;
        _batch.Tokens[row] = token;
        _batch.Positions[row] = position;
        *_batch.Sequences[row] = sequence;
        _batch.Outputs[row] = wantsOutput ? (sbyte)1 : (sbyte)0;
        return row;
    }

    /// <summary>Decodes the rows added.</summary>
    /// <exception cref="OperationCanceledException">The memory is then empty.</exception>
    public void Decode(CancellationToken cancelled)
    {
        // In time for a token that was cancelled before this call; the registration flags one that is during it.
        *_abort = 0;
        using CancellationTokenRegistration registration = cancelled.UnsafeRegister(Flag, this);
        long start = Stopwatch.GetTimestamp();
        DecodeStatus status = cancelled.IsCancellationRequested
            ? DecodeStatus.Aborted
            : LlamaApi.llama_decode(_handle, _batch);
        Interlocked.Add(ref s_computed, Stopwatch.GetTimestamp() - start);
        _batch.Count = 0;
        if (status == DecodeStatus.Done) return;
        Clear();
        if (status == DecodeStatus.Aborted) throw new OperationCanceledException(cancelled);
        throw status is DecodeStatus.NoRoom or DecodeStatus.Invalid
            ? new BugException($"llama.cpp refused a batch ({status}): {LlamaLibrary.TakeErrors()}")
            : new ResourceException($"llama.cpp failed to compute ({(int)status}): {LlamaLibrary.TakeErrors()}");
    }

    /// <summary>Of a row that wanted output, until the next decode.</summary>
    public ReadOnlySpan<float> Logits(int row)
    {
        float* logits = LlamaApi.llama_get_logits_ith(_handle, row);
        return logits is null ? throw new BugException($"Row {row} has no logits.") : new(logits, _words);
    }

    /// <summary>Of a sequence whose rows wanted output, until the next decode.</summary>
    public ReadOnlySpan<float> Embedding(int sequence)
    {
        float* vector = LlamaApi.llama_get_embeddings_seq(_handle, sequence);
        return vector is null ? throw new BugException($"Sequence {sequence} has no vector.") : new(vector, _embedding);
    }

    /// <summary>Makes an empty sequence begin as another is.</summary>
    public void Fork(int from, int to) => LlamaApi.llama_memory_seq_cp(_memory, Checked(from), Checked(to), -1, -1);

    public void Forget(int sequence) => LlamaApi.llama_memory_seq_rm(_memory, Checked(sequence), -1, -1);

    public void Clear()
    {
        _batch.Count = 0;
        if (_memory != 0) LlamaApi.llama_memory_clear(_memory, data: 0);
    }

    public void Dispose()
    {
        _handle.Dispose();
        NativeMemory.Free(_abort);
        NativeMemory.AlignedFree(_arrays);
        _abort = null;
        _arrays = null;
    }

    private int Checked(int sequence) =>
        (uint)sequence < (uint)_sequences ? sequence : throw new BugException($"Sequence {sequence} of {_sequences}.");

    private void AllocateBatch()
    {
        // Pointers first, then numbers, then bytes: each aligned to itself.
        int rows = _rowsMax;
        _arrays = (byte*)NativeMemory.AlignedAlloc((nuint)(rows * (sizeof(int*) + (4 * sizeof(int)) + 1)), 64);
        _batch.Sequences = (int**)_arrays;
        int* numbers = (int*)(_batch.Sequences + rows);
        _batch.Tokens = numbers;
        _batch.Positions = numbers + rows;
        _batch.SequenceCounts = numbers + (2 * rows);
        int* sequences = numbers + (3 * rows);
        _batch.Outputs = (sbyte*)(numbers + (4 * rows));
        for (int row = 0; row < rows; row++)
        {
            _batch.Sequences[row] = sequences + row;
            _batch.SequenceCounts[row] = 1;
        }
    }

    private static void Flag(object? context)
    {
        int* abort = ((LlamaContext)context!)._abort;
        if (abort is not null) Volatile.Write(ref *abort, 1);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte Abort(void* flag) => (byte)Volatile.Read(ref *(int*)flag);
}
