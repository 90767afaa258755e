using Tauric.Adapters.Models.Llama;
using Tauric.Native.Llama;

namespace Tauric.Bench;

/// <summary>Vectors by nothing but the calls that llama.cpp asks for, one text a call: what there is to compare with.</summary>
internal sealed unsafe class DirectVectors : IDisposable
{
    private readonly LlamaWeights _weights;
    private readonly ContextHandle _context;
    private readonly int _dimensions;

    public DirectVectors(LlamaOptions options, int dimensions)
    {
        _dimensions = dimensions;
        _weights = LlamaWeights.Load(options);
        LlamaContextParams settings = LlamaApi.llama_context_default_params();
        settings.Context = settings.Batch = settings.MicroBatch = (uint)options.ContextTokens;
        settings.OutputsMaxPerSequence = settings.Context;
        (settings.Threads, settings.ThreadsBatch, settings.Embeddings) = (1, 1, 1);
        (settings.Pooling, settings.FlashAttention) = (Pooling.Mean, FlashAttention.Enabled);
        _context = ContextHandle.Create(_weights.Handle, settings);
    }

    public void Embed(ReadOnlyMemory<byte>[] texts, float[] vectors)
    {
        int* tokens = stackalloc int[512];
        sbyte* outputs = stackalloc sbyte[512];
        new Span<sbyte>(outputs, 512).Fill(1);
        for (int i = 0; i < texts.Length; i++)
        {
            LlamaApi.llama_memory_clear(LlamaApi.llama_get_memory(_context), 0);
            int count;
            fixed (byte* text = texts[i].Span)
            {
                count = LlamaApi.llama_tokenize(
                    _weights.Vocabulary.Handle, text, texts[i].Length, tokens, 512, addSpecial: 1, parseSpecial: 0);
            }

            // Positions and sequence 0 are the library's to fill in.
            LlamaApi.llama_decode(_context, new LlamaBatch { Count = count, Tokens = tokens, Outputs = outputs });
            var vector = new ReadOnlySpan<float>(LlamaApi.llama_get_embeddings_seq(_context, 0), _dimensions);
            double sum = 0;
            foreach (float x in vector) sum += (double)x * x;
            double inverse = 1 / Math.Sqrt(sum);
            for (int d = 0; d < _dimensions; d++) vectors[(i * _dimensions) + d] = (float)(vector[d] * inverse);
        }
    }

    public void Dispose()
    {
        _context.Dispose();
        _weights.Dispose();
    }
}
