using System.Text;

namespace Tauric.Engine.Datasets;

/// <summary>
/// Keys of objects: relative paths with <c>/</c> that mean the same on every disk and in S3 and cannot leave the root.
/// </summary>
public static class ObjectKey
{
    /// <summary>Longest segment, UTF-8 bytes: file systems allow 255, and somebody may append an extension.</summary>
    public const int SegmentBytesMax = 200;

    /// <exception cref="UsageException">The key is not safe; the message names it and says why.</exception>
    public static string Require(string key) => Fault(key) is { } fault
        ? throw new UsageException(
            $"Object key '{Printable(key)}' {fault}. Keys are relative paths such as 'news/AAPL/2024-03-05.jsonl'.")
        : key;

    public static bool IsSafe(string key) => Fault(key) is null;

    private static string? Fault(string key)
    {
        if (key.Length == 0) return "is empty";
        foreach (char c in key)
        {
            if (c == '\\') return "has a backslash";
            if (char.IsControl(c)) return $"has the control character U+{(int)c:X4}";
        }

        foreach (Range range in key.AsSpan().Split('/'))
        {
            ReadOnlySpan<char> segment = key.AsSpan(range);
            if (segment.IsEmpty) return "has an empty segment (it starts or ends with '/', or has '//')";
            if (segment is "." or "..") return $"has the segment '{segment}'";
            if (segment.Length > 1 && segment[1] == ':') return "starts a segment like a drive";
            if (Encoding.UTF8.GetByteCount(segment) > SegmentBytesMax)
                return $"has a segment over {SegmentBytesMax} bytes";
        }

        return null;
    }

    private static string Printable(string key) =>
        string.Concat((key.Length > 300 ? key[..300] + "…" : key).Select(c => char.IsControl(c) ? '\uFFFD' : c));
}
