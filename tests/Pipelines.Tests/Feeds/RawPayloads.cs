using System.Text;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;
using Tauric.Pipelines.Feeds;

namespace Tauric.Pipelines.Tests.Feeds;

/// <summary>Payloads in memory, and a step run over them.</summary>
internal sealed class RawPayloads(IEnumerable<(string Key, byte[] Bytes)> payloads) : IPayloadSource
{
    private readonly Dictionary<string, byte[]> _bytes = payloads.ToDictionary(p => p.Key, p => p.Bytes);

    public List<string> Loaded { get; } = [];

    public IReadOnlyList<PayloadInfo> List() =>
        [.. _bytes.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p =>
            new PayloadInfo(p.Key, Hash256.Of(p.Value).ToString()))];

    public byte[] Load(string key)
    {
        Loaded.Add(key);
        return _bytes[key];
    }

    public static StepResult Normalize(Step step, params (string Key, string Text)[] payloads) =>
        Normalize(step, payloads.Select(p => (p.Key, Encoding.UTF8.GetBytes(p.Text))));

    public static StepResult Normalize(Step step, IEnumerable<(string Key, byte[] Bytes)> payloads,
        int batchRowsMax = 1024)
    {
        using var harness = new StepHarness { BatchRowsMax = batchRowsMax };
        StepResult raw = harness.Run(new IngestRaw(new RawPayloads(payloads)));
        StepResult result = harness.Run(step);
        Assert.Empty(raw.Rejects);
        return result;
    }
}
