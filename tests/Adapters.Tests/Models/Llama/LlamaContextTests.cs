using Tauric.Adapters.Models.Llama;
using Tauric.Adapters.Tests.Models.Gguf;
using Tauric.Engine;
using Tauric.Native.Llama;

namespace Tauric.Adapters.Tests.Models.Llama;

/// <summary>What the library would answer by ending the process.</summary>
public sealed class LlamaContextTests : IDisposable
{
    private readonly RandomModels _models = new();
    private readonly LlamaWeights _weights;
    private readonly LlamaContext _context;

    public LlamaContextTests()
    {
        _weights = LlamaWeights.Load(new LlamaOptions(_models.Path(new RandomLlama())));
        LlamaContextParams settings = LlamaApi.llama_context_default_params();
        (settings.Context, settings.MicroBatch, settings.SequencesMax, settings.UnifiedMemory) = (256, 8, 4, 1);
        (settings.Threads, settings.ThreadsBatch) = (1, 1);
        _context = new LlamaContext(_weights, settings);
    }

    public void Dispose()
    {
        _context.Dispose();
        _weights.Dispose();
        _models.Dispose();
    }

    [Fact]
    public void Rows_that_the_context_has_no_place_for_are_mistakes()
    {
        Assert.Throws<BugException>(() => _context.Add(1, 0, 4, wantsOutput: true));
        Assert.Throws<BugException>(() => _context.Add(1, 0, -1, wantsOutput: true));
        Assert.Throws<BugException>(() => _context.Add(_weights.Vocabulary.Count, 0, 0, wantsOutput: true));
        for (int i = 0; i < 8; i++) _context.Add(1, i, 0, wantsOutput: false);
        Assert.Throws<BugException>(() => _context.Add(1, 8, 0, wantsOutput: false));
    }

    [Fact]
    public void Logits_that_were_not_asked_for_are_a_mistake()
    {
        _context.Add(1, 0, 0, wantsOutput: false);
        _context.Add(1, 1, 0, wantsOutput: true);
        _context.Decode(CancellationToken.None);
        Assert.Throws<BugException>(() => _context.Logits(0));
        Assert.Equal(_weights.Vocabulary.Count, _context.Logits(1).Length);
        Assert.Throws<BugException>(() => _context.Logits(2));
    }

    [Fact]
    public void Sequences_that_are_not_there_are_mistakes()
    {
        Assert.Throws<BugException>(() => _context.Fork(0, 4));
        Assert.Throws<BugException>(() => _context.Forget(9));
    }

    [Fact]
    public void A_gap_in_a_sequence_is_a_mistake_and_leaves_a_good_context()
    {
        _context.Add(1, 0, 0, wantsOutput: false);
        _context.Decode(CancellationToken.None);
        _context.Add(1, 7, 0, wantsOutput: false);
        BugException mistake = Assert.Throws<BugException>(() => _context.Decode(CancellationToken.None));
        Assert.Contains("Invalid", mistake.Message, StringComparison.Ordinal);
        _context.Add(1, 0, 0, wantsOutput: true);
        _context.Decode(CancellationToken.None);
    }

    [Fact]
    public void Contexts_keep_their_model_until_they_are_gone()
    {
        _weights.Dispose();
        Assert.False(_weights.Handle.IsInvalid);
        _context.Add(1, 0, 0, wantsOutput: true);
        _context.Decode(CancellationToken.None);
    }
}
