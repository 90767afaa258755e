using System.Buffers;
using System.IO.Compression;
using System.Text;
using Tauric.Adapters.Sources.Live;

namespace Tauric.Adapters.Sources.Http.Providers;

/// <summary>
/// SimFin's bulk download: an archive with the statements of all companies. It is asked once; the lines of each ticker
/// become its payload, as they came, below the line of names.
/// </summary>
internal static class SimFin
{
    private const int TableBytesMax = 1 << 30, ByteOrderMark = 3;

    public static readonly HttpProvider Provider = new("simfin", "https://prod.simfin.com/api/", PerMinute: 2)
    {
        KeyVariable = "SIMFIN_API_KEY",
        KeyHeader = ("Authorization", "api-key "),
        LeadsTo = ".amazonaws.com",
        Complaints = ["error", "message"],
        Sources =
        [
            new HttpSource("simfin", "corpus", new Windows(WindowSize.Whole),
                _ => "bulk-download/s3?dataset=income&variant=quarterly&market=us")
            {
                Extension = "csv",
                Kind = BodyKind.Zip,
                Part = Part,
            },
        ],
    };

    /// <exception cref="VendorException">The archive is damaged, or holds no table.</exception>
    private static byte[]? Part(ReadOnlyMemory<byte> archive, FetchWindow window)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(archive.ToArray(), writable: false));
            ZipArchiveEntry? entry = zip.Entries.FirstOrDefault(e => e.Name.EndsWith(".csv", StringComparison.Ordinal));
            if (entry is null || entry.Length > TableBytesMax)
                throw new VendorException(VendorFault.Malformed, "an archive without a table");
            var table = new byte[entry.Length];
            using Stream lines = entry.Open();
            lines.ReadExactly(table);
            return Lines(table, Encoding.UTF8.GetBytes(window.Entity));
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new VendorException(VendorFault.Malformed, "an archive that is damaged");
        }
    }

    private static byte[]? Lines(ReadOnlySpan<byte> table, byte[] ticker)
    {
        ReadOnlySpan<byte> head = Line(ref table);
        if (head.IndexOf("Ticker;"u8) is not (0 or ByteOrderMark))
            throw new VendorException(VendorFault.Malformed, "a table that does not begin with Ticker");
        var own = new ArrayBufferWriter<byte>(1 << 14);
        own.Write(head);
        while (!table.IsEmpty)
        {
            ReadOnlySpan<byte> line = Line(ref table);
            if (line.StartsWith(ticker) && line[ticker.Length..].StartsWith(";"u8)) own.Write(line);
        }

        return own.WrittenCount == head.Length ? null : own.WrittenSpan.ToArray();
    }

    /// <summary>Takes a line and its end off a text.</summary>
    private static ReadOnlySpan<byte> Line(ref ReadOnlySpan<byte> text)
    {
        int end = text.IndexOf((byte)'\n') + 1;
        ReadOnlySpan<byte> line = end == 0 ? text : text[..end];
        text = text[line.Length..];
        return line;
    }
}
