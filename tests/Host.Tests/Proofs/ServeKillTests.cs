using System.Collections.Concurrent;
using Tauric.Adapters.Log;
using Tauric.Engine;
using Tauric.Engine.Tests.Proofs;
using Tauric.Host.Rest;
using Tauric.Host.Tests.Rest;
using Tauric.Pipelines.Decisions.Wire;

namespace Tauric.Host.Tests.Proofs;

/// <summary>SIGKILL of the server under load, at any moment.</summary>
public sealed class ServeKillTests : IDisposable
{
    private const int Clients = 8;

    private static readonly int s_kills = Torture.Or(100, 6);

    private readonly ScratchFolder _folder = new();
    private readonly ConcurrentDictionary<string, byte> _acknowledged = new(StringComparer.Ordinal);
    private ConcurrentBag<string> _unanswered = [];
    private int _cut;

    private string Log => _folder.Below("decision_log");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_acknowledged_decision_is_there_once_and_every_other_is_absent_or_whole()
    {
        CounterRandom random = CounterRandom.For(7, "kills");
        for (int life = 0; life < s_kills; life++)
        {
            using ServerProcess server = await ServerProcess.StartAsync(_folder.Path);
            Task[] clients = [.. Enumerable.Range(0, Clients).Select(client => Send(server, life, client))];
            // By answers, not by time: a slow machine has its requests in flight too.
            int answered = _acknowledged.Count + random.NextInt(60);
            while (_acknowledged.Count < answered) await Task.Delay(1);
            await Task.Delay(TimeSpan.FromMilliseconds(20 * random.NextUniform()));
            server.Kill();
            await Task.WhenAll(clients);
            CheckLog();
        }

        Assert.True(_cut > 0 && _acknowledged.Count > s_kills, "no kill met a request");
        await ResendAll();
        string file = _folder.Write("acknowledged", System.Text.Encoding.UTF8.GetBytes(
            string.Join('\n', _acknowledged.Keys)));
        Outcome proof = TauricProcess.Run(_folder.Path,
            ["decisions", "reconcile", "--root", _folder.Path, "--acknowledged", file]);
        Assert.Equal("Everything acknowledged is stored, once.", proof.Expect(CommandLine.Done).LastLine);
        Assert.Contains($"{_acknowledged.Count} of {_acknowledged.Count} acknowledged", proof.Out,
            StringComparison.Ordinal);
    }

    /// <summary>First what the life before left unanswered, then new ones until the server dies.</summary>
    private async Task Send(ServerProcess server, int life, int client)
    {
        try
        {
            while (_unanswered.TryTake(out string? again)) await Collect(server, again);
            for (int n = 0; ; n++) await Collect(server, $"d-{life}-{client}-{n}");
        }
        catch (HttpRequestException)
        {
            // Killed.
        }
    }

    private async Task Collect(ServerProcess server, string id)
    {
        try
        {
            using HttpResponseMessage answer = await server.Client.PostAsync(TrainingDataApi.Root + "/collect",
                TestServer.Json(TestServer.Decision(id).ToJsonString()));
            Assert.Equal(202, (int)answer.StatusCode);
            await answer.Content.ReadAsByteArrayAsync();
            _acknowledged.TryAdd(id, 0);
        }
        catch (HttpRequestException)
        {
            _unanswered.Add(id);
            Interlocked.Increment(ref _cut);
            throw;
        }
    }

    private async Task ResendAll()
    {
        using ServerProcess server = await ServerProcess.StartAsync(_folder.Path);
        string[] left = [.. _unanswered];
        _unanswered = [];
        foreach (string id in left) await Collect(server, id);
        server.Stop().Expect(CommandLine.Done);
        Assert.Equal(_acknowledged.Count, CheckLog());
    }

    /// <returns>How many there are.</returns>
    private int CheckLog()
    {
        CapturedDecision[] stored =
            [.. LogReader.Read(Log, 0).Select(record => CapturedDecision.Parse(record.Payload))];
        var ids = stored.Select(d => d.DecisionId).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(stored.Length, ids.Count);
        Assert.All(_acknowledged.Keys, id => Assert.Contains(id, ids));
        // Whole, and nothing that was never sent.
        CapturedDecision like = stored.Length == 0 ? null! : stored[0];
        Assert.All(stored, d => Assert.Equal((like with { DecisionId = d.DecisionId }).ToPayload(), d.ToPayload()));
        Assert.All(ids, id => Assert.True(_acknowledged.ContainsKey(id) || _unanswered.Contains(id), id));
        return stored.Length;
    }
}
