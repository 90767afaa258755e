using System.Buffers.Binary;
using System.Text;

namespace Tauric.Engine.Columnar;

/// <summary>One field of a table: <paramref name="Bytes"/> wide, 0 when left out.</summary>
internal readonly record struct Slot(int Bytes, long Value)
{
    public static readonly Slot Absent = new(0, 0);

    /// <summary>An offset, set later with <see cref="FlatBufferWriter.Point"/>.</summary>
    public static readonly Slot Reference = new(4, 0);

    public static Slot Byte(long value) => new(1, value);

    public static Slot Short(long value) => new(2, value);

    public static Slot Int(long value) => new(4, value);

    public static Slot Long(long value) => new(8, value);
}

/// <summary>
/// Writes FlatBuffers front to back (FlatBuffers "Internals"): a table's vtable precedes it and what it refers to
/// follows, so that every offset is known when its target is written. Every field is written, defaults too.
/// </summary>
internal sealed class FlatBufferWriter
{
    private byte[] _bytes = new byte[1024];
    private int _length = 4; // The offset of the root table comes first.

    /// <summary>The buffer, padded with zeros to a multiple of 8.</summary>
    public ReadOnlySpan<byte> Finish()
    {
        Align(8);
        return _bytes.AsSpan(0, _length);
    }

    /// <summary>Makes the offset at <paramref name="reference"/> lead to <paramref name="target"/>; the root's is at
    /// 0.</summary>
    public void Point(int reference, int target) =>
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(reference), target - reference);

    /// <summary>A table whose position the offset at <paramref name="reference"/> receives.</summary>
    /// <returns>Positions of its fields.</returns>
    public int[] Table(int reference, params ReadOnlySpan<Slot> slots)
    {
        int vtable = Take(4 + (2 * slots.Length), 2);
        int table = Take(4, 8), size = 4;
        var positions = new int[slots.Length];
        Span<byte> value = stackalloc byte[8];
        for (int i = 0; i < slots.Length; i++)
        {
            if (slots[i].Bytes == 0) continue;
            positions[i] = Take(slots[i].Bytes, slots[i].Bytes);
            BinaryPrimitives.WriteInt64LittleEndian(value, slots[i].Value);
            value[..slots[i].Bytes].CopyTo(_bytes.AsSpan(positions[i]));
            WriteShort(vtable + 4 + (2 * i), positions[i] - table);
            size = positions[i] + slots[i].Bytes - table;
        }

        WriteShort(vtable, 4 + (2 * slots.Length));
        WriteShort(vtable + 2, size);
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(table), table - vtable);
        Point(reference, table);
        return positions;
    }

    /// <summary>A vector of zeroed elements.</summary>
    /// <returns>Position of the first.</returns>
    public int Vector(int reference, int count, int elementBytes)
    {
        while (((_length + 4) & 7) != 0) Take(1, 1); // Elements hold 64-bit fields: they are aligned, not their count.
        int start = Take(4, 4);
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(start), count);
        Point(reference, start);
        return Take(checked(count * elementBytes), 1);
    }

    public void String(int reference, string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        int start = Vector(reference, utf8.Length, 1);
        utf8.CopyTo(_bytes.AsSpan(start));
        Take(1, 1); // Strings end with a zero that their length does not count.
    }

    public void WriteLong(int position, long value) =>
        BinaryPrimitives.WriteInt64LittleEndian(_bytes.AsSpan(position), value);

    private void WriteShort(int position, int value) =>
        BinaryPrimitives.WriteUInt16LittleEndian(_bytes.AsSpan(position), checked((ushort)value));

    private void Align(int alignment) => Take(-_length & (alignment - 1), 1);

    private int Take(int bytes, int alignment)
    {
        int start = (_length + alignment - 1) & -alignment;
        _length = checked(start + bytes);
        if (_length > _bytes.Length) Array.Resize(ref _bytes, Math.Max(_length, _bytes.Length * 2));
        return start;
    }
}
