using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Tauric.Pipelines.Feeds;

/// <summary>
/// Exports stitched from several sources: UTF-8 in which some letters are of Windows-1252. Each byte that is no UTF-8
/// is read as that encoding has it; the five bytes it leaves undefined become a space.
/// </summary>
internal static class LegacyText
{
    // 0x80 to 0x9F; from 0xA0 on it is Latin-1.
    private const string High = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";

    /// <returns>The bytes themselves when they are UTF-8.</returns>
    public static ReadOnlyMemory<byte> AsUtf8(ReadOnlyMemory<byte> bytes)
    {
        if (Utf8.IsValid(bytes.Span)) return bytes;
        var utf8 = new ArrayBufferWriter<byte>(bytes.Length + (bytes.Length / 8));
        ReadOnlySpan<byte> rest = bytes.Span;
        while (!rest.IsEmpty)
        {
            int valid = ValidPrefix(rest);
            utf8.Write(rest[..valid]);
            if (valid == rest.Length) break;
            byte odd = rest[valid];
            var letter = new Rune(odd is >= 0x80 and < 0xA0 ? High[odd - 0x80] : (char)odd);
            utf8.Advance(letter.EncodeToUtf8(utf8.GetSpan(4)));
            rest = rest[(valid + 1)..];
        }

        return utf8.WrittenMemory;
    }

    private static int ValidPrefix(ReadOnlySpan<byte> bytes)
    {
        int length = 0;
        while (length < bytes.Length)
        {
            int ascii = Ascii.IsValid(bytes[length]) ? bytes[length..].IndexOfAnyInRange((byte)0x80, (byte)0xFF) : 0;
            if (ascii < 0) return bytes.Length;
            length += ascii;
            if (Rune.DecodeFromUtf8(bytes[length..], out _, out int used) != OperationStatus.Done) return length;
            length += used;
        }

        return length;
    }
}
