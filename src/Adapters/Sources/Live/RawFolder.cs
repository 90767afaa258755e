using System.Globalization;
using Tauric.Adapters.Storage;
using Tauric.Engine.Datasets;

namespace Tauric.Adapters.Sources.Live;

/// <summary>
/// Payloads as <see cref="PayloadFolder"/> reads them, <c>raw/source/entity/date.ext</c>, each whole or not there.
/// Further pages of one answer lie beside the first: <c>date.page2_ext</c>.
/// </summary>
internal static class RawFolder
{
    public static void Keep(string folder, LiveSource source, string entity, IReadOnlyList<LivePayload> payloads)
    {
        if (payloads.Count == 0) return;
        string[] paths = [.. payloads.Select(p => PathOf(folder, source, entity, p.Day, p.Page))];
        string target = Path.GetDirectoryName(paths[0])!;
        DiskFault.Guard("keep a payload", target, payloads.Sum(p => (long)p.Bytes.Length), () =>
        {
            Directory.CreateDirectory(target);
            string[] aside = [.. paths.Select(Aside)];
            for (int i = 0; i < aside.Length; i++) File.WriteAllBytes(aside[i], payloads[i].Bytes);
            Durability.SyncFiles(target, aside);
            for (int i = 0; i < aside.Length; i++) File.Move(aside[i], paths[i], overwrite: true);
            Durability.SyncFolders(target, [target]);
            foreach (DateOnly day in payloads.Select(p => p.Day).Distinct())
                RemovePages(folder, source, entity, day, payloads.Where(p => p.Day == day).Max(p => p.Page) + 1);
        });
    }

    public static string PathOf(string folder, LiveSource source, string entity, DateOnly day, int page)
    {
        string extension = page == 1 ? source.Extension
            : string.Create(CultureInfo.InvariantCulture, $"page{page}_{source.Extension}");
        string key = string.Create(CultureInfo.InvariantCulture,
            $"{source.Source}/{entity}/{day:yyyy-MM-dd}.{extension}");
        return Path.Combine(folder, "raw", ObjectKey.Require(key));
    }

    /// <summary>Dot files are no payloads.</summary>
    public static string Aside(string path) =>
        Path.Combine(Path.GetDirectoryName(path)!, "." + Path.GetFileName(path) + ".partial");

    /// <summary>An answer that was fetched before it was complete may have had more pages.</summary>
    private static void RemovePages(string folder, LiveSource source, string entity, DateOnly day, int from)
    {
        for (int page = from; PathOf(folder, source, entity, day, page) is var path && File.Exists(path); page++)
            File.Delete(path);
    }
}
