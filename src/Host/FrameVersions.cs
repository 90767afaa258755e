using Tauric.Engine.Contracts;
using Tauric.Engine.Dataflow;
using Tauric.Engine.Datasets;
using Tauric.Host.Configuration;
using Tauric.Pipelines.Stories;

namespace Tauric.Host;

/// <summary>
/// Makes the packs that a system wrote versions of frames when a run has ended: one commit for all that changed. Like
/// manifests a projection of the catalog: what a crash prevents the next run makes good.
/// </summary>
internal static class FrameVersions
{
    private const string PackFormat = "frames";

    /// <summary>The packs there are now, and the library of each.</summary>
    public static IReadOnlyList<AdoptedPack> Of(Pipeline pipeline, ICatalog catalog)
    {
        var steps = pipeline.Steps.Where(s => s.Output.Format == PackFormat)
            .ToDictionary(s => s.Output.Name, StringComparer.Ordinal);
        if (steps.Count == 0) return [];
        return [.. from record in catalog.Load()
            where steps.ContainsKey(record.Dataset)
            from pack in record.Objects
            where !pack.IsReject
            orderby pack.Key
            select new AdoptedPack(Library(record), pack.Key)
            {
                Source = pipeline.Name,
                Settings = steps[record.Dataset].Parameters,
            }];
    }

    /// <summary>
    /// Brings the frames of a data root up to date with the packs of a system; those it replaced keep what differs.
    /// </summary>
    public static void Adopt(TauricConfig config, Terminal terminal, IReadOnlyList<AdoptedPack> packs, string runId)
    {
        if (packs.Count == 0) return;
        string[] keys = [.. packs.Select(p => p.Key)];
        using IFrameStore frames = Roots.OpenFrames(config, terminal);
        frames.Adopt(packs, [.. frames.Adopted.Except(keys)], $"run {runId}");
        frames.Fold(keys);
    }

    private static string Library(PartitionRecord record) => record.Key.Split('/') is [var frequency, _]
        ? StoryDatasets.LibraryOf(record.Dataset, frequency) : record.Dataset;
}
