using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Tauric.Engine;

namespace Tauric.Adapters.Sinks;

/// <summary>Says where in an object its text is wrong.</summary>
internal static class ObjectText
{
    /// <summary>An error that names the object, the line and the column (bytes, from 1).</summary>
    public static DataException Fault(string where, ReadOnlySpan<byte> bytes, long index, string what,
        Exception? inner = null)
    {
        ReadOnlySpan<byte> before = bytes[..(int)Math.Min(index, bytes.Length)];
        int line = before.Count((byte)'\n') + 1;
        int column = before.Length - before.LastIndexOf((byte)'\n');
        return new DataException($"'{where}' line {line}, column {column}: {what}", inner);
    }

    public static void RequireUtf8(string where, ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes)) return;
        int index = 0;
        while (Rune.DecodeFromUtf8(bytes[index..], out _, out int used) == OperationStatus.Done) index += used;
        throw Fault(where, bytes, index, $"byte 0x{bytes[index]:X2} is not UTF-8.");
    }

    /// <summary>Shortened, for a message.</summary>
    public static string Seen(ReadOnlySpan<byte> text) =>
        Encoding.UTF8.GetString(text[..Math.Min(text.Length, 40)]) + (text.Length > 40 ? "…" : "");
}
