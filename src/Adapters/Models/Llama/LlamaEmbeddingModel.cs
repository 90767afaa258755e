using System.Collections.Concurrent;
using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Native.Llama;

namespace Tauric.Adapters.Models.Llama;

/// <summary>
/// Embeds with a GGUF model in this process: one text a call, because many in one are no faster on a processor and
/// their sums then depend on their company; several contexts work beside each other instead.
/// </summary>
/// <remarks>Texts longer than the context are embedded by what fits. Vectors are pooled as the file says, or by their
/// mean, and scaled to length 1.</remarks>
public sealed class LlamaEmbeddingModel : IEmbeddingModel
{
    private readonly LlamaOptions _options;
    private readonly LlamaWeights _weights;
    private readonly ConcurrentBag<LlamaContext> _idle = [];
    private readonly SemaphoreSlim _free;
    private readonly uint _contextTokens;
    private readonly Pooling _pooling;

    /// <param name="options"><see cref="LlamaOptions.Lanes"/> texts are embedded at the same time.</param>
    /// <exception cref="TauricException">The model cannot be used: says which file and why.</exception>
    public LlamaEmbeddingModel(LlamaOptions options)
    {
        if (options is not { Lanes: >= 1, ContextTokens: >= 16 })
            throw new PlanException("A model needs a lane, and a context of 16 tokens.");
        _options = options;
        _weights = LlamaWeights.Load(options);
        _contextTokens = (uint)Math.Min(options.ContextTokens, _weights.TrainedTokens);
        _free = new SemaphoreSlim(options.Lanes);
        Dimensions = LlamaApi.llama_model_n_embd_out(_weights.Handle);
        using LlamaContext own = Context(Pooling.Unspecified);
        _pooling = own.Pooling is Pooling.None or Pooling.Rank ? Pooling.Mean : own.Pooling;
        Identity = _weights.IdentityWith($"{_contextTokens} {_pooling} {options.GpuLayers} {options.IsStable}");
    }

    public string Identity { get; }

    public int Dimensions { get; }

    public unsafe void Embed(
        IReadOnlyList<ReadOnlyMemory<byte>> texts, Span<float> vectors, CancellationToken cancelled)
    {
        int dimensions = Dimensions;
        if (vectors.Length != texts.Count * dimensions)
            throw new ArgumentException($"{vectors.Length} numbers are no room for {texts.Count} × {dimensions}.");
        int next = -1;
        fixed (float* start = vectors)
        {
            float* rows = start;
            int lanes = Math.Min(_options.Lanes, texts.Count);
            Parallel.For(0, lanes, new() { CancellationToken = cancelled }, lane => WithContext(context =>
            {
                for (int i = Interlocked.Increment(ref next); i < texts.Count; i = Interlocked.Increment(ref next))
                    Embed(context, texts[i].Span, new(rows + ((long)i * dimensions), dimensions), cancelled);
            }, cancelled));
        }
    }

    /// <summary>Not while it is embedding.</summary>
    public void Dispose()
    {
        while (_idle.TryTake(out LlamaContext? context)) context.Dispose();
        _weights.Dispose();
        _free.Dispose();
    }

    private void Embed(LlamaContext context, ReadOnlySpan<byte> text, Span<float> vector, CancellationToken cancelled)
    {
        vector.Clear();
        if (text.Trim(" \t\r\n"u8).IsEmpty) return;
        int[] tokens = _weights.Vocabulary.Tokenize(text, isTrusted: false, addSpecial: true);
        context.Clear();
        int count = Math.Min(tokens.Length, (int)_contextTokens);
        // The last token closes the text in models that mark its end.
        for (int i = 0; i < count; i++)
            context.Add(i == count - 1 ? tokens[^1] : tokens[i], i, 0, wantsOutput: true);
        context.Decode(cancelled);
        context.Embedding(0).CopyTo(vector);
        Normalize(vector);
    }

    private static void Normalize(Span<float> vector)
    {
        double sum = 0;
        foreach (float x in vector) sum += (double)x * x;
        if (!double.IsFinite(sum)) throw new DataException("The embedding model computes no numbers.");
        if (sum == 0) return;
        double inverse = 1 / Math.Sqrt(sum);
        foreach (ref float x in vector) x = (float)(x * inverse);
    }

    private void WithContext(Action<LlamaContext> use, CancellationToken cancelled)
    {
        _free.Wait(cancelled);
        LlamaContext? context = null;
        try
        {
            context = _idle.TryTake(out LlamaContext? idle) ? idle : Context(_pooling);
            use(context);
        }
        finally
        {
            if (context is not null) _idle.Add(context);
            _free.Release();
        }
    }

    private LlamaContext Context(Pooling pooling)
    {
        LlamaContextParams settings = LlamaApi.llama_context_default_params();
        settings.Context = settings.MicroBatch = settings.OutputsMaxPerSequence = _contextTokens;
        settings.Threads = settings.ThreadsBatch = 1;
        settings.Embeddings = 1;
        settings.Pooling = pooling;
        settings.FlashAttention = _options.IsStable ? FlashAttention.Enabled : FlashAttention.Auto;
        return new LlamaContext(_weights, settings);
    }
}
