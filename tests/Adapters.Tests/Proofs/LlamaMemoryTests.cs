using System.Diagnostics;
using Tauric.Adapters.Models.Llama;
using Tauric.Adapters.Tests.Models.Gguf;
using Tauric.Adapters.Tests.Models.Llama;
using Tauric.Engine.Inference;
using Tauric.Engine.Contracts;

namespace Tauric.Adapters.Tests.Proofs;

/// <summary>Alone in its process: what other tests take would be counted.</summary>
[CollectionDefinition(nameof(LlamaMemoryTests), DisableParallelization = true)]
public sealed class LlamaMemoryCollection;

/// <summary>Models and requests give back what they take.</summary>
[Collection(nameof(LlamaMemoryTests))]
public sealed class LlamaMemoryTests : IDisposable
{
    private readonly RandomModels _models = new();

    public void Dispose() => _models.Dispose();

    [Fact]
    public void Ten_thousand_requests_leave_nothing_behind()
    {
        var tiny = new RandomLlama { Width = 32, Heads = 1, KeyHeads = 1, Layers = 1, Feed = 32 };
        using LlamaTextModel model = _models.Open(tiny, options => options with { Slots = 48, ContextTokens = 256 });
        void AskMany(int groups)
        {
            for (int group = 0; group < groups; group++)
            {
                RandomModels.Ask(model, [.. Enumerable.Range(0, 100).Select(i => new WrittenRequest(
                    "", $"{group}", $"{i}", new TextParameters(2, 0.8f, Seed: (ulong)i), "root ::= [a-z]+"))]);
            }
        }

        AskMany(20);
        Assert.InRange(LeastGrowth(() => AskMany(100)), long.MinValue, 8L << 20);
    }

    [Fact]
    public void A_model_opened_and_closed_leaves_nothing_behind()
    {
        var wide = new RandomLlama { Width = 256, Layers = 4, Feed = 512, Unused = 20_000 };
        void OpenAndClose(int times)
        {
            for (int i = 0; i < times; i++)
            {
                using LlamaTextModel model = _models.Open(wide);
                RandomModels.Ask(model, new WrittenRequest("", "a", "b", new TextParameters(2)));
            }
        }

        // One such model with its context takes more than 20 MB.
        OpenAndClose(3);
        Assert.InRange(LeastGrowth(() => OpenAndClose(10)), long.MinValue, 40L << 20);
    }

    /// <summary>Of up to three times: what is lost is lost each time, what an allocator keeps for later once.</summary>
    private static long LeastGrowth(Action work)
    {
        long least = long.MaxValue;
        for (int i = 0; i < 3 && least > 0; i++)
        {
            long before = ResidentBytes();
            work();
            least = Math.Min(least, ResidentBytes() - before);
        }

        return least;
    }

    private static long ResidentBytes()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        using var self = Process.GetCurrentProcess();
        return self.WorkingSet64;
    }
}
