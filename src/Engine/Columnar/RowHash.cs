using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Tauric.Engine.Columnar;

/// <summary>Interim.</summary>
public static class RowHash
{
    [ThreadStatic] private static System.Buffers.ArrayBufferWriter<byte>? t_scratch;

    public static void Of(RecordBatch batch, int row, Span<byte> target)
    {
        var scratch = t_scratch ??= new(4096);
        scratch.ResetWrittenCount();
        foreach (Column c in batch.Columns) Add(scratch, c, row);
        Span<byte> digest = stackalloc byte[32];
        SHA256.HashData(scratch.WrittenSpan, digest);
        digest[..16].CopyTo(target);
    }

    private static void Add(System.Buffers.ArrayBufferWriter<byte> s, Column c, int row)
    {
        if (c.IsNull(row)) { s.GetSpan(1)[0] = 0; s.Advance(1); return; }
        s.GetSpan(1)[0] = 1; s.Advance(1);
        switch (c.Type.Layout)
        {
            case Layout.Fixed:
                int w = c.Type.Width;
                System.Runtime.InteropServices.MemoryMarshal.AsBytes(c.Buffers[1]!.Span<byte>()).Slice((c.Offset + row) * w, w).CopyTo(s.GetSpan(w)); s.Advance(w); break;
            case Layout.Bits: s.GetSpan(1)[0] = c.Bit(row) ? (byte)1 : (byte)0; s.Advance(1); break;
            case Layout.Variable or Layout.Dictionary:
                var b = c.Bytes(row);
                BinaryPrimitives.WriteInt32LittleEndian(s.GetSpan(4), b.Length); s.Advance(4);
                b.CopyTo(s.GetSpan(b.Length)); s.Advance(b.Length); break;
            case Layout.Struct: foreach (var k in c.Children) Add(s, k, row); break;
            default:
                var (st, n) = c.ItemRange(row).GetOffsetAndLength(c.Children[0].Length);
                BinaryPrimitives.WriteInt32LittleEndian(s.GetSpan(4), n); s.Advance(4);
                for (int i = 0; i < n; i++) Add(s, c.Children[0], st + i); break;
        }
    }
}
