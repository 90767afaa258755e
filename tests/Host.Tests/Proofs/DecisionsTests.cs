using System.Text;
using System.Text.Json.Nodes;
using Tauric.Adapters.Log;
using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Host.Configuration;
using Tauric.Host.Rest;
using Tauric.Host.Tests.Rest;

namespace Tauric.Host.Tests.Proofs;

/// <summary>The decisions system as a user runs it: batch, relabel, events, and a service on top.</summary>
public sealed class DecisionsTests(DecisionsTests.Finished finished)
    : IClassFixture<DecisionsTests.Finished>, IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Workers_and_batches_do_not_show_a_rerun_computes_nothing_and_an_event_is_said_once()
    {
        string one = _folder.Below("one"), two = Copied("two");
        await Run(one, "--workers", "1", "--batch-rows", "3");
        SortedDictionary<string, string> hashes = Datasets(two);
        Assert.Equal(Datasets(one), hashes);
        Assert.Contains(hashes.Keys, key => key.EndsWith("/outcome_labels.parquet", StringComparison.Ordinal));
        Assert.Equal(5, Events(two).Length);
        Assert.Contains("0 partitions computed", await Said("run", "decisions", "--root", two),
            StringComparison.Ordinal);
        Assert.Equal(hashes, Datasets(two));
        string[] types = [.. Events(two).Select(e =>
            (string)JsonNode.Parse(e)!["training_dataset"]!["dataset_type"]!).Distinct()];
        Assert.Equal((5, 5), (Events(two).Length, types.Length));
    }

    [Fact]
    public async Task Relabel_computes_labels_and_rules_and_nothing_else()
    {
        string root = Copied("root");
        SortedDictionary<string, string> before = Datasets(root);
        string rules = _folder.Write("rules.yaml", Encoding.UTF8.GetBytes(
            "rules: [{name: wide, type: outcome_bands, version: 2, thresholds: {inner_bps: 15, outer_bps: 30}}]"));
        string config = _folder.Write("tauric.yaml", Encoding.UTF8.GetBytes($"decisions: {{rule_file: '{rules}'}}"));
        await Said("relabel", "--root", root, "--config", config);
        string[] changed = [.. Datasets(root).Except(before).Select(pair => pair.Key)
            .Where(key => !key.EndsWith("manifest.json", StringComparison.Ordinal))];
        Assert.NotEmpty(changed);
        Assert.All(changed, key => Assert.Matches("outcome_labels|labeling_rules", key));
    }

    [Fact]
    public async Task The_service_answers_with_what_a_batch_computed_for_the_same_decision()
    {
        string root = Copied("served");
        JsonNode row = JsonNode.Parse(
            (await Said("query", Vector, "--root", root, "--format", "json")).Split('\n')[0])!;
        var config = new TauricConfig { DataRoot = root };
        List<string> told = [];
        await using TestServer server = await TestServer.StartAsync(
            _folder.Below("log"), answers: RootAnswers.Of(config, new BrokenCache(), told.Add));
        using HttpResponseMessage answer = await server.Client.PostAsync("/api/v1/training-data/collect",
            new StringContent((string)row["request"]!, Encoding.UTF8, "application/json"),
            TestContext.Current.CancellationToken);
        JsonNode said = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.True(answer.IsSuccessStatusCode, said.ToJsonString());
        JsonObject technical = said["feature_vector"]!["technical_features"]!.AsObject();
        Assert.Equal((double)row["rsi"]!, (double)technical["rsi_14_5m"]!);
        Assert.NotNull(said["market_context"]!["market_regime"]);
        Assert.NotNull(said["execution_context"]!["bid_ask_spread"]);
        Assert.Empty(server.Bugs);
        string listed = await server.Client.GetStringAsync("/api/v1/training-data/datasets/SIGNAL_GENERATION",
            TestContext.Current.CancellationToken);
        Assert.Equal(2, JsonNode.Parse(listed)!.AsArray().Count);
        foreach (string path in (string[])["quality", "status", "feature-schemas/RISK_PREDICTION"])
            Assert.NotEmpty(JsonNode.Parse(await server.Client.GetStringAsync("/api/v1/training-data/" + path,
                TestContext.Current.CancellationToken))!.AsObject());
        Assert.Contains(told, line => line.Contains("nobody there", StringComparison.Ordinal));
        await RequireStoredCorrelations(server, root);
    }

    private static async Task RequireStoredCorrelations(TestServer server, string root)
    {
        JsonNode metadata = (await server.PostAsync("/engineer-features", """
            {"raw_data":{"symbol":"AAPL"},"feature_types":["risk"],"decision_context":
            {"decision_id":"d","decision_timestamp":"2024-03-05T19:00:00Z"} }
            """)).Body["feature_metadata"]!;
        string[] names = [.. metadata["feature_names"]!.AsArray().Select(name => (string)name!)];
        JsonArray matrix = metadata["correlation_matrix"]!.AsArray();
        Assert.Equal(names.Length, matrix.Count);
        int known = names.Index().First(name => matrix[name.Index]![name.Index] is not null).Index;
        JsonNode stored = JsonNode.Parse(await Said("query", "SELECT others, correlations FROM feature_correlations "
            + $"WHERE feature_name = '{names[known]}'", "--root", root, "--format", "json"))!;
        Dictionary<string, double> row = stored["others"]!.AsArray().Zip(stored["correlations"]!.AsArray())
            .ToDictionary(pair => (string)pair.First!, pair => (double)pair.Second!);
        Assert.Equal(names.Select(name => row.TryGetValue(name, out double found) ? found : (double?)null),
            matrix[known]!.AsArray().Select(cell => (double?)cell));
    }

    [Fact]
    public async Task A_version_is_what_a_run_left_and_two_differ_by_the_decisions_that_do()
    {
        string one = Copied("one"), two = _folder.Below("two");
        await Run(two, "--to", "2024-03-04");
        string rules = _folder.Write("rules.yaml", Encoding.UTF8.GetBytes(
            "rules: [{name: wide, type: outcome_bands, version: 2, thresholds: {inner_bps: 15, outer_bps: 30}}]"));
        string config = _folder.Write("tauric.yaml", Encoding.UTF8.GetBytes($"decisions: {{rule_file: '{rules}'}}"));
        string first = await Said("decisions", "versions", "--root", one);
        await Said("run", "decisions", "--root", one, "--config", config);
        Assert.StartsWith(first, await Said("decisions", "versions", "--root", one), StringComparison.Ordinal);
        string kept = await Said("decisions", "diff", "1", "2", "--root", one);
        Assert.Matches("(?m)^~ signal_generation_outcome_labels/2024/03/0[45]$", kept);
        Assert.DoesNotContain("feature_vectors", kept, StringComparison.Ordinal);
        JsonNode roots = JsonNode.Parse(await Said("decisions", "diff", two, one, "--format", "json"))!;
        Assert.All(roots["added"]!.AsArray(), name => Assert.Contains("/2024/03/05", (string)name!));
        Assert.All(roots["changed"]!.AsArray(), change =>
        {
            Assert.Contains("outcome_labels/2024/03/04", (string)change!["partition"]!);
            Assert.NotEmpty(change["rows"]!["changed"]!.AsArray());
            Assert.Empty(change["rows"]!["added"]!.AsArray());
        });
        Assert.Equal(5, roots["changed"]!.AsArray().Count);
    }

    /// <summary>Nothing answers at its address.</summary>
    private sealed class BrokenCache : ICache
    {
        public byte[] Get(string key) => throw new ResourceException("nobody there");

        public void Set(string key, ReadOnlySpan<byte> value, TimeSpan lifetime) => Get(key);

        public void Remove(string key) => Get(key);
    }

    /// <summary>A decision as a request, and a feature of it.</summary>
    private const string Vector = """
        SELECT json_object('decision_id', decision_id, 'lookback_minutes', d.lookback_minutes,
            'lookahead_minutes', d.lookahead_minutes, 'decision', json_object('symbol', symbol,
            'side', CASE d.side WHEN 1 THEN 'BUY' ELSE 'SELL' END, 'quantity', d.quantity,
            'decision_timestamp', strftime(d.event_time, '%Y-%m-%dT%H:%M:%SZ'),
            'signal_strength', d.signal_strength, 'confidence_score', d.confidence_score,
            'risk_score', d.risk_score, 'position_size', d.position_size))::VARCHAR
            AS request, f.rsi_14_5m AS rsi
        FROM decisions d JOIN feature_vectors f USING (decision_id, symbol) WHERE f.rsi_14_5m IS NOT NULL
        ORDER BY decision_id LIMIT 1
        """;

    private string Copied(string name)
    {
        _folder.CopyFrom(finished.Folder);
        Directory.Move(_folder.Below(Finished.Name), _folder.Below(name));
        return _folder.Below(name);
    }

    private static Task Run(string root, params string[] options) =>
        Said(["run", "decisions", "--root", root, .. options]);

    private static async Task<string> Said(params string[] args)
    {
        using var terminal = new CapturedTerminal();
        int code = await terminal.Run(args);
        Assert.True(code == CommandLine.Done, terminal.Error);
        return terminal.Out;
    }

    /// <summary>All but the log of events, which says when each was made.</summary>
    private static SortedDictionary<string, string> Datasets(string root) => new(
        CorpusRoot.HashesOf(root).Where(pair => !pair.Key.StartsWith("event_log/", StringComparison.Ordinal))
            .ToDictionary(), StringComparer.Ordinal);

    private static string[] Events(string root) =>
        [.. LogReader.Read(Path.Combine(root, "event_log"), 0).Select(r => Encoding.UTF8.GetString(r.Payload))];

    /// <summary>A run by two workers, which the tests copy.</summary>
    public sealed class Finished : IAsyncLifetime
    {
        internal const string Name = "finished";

        private readonly ScratchFolder _scratch = new();

        public string Folder => _scratch.Path;

        public async ValueTask InitializeAsync() => await Run(_scratch.Below(Name), "--workers", "2");

        public ValueTask DisposeAsync()
        {
            _scratch.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
