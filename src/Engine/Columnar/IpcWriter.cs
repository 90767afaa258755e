using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Tauric.Engine.Columnar;

public enum IpcFormat
{
    /// <summary>"IPC Streaming Format": messages up to an end mark; dictionaries may be replaced on the way.</summary>
    Stream,

    /// <summary>"IPC File Format": framed by ARROW1, with a footer for random access; a dictionary never
    /// changes.</summary>
    File,
}

/// <summary>
/// Writes record batches as Arrow IPC, metadata V5, uncompressed. Equal batches give equal bytes.
/// </summary>
/// <remarks>Disposing without <see cref="Finish"/> leaves the output visibly incomplete, as an aborted write
/// should.</remarks>
public sealed class IpcWriter : IDisposable
{
    internal const int SchemaMessage = 1, DictionaryMessage = 2, BatchMessage = 3;
    internal const int Version5 = 4;

    private readonly Stream _target;
    private readonly IpcFormat _format;
    private readonly IpcField[] _fields;
    private readonly IpcBody _body = new();
    private readonly SortedDictionary<long, byte[]> _dictionaries = [];
    private readonly List<(long Offset, int Metadata, long Body)> _dictionaryBlocks = [];
    private readonly List<(long Offset, int Metadata, long Body)> _batchBlocks = [];
    private long _position;

    /// <param name="target">Stays open; the caller's to flush and close.</param>
    public IpcWriter(Stream target, Schema schema, IpcFormat format = IpcFormat.Stream)
    {
        (_target, Schema, _format) = (target, schema, format);
        long nextId = 0;
        _fields = IpcField.Number(schema.Fields, ref nextId);
        if (format == IpcFormat.File) Put("ARROW1\0\0"u8);
        WriteMessage(SchemaMessage, (writer, reference) => IpcSchema.Write(writer, reference, schema, _fields));
    }

    public Schema Schema { get; }

    /// <exception cref="ArgumentException">The batch is of another schema.</exception>
    /// <exception cref="InvalidOperationException">A dictionary changed and the format is <see
    /// cref="IpcFormat.File"/>.</exception>
    public void Write(RecordBatch batch)
    {
        if (!batch.Schema.Equals(Schema)) throw new ArgumentException(
            $"The batch is ({batch.Schema}), the writer's ({Schema}).");
        for (int i = 0; i < _fields.Length; i++) WriteDictionaries(_fields[i], batch[i]);
        _body.Clear();
        foreach (Column column in batch.Columns) _body.Add(column);
        _batchBlocks.Add(WriteMessage(BatchMessage, (writer, reference) =>
            _body.Describe(writer, reference, batch.Length)));
    }

    /// <summary>Writes the end mark, and the footer of a file.</summary>
    public void Finish()
    {
        Put([0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0]);
        if (_format == IpcFormat.Stream) return;
        var writer = new FlatBufferWriter();
        int[] slots = writer.Table(0, Slot.Short(Version5), Slot.Reference, Slot.Reference, Slot.Reference);
        IpcSchema.Write(writer, slots[1], Schema, _fields);
        WriteBlocks(writer, slots[2], _dictionaryBlocks);
        WriteBlocks(writer, slots[3], _batchBlocks);
        ReadOnlySpan<byte> footer = writer.Finish();
        Put(footer);
        PutInt(footer.Length);
        Put("ARROW1"u8);
    }

    public void Dispose() => _body.Dispose();

    /// <summary>
    /// Dictionaries below a column, inner ones first, because those outside hold indices into them. Content decides
    /// whether one changed, not identity, so that equal batches give equal bytes.
    /// </summary>
    private bool WriteDictionaries(IpcField field, Column column)
    {
        Column values = column.Dictionary ?? column;
        bool changed = false;
        for (int i = 0; i < field.Children.Length; i++)
            changed |= WriteDictionaries(field.Children[i], values.Children[i]);
        if (column.Dictionary is null) return changed;
        _body.Clear();
        _body.Add(values);
        var description = new FlatBufferWriter();
        _body.Describe(description, 0, values.Length);
        byte[] hash = [.. SHA256.HashData(description.Finish()), .. SHA256.HashData(_body.Bytes)];
        if (_dictionaries.TryGetValue(field.DictionaryId, out byte[]? last))
        {
            if (!changed && last.AsSpan().SequenceEqual(hash)) return false;
            if (_format == IpcFormat.File) throw new InvalidOperationException(
                $"The dictionary of '{field.Field.Name}' changed between batches, which an Arrow file cannot hold. " +
                "Write the stream format, or plain values.");
        }

        _dictionaries[field.DictionaryId] = hash;
        _dictionaryBlocks.Add(WriteMessage(DictionaryMessage, (writer, reference) =>
        {
            int[] slots = writer.Table(reference, Slot.Long(field.DictionaryId), Slot.Reference, Slot.Byte(0));
            _body.Describe(writer, slots[1], values.Length);
        }));
        return true;
    }

    /// <summary>"Encapsulated message format": continuation mark, length, Message table, body.</summary>
    private (long Offset, int Metadata, long Body) WriteMessage(int kind, Action<FlatBufferWriter, int> header)
    {
        ReadOnlySpan<byte> body = kind == SchemaMessage ? [] : _body.Bytes;
        var writer = new FlatBufferWriter();
        int[] slots = writer.Table(0, Slot.Short(Version5), Slot.Byte(kind), Slot.Reference, Slot.Long(body.Length));
        header(writer, slots[2]);
        ReadOnlySpan<byte> metadata = writer.Finish();
        long offset = _position;
        PutInt(-1);
        PutInt(metadata.Length);
        Put(metadata);
        Put(body);
        return (offset, metadata.Length + 8, body.Length);
    }

    private static void WriteBlocks(FlatBufferWriter writer, int reference,
        List<(long Offset, int Metadata, long Body)> blocks)
    {
        int at = writer.Vector(reference, blocks.Count, 24);
        foreach ((long offset, int metadata, long body) in blocks)
        {
            writer.WriteLong(at, offset);
            writer.WriteLong(at + 8, metadata);
            writer.WriteLong(at + 16, body);
            at += 24;
        }
    }

    private void PutInt(int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        Put(bytes);
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        _target.Write(bytes);
        _position += bytes.Length;
    }
}
