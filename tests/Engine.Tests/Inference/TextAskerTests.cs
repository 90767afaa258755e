using System.Runtime.CompilerServices;
using FsCheck;
using FsCheck.Fluent;
using Tauric.Engine.Contracts;
using Tauric.Engine.Inference;
using Tauric.Engine.Tests.Proofs;

namespace Tauric.Engine.Tests.Inference;

public sealed class TextAskerTests
{
    private static CancellationToken Never => CancellationToken.None;

    [Fact]
    public void Every_caller_gets_its_own_answers_whatever_the_others_ask()
    {
        Prop.ForAll(Visits(), Gen.Choose(1, 4).ToArbitrary(), Gen.Choose(1, 5).ToArbitrary(), (visits, lanes, most) =>
        {
            using var asker = new TextAsker(new HashModel(lanes, most) { Before = Turns }, bytesMax: 50_000);
            AtOnce(visits, visit =>
                Assert.Equal(visit.Select(HashModel.AnswerTo), asker.Ask("d/k", visit, Never)));
            Assert.Equal(visits.Sum(v => v.Length), asker.Count.Requests);
        }).Holds();
    }

    [Fact]
    public void A_call_is_of_one_prefix_within_its_size_and_no_more_at_once_than_lanes()
    {
        Prop.ForAll(Visits(), Gen.Choose(1, 4).ToArbitrary(), Gen.Choose(1, 5).ToArbitrary(), (visits, lanes, most) =>
        {
            var model = new HashModel(lanes, most) { Before = Turns };
            using (var asker = new TextAsker(model)) AtOnce(visits, visit => asker.Ask("d/k", visit, Never));
            Assert.InRange(model.CallsMax, 0, lanes);
            Assert.All(model.Calls, call =>
            {
                Assert.InRange(call.Length, 1, most);
                Assert.Single(call.Select(r => r.Prefix).Distinct());
                Assert.Distinct(call.Select(KeyOf));
            });
        }).Holds();
    }

    [Fact]
    public async Task What_several_ask_for_at_the_same_time_is_asked_once()
    {
        using var arrived = new CountdownEvent(4);
        var model = new HashModel(lanes: 4) { Before = (_, _) => Task.Run(() => arrived.Wait(Never), Never) };
        using var asker = new TextAsker(model);
        TextRequest[] requests =
            [HashModel.Request("p", "a"), HashModel.Request("q", "b"), HashModel.Request("p", "a")];
        Thread[] callers = [.. Enumerable.Range(0, 4).Select(_ => new Thread(() => asker.Ask("d/k", requests, Never)))];
        foreach (Thread caller in callers) caller.Start();
        while (asker.Count.Requests < 12) Thread.Yield();
        await Task.Delay(500, Never);   // Counted is not yet in line, and who is late rightly asks again.
        arrived.Signal(4);
        foreach (Thread caller in callers) caller.Join();
        Assert.Equal(2, model.Calls.Sum(c => c.Length));
    }

    [Fact]
    public void Where_answers_are_not_stable_calls_are_decided_by_what_each_caller_asked()
    {
        Prop.ForAll(Visits(), Gen.Choose(1, 4).ToArbitrary(), Gen.Choose(1, 5).ToArbitrary(), (visits, lanes, most) =>
        {
            var model = new HashModel(lanes, most, isStable: false) { Before = Turns };
            using (var asker = new TextAsker(model)) AtOnce(visits, visit => asker.Ask("d/k", visit, Never));
            IEnumerable<string> expected =
                from visit in visits
                from prefix in visit.DistinctBy(KeyOf).GroupBy(r => r.Prefix)
                from call in prefix.Chunk(most)
                select string.Join(' ', call.Select(KeyOf));
            Assert.Equal(expected.Order(StringComparer.Ordinal),
                model.Calls.Select(c => string.Join(' ', c.Select(KeyOf))).Order(StringComparer.Ordinal));
        }).Holds();
    }

    [Fact]
    public void Who_cancels_is_free_at_once_and_the_call_is_stopped_when_nobody_waits()
    {
        var model = new HashModel(lanes: 2)
        {
            Before = (requests, stopped) =>
                requests[0].Prefix == "slow" ? Task.Delay(Timeout.Infinite, stopped) : Task.CompletedTask,
        };
        using var asker = new TextAsker(model);
        using var first = new CancellationTokenSource();
        using var second = new CancellationTokenSource();
        TextRequest slow = HashModel.Request("slow", "x"), quick = HashModel.Request("quick", "y");
        Task one = Task.Run(() => asker.Ask("d/k", [slow], first.Token), Never);
        SpinWait.SpinUntil(() => model.Calls.Count == 1);
        Task two = Task.Run(() => asker.Ask("d/k", [slow, quick], second.Token), Never);
        SpinWait.SpinUntil(() => asker.Count.Answered == 1);   // So it waits for the slow one too.
        first.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => one.GetAwaiter().GetResult());
        Assert.Equal(0, model.Stopped);
        second.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => two.GetAwaiter().GetResult());
        SpinWait.SpinUntil(() => model.Stopped == 1);
        Assert.Single(asker.Ask("d/k", [HashModel.Request("quick", "x")], Never));
    }

    [Fact]
    public void A_model_that_is_gone_is_gone_for_everybody_who_waits_and_who_comes()
    {
        using var all = new CountdownEvent(3);
        var model = new HashModel(lanes: 1, groupMax: 1)
        {
            Before = (_, _) => Task.Run(() => all.Wait(Never), Never)
                .ContinueWith(_ => throw new ResourceException("the endpoint is unreachable"), TaskScheduler.Default),
        };
        using var asker = new TextAsker(model);
        Task[] callers = [.. Enumerable.Range(0, 3).Select(i => Task.Run(() =>
            asker.Ask("d/k", [HashModel.Request($"p{i}", "x")], Never), Never))];
        while (asker.Count.Requests < 3) Thread.Yield();
        all.Signal(3);
        foreach (Task caller in callers)
            Assert.Contains("unreachable",
                Assert.Throws<ResourceException>(() => caller.GetAwaiter().GetResult()).Message);
        Assert.Throws<ResourceException>(() => asker.Ask("d/k", [HashModel.Request("later", "x")], Never));
    }

    [Fact]
    public void Closing_waits_for_the_model_and_then_closes_it()
    {
        var model = new HashModel { Before = (_, stopped) => Task.Delay(Timeout.Infinite, stopped) };
        var asker = new TextAsker(model);
        Task caller = Task.Run(() => asker.Ask("d/k", [HashModel.Request("p", "x")], Never), Never);
        SpinWait.SpinUntil(() => model.Calls.Count == 1);
        asker.Dispose();
        Assert.ThrowsAny<OperationCanceledException>(() => caller.GetAwaiter().GetResult());
        Assert.Equal((true, 1), (model.IsDisposed, model.Stopped));
    }

    [Fact]
    public void What_was_answered_or_given_up_is_let_go()
    {
        using var asker = new TextAsker(new HashModel { IsForgetful = true });
        var asked = new List<WeakReference>();
        AskAndForget(asker, asked);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        // A lane may still hold what it answered last.
        Assert.InRange(asked.Count(r => r.IsAlive), 0, 2 * asker.Traits.Lanes * asker.Traits.GroupMax);
    }

    [Fact]
    public void Rules_are_asked_on_the_spot_and_counted()
    {
        using var asker = new TextAsker(new RuleModel());
        TextRequest[] requests = [new RuleModelTests.RuledRequest("HOLD."), new RuleModelTests.RuledRequest(null)];
        Assert.Equal([AnswerEnd.Stop, AnswerEnd.Refused], asker.Ask("d/k", requests, Never).Select(a => a.End));
        Assert.Equal((2, 0, 0d), (asker.Count.Requests, asker.Count.Tokens, asker.Count.TokensPerSecond));
    }

    [Fact]
    public void Counts_are_of_answers_and_their_tokens()
    {
        using var asker = new TextAsker(new HashModel());
        asker.Ask("d/k", [HashModel.Request("p", "a"), HashModel.Request("p", "refuse me")], Never);
        AskedCount count = asker.Count;
        Assert.Equal((2, 0, 2, 1, 6, 2), (count.Requests, count.Kept, count.Answered, count.Refused,
            count.PromptTokens, count.Tokens));
        Assert.True(count.TokensPerSecond > 0);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AskAndForget(TextAsker asker, List<WeakReference> asked)
    {
        for (int i = 0; i < 500; i++)
        {
            WrittenRequest[] requests = [.. Enumerable.Range(0, 20).Select(j => HashModel.Request($"p{i}", $"{j}"))];
            asked.AddRange(requests.Select(r => new WeakReference(r)));
            if (i % 10 > 0) asker.Ask($"d/{i}", requests, Never);
            else Assert.ThrowsAny<OperationCanceledException>(() =>
                asker.Ask($"d/{i}", requests, new CancellationToken(canceled: true)));
        }
    }

    /// <summary>Each on a thread of its own: the model's turns need those of the pool.</summary>
    private static void AtOnce(WrittenRequest[][] visits, Action<WrittenRequest[]> ask) => Task.WaitAll(
        [.. visits.Select(visit => Task.Factory.StartNew(
            () => ask(visit), Never, TaskCreationOptions.LongRunning, TaskScheduler.Default))]);

    private static string KeyOf(TextRequest r) => $"{r.Prefix}/{r.Suffix}/{r.Parameters.Seed}";

    /// <summary>A few turns of the scheduler, other ones for other requests.</summary>
    private static async Task Turns(IReadOnlyList<TextRequest> requests, CancellationToken cancelled)
    {
        for (int i = requests[0].Suffix[0] % 4; i > 0; i--) await Task.Yield();
    }

    /// <summary>What several callers ask, of few prefixes, so that they meet.</summary>
    private static Arbitrary<WrittenRequest[][]> Visits()
    {
        Gen<WrittenRequest> request =
            from prefix in Gen.Elements("", "p", "q", "a longer one")
            from suffix in Gen.Choose(0, 6)
            from seed in Gen.Choose(0, 1)
            select HashModel.Request(prefix, suffix == 6 ? "refuse me" : $"{suffix}", (ulong)seed);
        return request.ArrayOf().ArrayOf(5).ToArbitrary();
    }
}
