using Tauric.Adapters.Tests;
using Tauric.Adapters.Tests.Models.Endpoint;
using Tauric.Host.Sample;
using Tauric.Host.Tests.Proofs;

namespace Tauric.Host.Tests.Telemetry;

public sealed class OtlpExportTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public OtlpExportTests() => SampleGenerator.Write(_folder.Below("input"),
        new SampleOptions(3, new DateOnly(2024, 3, 1), new DateOnly(2024, 3, 5), ["AAPL"])
        {
            NewsScale = .2,
            PriceLookback = 100,
        });

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_collector_that_is_gone_slow_or_broken_costs_a_run_a_sentence()
    {
        const string undelivered = "Telemetry was not delivered";
        Assert.DoesNotContain(undelivered, await Run("alone", ""), StringComparison.Ordinal);
        SortedDictionary<string, string> hashes = CorpusRoot.HashesOf(_folder.Below("alone"));
        using var stalling = new LoopbackServer(_ => new Reply(200, "") { Stalls = true });
        using var broken = new LoopbackServer(_ => new Reply(500, "<html>"));
        string gone = $"http://127.0.0.1:{LoopbackPort.Free()}";
        foreach ((string root, string collector) in ((string, string)[])
            [("gone", gone), ("stalling", stalling.Url), ("broken", broken.Url)])
        {
            string said = await Run(root, collector);
            Assert.True(said.Contains(undelivered, StringComparison.Ordinal), $"{root}: {said}");
            Assert.Equal(hashes, CorpusRoot.HashesOf(_folder.Below(root)));
        }

        Assert.NotEmpty(stalling.Requests);
    }

    /// <returns>What it said.</returns>
    private async Task<string> Run(string root, string collector)
    {
        using var captured = new CapturedTerminal(("OTEL_EXPORTER_OTLP_ENDPOINT", collector),
            ("TAURIC_CORPUS_TICKERS", "AAPL"), ("TAURIC_PIPELINE_VARIATION_COUNT", "1"),
            ("TAURIC_PIPELINE_TOKEN_BUDGET", "2048"), ("TAURIC_LABELS_SHARE_TOLERANCE", "1"));
        int code = await captured.Run(
            "run", "corpus", "--input", _folder.Below("input"), "--root", _folder.Below(root));
        Assert.True(code == CommandLine.Done, captured.Out + captured.Error);
        return captured.Out + captured.Error;
    }
}
