using System.Runtime.InteropServices;

namespace Tauric.Engine.Columnar;

/// <summary>
/// The body of a RecordBatch message and its description ("Serialization and Interprocess Communication"): depth first,
/// a node per column, its buffers one after another. Windows are rebased, so that a slice costs what it shows.
/// </summary>
internal sealed class IpcBody : IDisposable
{
    private const int Alignment = 64;

    private readonly List<(long Length, long Nulls)> _nodes = [];
    private readonly List<(long Offset, long Length)> _buffers = [];
    private GrowingBuffer _bytes;

    public ReadOnlySpan<byte> Bytes => _bytes.Written;

    public void Clear()
    {
        _nodes.Clear();
        _buffers.Clear();
        _bytes.Clear();
    }

    /// <summary>Table RecordBatch at <paramref name="reference"/>.</summary>
    public void Describe(FlatBufferWriter writer, int reference, int length)
    {
        int[] slots = writer.Table(reference, Slot.Long(length), Slot.Reference, Slot.Reference);
        WritePairs(writer, slots[1], _nodes);
        WritePairs(writer, slots[2], _buffers);
    }

    public void Add(Column column) => Add(column, 0, column.Length);

    private void Add(Column column, int start, int length)
    {
        AddValidity(column, start, length);
        int first = column.Offset + start;
        switch (column.Type.Layout)
        {
            case Layout.Bits: AddBits(column.Buffers[1]!, first, length); break;
            case Layout.Fixed or Layout.Dictionary:
                int width = column.Type.Width;
                Append(length == 0 ? [] : Window(column.Buffers[1]!, (long)first * width, (long)length * width));
                break;
            case Layout.Variable:
                (int from, int to) = AddOffsets(column, start, length);
                Append(from == to ? [] : Window(column.Buffers[2]!, from, to - from));
                break;
            case Layout.List:
                (from, to) = AddOffsets(column, start, length);
                Add(column.Children[0], from, to - from);
                break;
            default:
                int rows = column.Type is FixedListType f ? f.Size : 1;
                foreach (Column child in column.Children) Add(child, start * rows, length * rows);
                break;
        }
    }

    private void AddValidity(Column column, int start, int length)
    {
        int first = column.Offset + start;
        int nulls = column.NullCount == 0 ? 0
            : length - Bitmap.CountSet(column.Buffers[0]!.Span<byte>(), first, length);
        _nodes.Add((length, nulls));
        if (nulls == 0) Append([]);
        else AddBits(column.Buffers[0]!, first, length);
    }

    private void AddBits(NativeBuffer bits, int first, int length)
    {
        int bytes = Bitmap.BytesFor(length);
        if (bytes > 0) Bitmap.CopyTo(bits.Span<byte>(), first, length, _bytes.Reserve(bytes));
        Close(bytes);
    }

    private (int From, int To) AddOffsets(Column column, int start, int length)
    {
        ReadOnlySpan<int> offsets = column.Offsets.Slice(start, length + 1);
        int from = offsets[0], bytes = offsets.Length * sizeof(int);
        Span<int> target = MemoryMarshal.Cast<byte, int>(_bytes.Reserve(bytes));
        if (from == 0) offsets.CopyTo(target);
        else for (int i = 0; i < offsets.Length; i++) target[i] = offsets[i] - from;
        Close(bytes);
        return (from, offsets[^1]);
    }

    private static ReadOnlySpan<byte> Window(NativeBuffer buffer, long start, long length) =>
        buffer.Span<byte>().Slice(checked((int)start), checked((int)length));

    private void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_bytes.Reserve(bytes.Length));
        Close(bytes.Length);
    }

    private void Close(int bytes)
    {
        _buffers.Add((_bytes.Length, bytes));
        _bytes.Commit(bytes);
        int padding = (int)(-_bytes.Length & (Alignment - 1));
        _bytes.Reserve(padding).Clear();
        _bytes.Commit(padding);
    }

    private static void WritePairs(FlatBufferWriter writer, int reference, List<(long, long)> pairs)
    {
        int at = writer.Vector(reference, pairs.Count, 16);
        foreach ((long first, long second) in pairs)
        {
            writer.WriteLong(at, first);
            writer.WriteLong(at + 8, second);
            at += 16;
        }
    }

    public void Dispose() => _bytes.Dispose();
}
