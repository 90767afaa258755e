using System.Buffers;

namespace Tauric.Adapters.Frames;

/// <summary>
/// What a partition's pack is called whatever its bytes: <c>frames/prices_1min/2025-03-14</c> of
/// <c>frames/prices_1min/2025-03-14.0123456789abcdef.pack</c>.
/// </summary>
internal static class PackName
{
    private const string Extension = ".pack";

    private static readonly SearchValues<char> s_digits = SearchValues.Create("0123456789abcdef");

    /// <summary>Null for a key that does not name its object by its bytes: that may be written over.</summary>
    public static string? Of(string key)
    {
        if (!key.EndsWith(Extension, StringComparison.Ordinal)) return null;
        ReadOnlySpan<char> named = key.AsSpan(0, key.Length - Extension.Length);
        int dot = named.LastIndexOf('.');
        return dot > named.LastIndexOf('/') + 1 && dot < named.Length - 1
            && !named[(dot + 1)..].ContainsAnyExcept(s_digits) ? key[..dot] : null;
    }

    /// <summary>Where all packs of a name lie.</summary>
    public static string FolderOf(string name) => name[..(name.LastIndexOf('/') + 1)];
}
