using System.Buffers.Binary;
using System.Text;

namespace Tauric.Engine.Columnar;

/// <summary>
/// Reads FlatBuffers that nobody has verified: every position is checked before it is followed, and what is read in
/// total is bounded, because shared sub-tables would let a small buffer unfold into an endless one.
/// </summary>
/// <param name="bytes">The buffer.</param>
/// <param name="origin">Where it came from, for messages, as "file x.arrow, byte 8".</param>
internal sealed class FlatBufferReader(byte[] bytes, string origin)
{
    private long _budget = 256 + (64L * bytes.Length);

    /// <summary>Position of the root table.</summary>
    public int Root => Follow(0);

    public DataException Fault(string what) => new($"Arrow IPC ({origin}): {what}.");

    public long Long(int table, int slot, long otherwise = 0) =>
        Field(table, slot, 8) is var at and > 0 ? BinaryPrimitives.ReadInt64LittleEndian(Span(at, 8)) : otherwise;

    public int Int(int table, int slot, int otherwise = 0) =>
        Field(table, slot, 4) is var at and > 0 ? BinaryPrimitives.ReadInt32LittleEndian(Span(at, 4)) : otherwise;

    public int Short(int table, int slot, int otherwise = 0) =>
        Field(table, slot, 2) is var at and > 0 ? BinaryPrimitives.ReadInt16LittleEndian(Span(at, 2)) : otherwise;

    public int Byte(int table, int slot) => Field(table, slot, 1) is var at and > 0 ? Span(at, 1)[0] : 0;

    /// <summary>Position of the table a field refers to; 0 when absent.</summary>
    public int Table(int table, int slot) => Field(table, slot, 4) is var at and > 0 ? Follow(at) : 0;

    /// <summary>First element and count of a vector field; count 0 when absent.</summary>
    public (int Start, int Count) Vector(int table, int slot, int elementBytes)
    {
        int at = Field(table, slot, 4);
        if (at == 0) return (0, 0);
        int start = Follow(at);
        uint count = BinaryPrimitives.ReadUInt32LittleEndian(Span(start, 4));
        Span(start + 4, (long)count * elementBytes);
        return (start + 4, (int)count);
    }

    /// <summary>Positions of the tables in a vector of tables.</summary>
    public int[] Tables(int table, int slot)
    {
        (int start, int count) = Vector(table, slot, 4);
        var tables = new int[count];
        for (int i = 0; i < count; i++) tables[i] = Follow(start + (4 * i));
        return tables;
    }

    public string? Text(int table, int slot)
    {
        (int start, int count) = Vector(table, slot, 1);
        return start == 0 ? null : Encoding.UTF8.GetString(Span(start, count));
    }

    /// <summary>A 64-bit integer inside a vector of structs.</summary>
    public long LongAt(int position) => BinaryPrimitives.ReadInt64LittleEndian(Span(position, 8));

    public int IntAt(int position) => BinaryPrimitives.ReadInt32LittleEndian(Span(position, 4));

    private int Field(int table, int slot, int width)
    {
        long vtable = table - (long)BinaryPrimitives.ReadInt32LittleEndian(Span(table, 4));
        int entry = 4 + (2 * slot);
        if (BinaryPrimitives.ReadUInt16LittleEndian(Span(vtable, 4)) < entry + 2) return 0;
        int offset = BinaryPrimitives.ReadUInt16LittleEndian(Span(vtable + entry, 2));
        if (offset == 0) return 0;
        Span(table + (long)offset, width);
        return table + offset;
    }

    private int Follow(int reference)
    {
        long target = reference + (long)BinaryPrimitives.ReadUInt32LittleEndian(Span(reference, 4));
        Span(target, 4);
        return (int)target;
    }

    private ReadOnlySpan<byte> Span(long start, long length)
    {
        if (start < 0 || start > bytes.Length - length)
            throw Fault($"the metadata points to {start}, it has {bytes.Length} bytes");
        if ((_budget -= length) < 0) throw Fault("the metadata refers to the same bytes again and again");
        return bytes.AsSpan((int)start, (int)length);
    }
}
