using System.Globalization;
using Tauric.Adapters.Storage;
using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Engine.Datasets;

namespace Tauric.Adapters.Sources;

/// <summary>
/// Replays payloads from files <c>source/entity/yyyy-MM-dd.ext</c> below a folder, or below its <c>raw/</c>.
/// Links are not followed and dot files are not payloads, so nothing outside the folder is ever read.
/// </summary>
public sealed class PayloadFolder : IPayloadSource
{
    private static readonly EnumerationOptions s_ownEntries =
        new() { AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false };

    private readonly string _root;

    /// <exception cref="UsageException">There is no such folder.</exception>
    public PayloadFolder(string folder)
    {
        string full = Path.GetFullPath(folder);
        if (!Directory.Exists(full)) throw new UsageException(
            $"There is no input folder '{full}'. Give one with --input that holds source/entity/yyyy-MM-dd.ext files, "
            + "or make one with 'tauric sample --out DIR'.");
        string raw = Path.Combine(full, "raw");
        _root = Directory.Exists(raw) ? raw : full;
    }

    /// <exception cref="UsageException">A file is not named by its date.</exception>
    public IReadOnlyList<PayloadInfo> List()
    {
        PayloadInfo[] found = DiskFault.Guard("list the input folder", _root, 0, () => Payloads().ToArray());
        Array.Sort(found, (a, b) => string.CompareOrdinal(a.Key, b.Key));
        return found;
    }

    public byte[] Load(string key)
    {
        string path = Path.Join(_root, KeyOf(key));
        return DiskFault.Guard($"read payload '{key}'", path, 0, () =>
        {
            FileInfo file = new(path);
            FileSystemInfo[] steps = [file, file.Directory!, file.Directory!.Parent!];
            return steps.Any(s => s.LinkTarget is not null)
                ? throw new IOException("links are not followed")
                : File.ReadAllBytes(path);
        });
    }

    private IEnumerable<PayloadInfo> Payloads() =>
        from source in new DirectoryInfo(_root).EnumerateDirectories("*", s_ownEntries)
        from entity in source.EnumerateDirectories("*", s_ownEntries)
        from file in entity.EnumerateFiles("*", s_ownEntries)
        where file.Name[0] != '.'
        select new PayloadInfo(
            KeyOf($"{source.Name}/{entity.Name}/{file.Name}"),
            string.Create(CultureInfo.InvariantCulture, $"{file.Length}-{file.LastWriteTimeUtc.Ticks}"));

    private string KeyOf(string key) => Require(key, _root);

    /// <returns>The key.</returns>
    /// <exception cref="UsageException">It names no payload.</exception>
    internal static string Require(string key, string place)
    {
        string name = key[(key.LastIndexOf('/') + 1)..];
        bool dated = key.AsSpan().Count('/') == 2 && name.Length > 11 && name[10] == '.'
            && DateOnly.TryParseExact(name[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None,
                out _);
        return dated ? ObjectKey.Require(key) : throw new UsageException(
            $"'{key}' in '{place}' is not a payload: they are named source/entity/yyyy-MM-dd.ext. "
            + "Rename or remove it.");
    }
}
