using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Tauric.Engine.Columnar;

/// <summary>
/// Reads Arrow IPC, file or stream, metadata V4 and V5, little-endian, uncompressed. Nothing in the input is believed:
/// a malformed or unsupported one ends in <see cref="DataException"/>, with the name of the input and the byte.
/// </summary>
/// <remarks>Every batch owns its memory: the body is copied once. Delta dictionaries are refused.</remarks>
public sealed class IpcReader : IDisposable
{
    private const int TrailerBytes = 10; // Length of the footer and the magic.

    private readonly IpcSource _source;
    private readonly Dictionary<long, Column> _dictionaries = [];
    private readonly Queue<long>? _batches; // Where the batches of a file begin; null for a stream.
    private readonly IpcField[] _fields = [];

    private readonly record struct Message(FlatBufferReader Reader, int Kind, int Header, NativeBuffer Body)
        : IDisposable
    {
        public void Dispose() => Body.Release();
    }

    /// <param name="stream">At the first byte; stays open. The file format needs one that can seek.</param>
    /// <param name="name">Of the input, for messages.</param>
    /// <exception cref="DataException">There is no Arrow IPC, or its schema is not one the engine can read.</exception>
    public IpcReader(Stream stream, string name)
    {
        _source = new IpcSource(stream, name);
        try
        {
            Span<byte> first = stackalloc byte[8];
            if (!_source.TryFill(first)) throw _source.Fault("the input is empty");
            if (first.StartsWith("ARROW1"u8))
            {
                (Schema, _fields, _batches) = ReadFooter();
            }
            else
            {
                using Message message = ReadMessage(first) ?? throw _source.Fault("a stream begins with its schema");
                if (message.Kind != IpcWriter.SchemaMessage) throw _source.Fault("a stream begins with its schema");
                (Schema, _fields) = IpcSchema.Read(message.Reader, message.Header);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public IpcReader(ReadOnlyMemory<byte> bytes, string name)
        : this(MemoryMarshal.TryGetArray(bytes, out ArraySegment<byte> array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(bytes.ToArray()), name)
    {
    }

    public Schema Schema { get; }

    /// <summary>The next batch, the caller's to dispose; null at the end.</summary>
    /// <exception cref="DataException">The input is malformed or uses what is not supported.</exception>
    public RecordBatch? Next()
    {
        Span<byte> prefix = stackalloc byte[8];
        while (true)
        {
            if (_batches is not null)
            {
                if (!_batches.TryDequeue(out long position)) return null;
                _source.Seek(position);
            }

            if (!TryFillPrefix(prefix) || ReadMessage(prefix) is not { } message)
                return _batches is null ? null : throw _source.Fault("a batch of the footer is not there");
            using (message)
            {
                if (message.Kind == IpcWriter.BatchMessage) return ReadBatch(message);
                ReadDictionary(message, _fields);
            }
        }
    }

    public void Dispose()
    {
        foreach (Column dictionary in _dictionaries.Values) dictionary.Dispose();
        _dictionaries.Clear();
    }

    /// <summary>"IPC File Format": ARROW1 00 00, stream, footer, its length, ARROW1.</summary>
    private (Schema, IpcField[], Queue<long>) ReadFooter()
    {
        Span<byte> trailer = stackalloc byte[TrailerBytes];
        _source.Seek(Math.Max(0, _source.Length - TrailerBytes));
        if (!_source.TryFill(trailer) || !trailer.EndsWith("ARROW1"u8))
            throw _source.Fault("the file does not end with ARROW1: it is incomplete");
        int length = BinaryPrimitives.ReadInt32LittleEndian(trailer);
        if (length <= 0 || length > _source.Length - TrailerBytes - 8)
            throw _source.Fault($"a footer of {length} bytes");
        _source.Seek(_source.Length - TrailerBytes - length);
        var reader = new FlatBufferReader(_source.TakeArray(length), $"{_source.Name}, footer");
        int root = reader.Root;
        RequireVersion(reader, root);
        (Schema schema, IpcField[] fields) = IpcSchema.Read(reader, reader.Table(root, 1));
        Span<byte> prefix = stackalloc byte[8];
        foreach (long position in Blocks(reader, root, 2))
        {
            _source.Seek(position);
            if (!TryFillPrefix(prefix) || ReadMessage(prefix) is not { } message)
                throw _source.Fault("a dictionary of the footer is not there");
            int known = _dictionaries.Count;
            using (message) ReadDictionary(message, fields);
            if (_dictionaries.Count == known) throw _source.Fault("a file gives a dictionary twice; only a stream may");
        }

        return (schema, fields, new Queue<long>(Blocks(reader, root, 3)));
    }

    private static List<long> Blocks(FlatBufferReader reader, int root, int slot)
    {
        (int start, int count) = reader.Vector(root, slot, 24);
        var positions = new List<long>(count);
        for (int i = 0; i < count; i++) positions.Add(reader.LongAt(start + (24 * i)));
        return positions;
    }

    private bool TryFillPrefix(Span<byte> prefix)
    {
        // The end mark of old streams is a lone zero of four bytes.
        if (!_source.TryFill(prefix[..4])) return false;
        if (BinaryPrimitives.ReadInt32LittleEndian(prefix) == 0) return false;
        return _source.TryFill(prefix[4..]) ? true : throw _source.Fault("the input ends within a message");
    }

    /// <summary>"Encapsulated message format", also as before version 0.15, without the continuation mark.</summary>
    private Message? ReadMessage(ReadOnlySpan<byte> prefix)
    {
        long at = _source.Position - prefix.Length;
        int first = BinaryPrimitives.ReadInt32LittleEndian(prefix),
            second = BinaryPrimitives.ReadInt32LittleEndian(prefix[4..]);
        bool old = first != -1;
        int length = old ? first : second;
        if (length == 0) return null;
        if (length < 8) throw _source.Fault($"metadata of {length} bytes");
        byte[] metadata = old
            ? [.. prefix[4..], .. _source.TakeArray(length - 4)]
            : _source.TakeArray(length);
        var reader = new FlatBufferReader(metadata, $"{_source.Name}, message at byte {at}");
        int root = reader.Root;
        RequireVersion(reader, root);
        int kind = reader.Byte(root, 1), header = reader.Table(root, 2);
        if (kind is < IpcWriter.SchemaMessage or > IpcWriter.BatchMessage || header == 0)
            throw reader.Fault(
                $"a message of kind {kind} is not supported (schema, dictionary and record batches are)");
        return new Message(reader, kind, header, _source.Take(reader.Long(root, 3)));
    }

    private static void RequireVersion(FlatBufferReader reader, int root)
    {
        int version = reader.Short(root, 0);
        if (version is not (IpcWriter.Version5 or IpcWriter.Version5 - 1))
            throw reader.Fault($"metadata version V{version + 1} is not supported (V4 and V5 are)");
    }

    private RecordBatch ReadBatch(Message message) => Assemble(message, message.Header, columns =>
    {
        var read = new Column[_fields.Length];
        for (int i = 0; i < read.Length; i++)
        {
            read[i] = columns.ReadTop(_fields[i], Schema[i].Type);
            ColumnCheck.Require(read[i], Schema[i].Name);
            ColumnCheck.RequireNullability(Schema[i], read[i]);
        }

        return new RecordBatch(Schema, columns.Length, read);
    });

    private void ReadDictionary(Message message, IpcField[] fields)
    {
        FlatBufferReader reader = message.Reader;
        if (message.Kind != IpcWriter.DictionaryMessage) throw reader.Fault(
            "a second schema, or a batch where a dictionary belongs");
        long id = reader.Long(message.Header, 0);
        IpcField field = Find(fields, id) ?? throw reader.Fault($"no column has dictionary {id}");
        if (reader.Byte(message.Header, 2) != 0)
            throw reader.Fault($"delta dictionaries (here of '{field.Field.Name}') are not supported");
        Column values = Assemble(message, reader.Table(message.Header, 1), columns =>
        {
            Column column = columns.ReadTop(field, field.ValueType);
            ColumnCheck.Require(column, field.Field.Name + " dictionary");
            return column;
        });
        if (_dictionaries.Remove(id, out Column? replaced)) replaced.Dispose();
        _dictionaries.Add(id, values);
    }

    private T Assemble<T>(Message message, int table, Func<IpcColumns, T> read)
    {
        var references = new References();
        try
        {
            return read(new IpcColumns(message.Reader, table, message.Body, references, _dictionaries));
        }
        catch (Exception e)
        {
            references.ReleaseAll();
            if (e is not DataException || e.Message.StartsWith("Arrow IPC", StringComparison.Ordinal)) throw;
            throw message.Reader.Fault(e.Message.TrimEnd('.'));
        }
    }

    private static IpcField? Find(IpcField[] fields, long id)
    {
        foreach (IpcField field in fields)
        {
            if (field.Field.Type is DictionaryType && field.DictionaryId == id) return field;
            if (Find(field.Children, id) is { } below) return below;
        }

        return null;
    }
}
