using Tauric.Adapters.Models.Llama;
using Tauric.Adapters.Sinks;
using Tauric.Adapters.Storage;
using Tauric.Adapters.Tests.Models.Gguf;
using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Engine.Inference;

namespace Tauric.Adapters.Tests.Proofs;

/// <summary>A model of this process, asked as steps ask: from many threads, with answers kept, cut short.</summary>
[Collection("duckdb")]
public sealed class AskedModelTests : IDisposable
{
    private static readonly WrittenRequest[] s_requests = [.. Enumerable.Range(0, 60).Select(i => new WrittenRequest(
        "Say what happened.", $"The price of rice, day {i % 4}: " + new string('a', 40 * (i % 4)), $"What of {i}?",
        new TextParameters(4 + (i % 23), Temperature: 1.2f, TopP: 0.95f, Seed: (ulong)i)))];

    private readonly TempFolder _folder = new();
    private readonly string _model;

    public AskedModelTests() => _model = new RandomLlama().Save(_folder["random.gguf"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Answers_are_those_alone_whoever_asks_at_the_same_time_in_any_order()
    {
        TextAnswer[] alone = Alone();
        using TextAsker asker = Asker(kept: false);
        Parallel.For(0, 6, new ParallelOptions { MaxDegreeOfParallelism = 6 }, caller =>
        {
            int[] order = [.. Enumerable.Range(0, s_requests.Length).Where(i => (i + caller) % 3 != 0)];
            CounterRandom.For(1, $"{caller}").Shuffle(order.AsSpan());
            Assert.Equal(order.Select(i => alone[i]), asker.Ask("t/k", [.. order.Select(i => s_requests[i])], default));
        });
    }

    [Fact]
    public void A_run_that_was_cut_goes_on_to_the_same_answers_and_asks_only_what_is_missing()
    {
        using (TextAsker cut = Asker(kept: true))
        {
            using var stop = new CancellationTokenSource();
            cut.Ask("t/1", s_requests[..20], stop.Token);
            Task rest = Task.Run(() => cut.Ask("t/2", s_requests[20..], stop.Token));
            while (cut.Count.Answered < 21) Thread.Yield();
            stop.Cancel();
            Assert.ThrowsAny<OperationCanceledException>(() => rest.GetAwaiter().GetResult());
        }

        using TextAsker again = Asker(kept: true);
        IEnumerable<TextAnswer> answers =
            again.Ask("t/1", s_requests[..20], default).Concat(again.Ask("t/2", s_requests[20..], default));
        Assert.Equal(Alone(), answers);
        Assert.InRange(again.Count.Kept, 20, s_requests.Length - 1);
        Assert.Equal(s_requests.Length, again.Count.Kept + again.Count.Answered);
    }

    private TextAnswer[] Alone()
    {
        using LlamaTextModel model = Model();
        return [.. s_requests.Select(r => model.AnswerAsync([r], _ => { }, default).GetAwaiter().GetResult()[0])];
    }

    private LlamaTextModel Model() => new(new LlamaOptions(_model) { ContextTokens = 512, Slots = 8, Lanes = 2 });

    private TextAsker Asker(bool kept) => new(Model(), kept
        ? new KeptAnswers(() => new LocalStore(_folder["root"]), new ParquetFormat(), Assert.Fail) : null);
}
