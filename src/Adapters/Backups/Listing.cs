using System.Globalization;
using System.Text;
using Tauric.Engine;
using Tauric.Engine.Datasets;

namespace Tauric.Adapters.Backups;

/// <summary>A file of a data root as a snapshot lists it.</summary>
public sealed record BackedUpFile(string Key, long Bytes, Hash256 Content);

/// <summary>
/// The files of a snapshot as text: <c>sha256 bytes key</c>, a line a file, sorted by key. It is cut behind lines whose
/// hash says so, at every 1,024th on average: pieces between changes come out as they were.
/// </summary>
internal static class Listing
{
    private const uint CutMask = 1023;

    /// <param name="files">Sorted by key.</param>
    public static IEnumerable<byte[]> Cut(IEnumerable<BackedUpFile> files)
    {
        var piece = new StringBuilder();
        foreach (BackedUpFile file in files)
        {
            piece.Append(CultureInfo.InvariantCulture, $"{file.Content} {file.Bytes} {file.Key}\n");
            if (((uint)file.Content.Fourth & CutMask) != 0) continue;
            yield return Encoding.UTF8.GetBytes(piece.ToString());
            piece.Clear();
        }

        if (piece.Length > 0) yield return Encoding.UTF8.GetBytes(piece.ToString());
    }

    /// <exception cref="DataException">A line is not as <see cref="Cut"/> writes, or leads out of the root.</exception>
    public static IEnumerable<BackedUpFile> Read(byte[] piece)
    {
        foreach (string line in Encoding.UTF8.GetString(piece).TrimEnd('\n').Split('\n'))
        {
            string[] parts = line.Split(' ', 3);
            if (parts.Length != 3 || HashText.Parse(parts[0]) is not { } content
                || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out long bytes)
                || !RootContents.IsKept(parts[2]))
                throw new DataException($"The snapshot lists '{line}', which no backup writes. Nothing was restored; "
                    + "use another snapshot.");
            yield return new BackedUpFile(parts[2], bytes, content);
        }
    }
}
