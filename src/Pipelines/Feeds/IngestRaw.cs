using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;

namespace Tauric.Pipelines.Feeds;

/// <summary>Keeps every payload the source lists, byte for byte, one partition each.</summary>
/// <param name="source">Null when there is nothing to take in: what was received before stays.</param>
public sealed class IngestRaw(IPayloadSource? source) : Step
{
    internal const int PayloadBytesMax = 64 << 20;

    public override string Name => "ingest_raw";

    public override int Version => 1;

    public override Dataset Output => Canonical.Raw;

    /// <exception cref="UsageException">A name is no payload key (a bad date, a path that leads elsewhere).</exception>
    public override IEnumerable<Partition> Plan(IPartitionKeys upstream)
    {
        foreach (PayloadInfo payload in Listed().OrderBy(payload => payload.Key, StringComparer.Ordinal))
        {
            if (!PayloadKey.TryParse(payload.Key, out PayloadKey? key)) throw new UsageException(
                $"'{payload.Key}' in the input is not named like a payload, e.g. finnhub/AAPL/2024-03-05.json. "
                + "Rename or remove it.");
            // No dates: one payload may hold years before its own.
            string? ticker = FeedRegistry.IsByTicker(key.Source) ? key.Entity : null;
            yield return new Partition(payload.Key, [], new Scope(ticker), payload.Version);
        }
    }

    public override void Run(Work work)
    {
        byte[] payload = source!.Load(work.Key);
        if (payload.Length == 0)
        {
            work.Reject("empty-payload", work.Key, "0 bytes");
        }
        else if (payload.Length > PayloadBytesMax)
        {
            work.Reject("payload-too-large", work.Key, $"{payload.Length} bytes, at most {PayloadBytesMax}");
        }
        else
        {
            using var rows = new BatchBuilder(Output.Schema);
            rows["payload"].AppendBytes(payload);
            work.Write(rows.Build());
        }
    }

    private IReadOnlyList<PayloadInfo> Listed() => source?.List() ?? [];
}
