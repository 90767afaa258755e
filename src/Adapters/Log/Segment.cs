using System.Buffers.Binary;
using System.Globalization;

namespace Tauric.Adapters.Log;

/// <summary>
/// A file of a log: <c>SEQUENCE-DATE.log</c>, named by its first record and the day (UTC) on which all were received.
/// It starts with a magic number, the version of the format and the first sequence.
/// </summary>
internal sealed record Segment(string Path, long First, DateOnly Day)
{
    public const int HeadBytes = 16;

    private const string Extension = ".log";
    private const ulong Magic = 0x31474F4C43555254;   // "TRUCLOG1"

    public static Segment In(string folder, long first, DateOnly day) => new(System.IO.Path.Combine(folder,
        string.Create(CultureInfo.InvariantCulture, $"{first:D20}-{day:yyyy-MM-dd}{Extension}")), first, day);

    /// <summary>Those of a folder in order; none when it is not there.</summary>
    public static List<Segment> List(string folder) => !Directory.Exists(folder) ? [] :
        [.. Directory.EnumerateFiles(folder, "*" + Extension).Select(TryParse).OfType<Segment>().OrderBy(s => s.First)];

    public byte[] Head()
    {
        byte[] head = new byte[HeadBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(head, Magic);
        BinaryPrimitives.WriteInt64LittleEndian(head.AsSpan(8), First);
        return head;
    }

    private static Segment? TryParse(string path)
    {
        string name = System.IO.Path.GetFileNameWithoutExtension(path);
        return name.Length == 31 && name[20] == '-'
            && long.TryParse(name[..20], NumberStyles.None, CultureInfo.InvariantCulture, out long first)
            && DateOnly.TryParseExact(name[21..], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None,
                out DateOnly day)
            ? new Segment(path, first, day) : null;
    }
}
