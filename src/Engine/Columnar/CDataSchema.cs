using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Tauric.Engine.Columnar;

/// <summary>Schemas of the C Data Interface ("Data type description – format strings", "The ArrowSchema
/// structure").</summary>
public static unsafe partial class CData
{
    /// <summary>Types nest no deeper than this: a hostile schema must not exhaust the stack.</summary>
    internal const int DepthMax = 64;

    /// <summary>A schema as a struct type. <paramref name="target"/> is overwritten.</summary>
    public static void Export(Schema schema, ArrowSchema* target) =>
        Fill(target, "+s", name: "", flags: 0, Encode(schema.Metadata), schema.Fields, dictionary: null);

    /// <summary>One field. <paramref name="target"/> is overwritten.</summary>
    public static void Export(Field field, ArrowSchema* target)
    {
        Field? dictionary = field.Type is DictionaryType d ? new Field("", d.Value) : null;
        Fill(target, field.Type.CFormat, field.Name, field.Nullable ? ArrowSchema.Nullable : 0, metadata: [],
            field.Type.Fields, dictionary);
    }

    /// <summary>Reads a struct type as a schema and releases it, whatever happens.</summary>
    /// <exception cref="DataException">It is released already, malformed, or of a type the engine does not
    /// have.</exception>
    public static Schema ImportSchema(ArrowSchema* source)
    {
        if (source->Release == null) throw new DataException("The Arrow schema was released before it was imported.");
        try
        {
            if (Text(source->Format) != "+s") throw new DataException(
                $"The Arrow schema is of format '{Text(source->Format)}'; a record batch needs a struct, '+s'.");
            return new Schema(ReadFields(source, "", 0), Decode(source->Metadata));
        }
        finally
        {
            source->Release(source);
        }
    }

    private static void Fill(ArrowSchema* target, string format, string name, long flags, byte[] metadata,
        IReadOnlyList<Field> fields, Field? dictionary)
    {
        byte[] text = Encoding.UTF8.GetBytes(format + "\0" + name + "\0");
        int structs = fields.Count + (dictionary is null ? 0 : 1);
        NativeBuffer block = NativeBuffer.Allocate(((long)sizeof(ArrowSchema) * structs) +
            ((long)sizeof(void*) * fields.Count) + metadata.Length + text.Length);
        var below = (ArrowSchema*)block.Pointer;
        var pointers = (ArrowSchema**)(below + structs);
        byte* bytes = (byte*)(pointers + fields.Count);
        metadata.CopyTo(new Span<byte>(bytes, metadata.Length));
        text.CopyTo(new Span<byte>(bytes + metadata.Length, text.Length));
        for (int i = 0; i < fields.Count; i++) Export(fields[i], pointers[i] = below + i);
        if (dictionary is not null) Export(dictionary, below + fields.Count);
        *target = new ArrowSchema
        {
            Format = bytes + metadata.Length,
            Name = bytes + metadata.Length + format.Length + 1,
            Metadata = metadata.Length == 0 ? null : bytes,
            Flags = flags,
            ChildCount = fields.Count,
            Children = fields.Count == 0 ? null : pointers,
            Dictionary = dictionary is null ? null : below + fields.Count,
            Release = &ReleaseSchema,
            PrivateData = Hold(new Held(block, [])),
        };
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void ReleaseSchema(ArrowSchema* schema)
    {
        for (long i = 0; i < schema->ChildCount; i++) ReleaseIfHeld(schema->Children[i]);
        if (schema->Dictionary != null) ReleaseIfHeld(schema->Dictionary);
        schema->Release = null;
        Drop(schema->PrivateData);
    }

    private static void ReleaseIfHeld(ArrowSchema* schema)
    {
        if (schema->Release != null) schema->Release(schema);
    }

    private static Field[] ReadFields(ArrowSchema* parent, string path, int depth)
    {
        if (depth > DepthMax) throw ColumnCheck.Fault(path, $"types nest deeper than {DepthMax}");
        if (parent->ChildCount is < 0 or > int.MaxValue || (parent->ChildCount > 0 && parent->Children == null))
            throw ColumnCheck.Fault(path,
                $"its schema has {parent->ChildCount} children and no usable pointer to them");
        var fields = new List<Field>();
        for (int i = 0; i < parent->ChildCount; i++)
        {
            ArrowSchema* child = parent->Children[i];
            if (child == null) throw ColumnCheck.Fault(path, $"child {i} of its schema is a null pointer");
            fields.Add(ReadField(child, path.Length == 0 ? Text(child->Name) : path + "." + Text(child->Name), depth));
        }

        return [.. fields];
    }

    private static Field ReadField(ArrowSchema* schema, string path, int depth)
    {
        if (depth > DepthMax) throw ColumnCheck.Fault(path, $"types nest deeper than {DepthMax}");
        ArrowType type = ReadType(Text(schema->Format), ReadFields(schema, path, depth + 1), path);
        if (schema->Dictionary != null)
        {
            if (type is not IntegerType index) throw ColumnCheck.Fault(path,
                $"dictionary indices are {type}, not integers");
            type = ArrowType.Dictionary(index, ReadField(schema->Dictionary, path + " dictionary", depth + 1).Type);
        }

        return new Field(Text(schema->Name), type, (schema->Flags & ArrowSchema.Nullable) != 0);
    }

    private static ArrowType ReadType(string format, Field[] children, string path)
    {
        ArrowType? type = format switch
        {
            "+s" => new StructType(children),
            "+l" when children.Length == 1 => new ListType(children[0]),
            _ when children.Length == 1 && format.StartsWith("+w:", StringComparison.Ordinal) &&
                int.TryParse(format.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out int size) =>
                new FixedListType(children[0], size),
            _ when children.Length > 0 => null,
            _ when format.StartsWith("tsu:", StringComparison.Ordinal) && ArrowTypes.IsUtc(format[4..]) =>
                ArrowType.Timestamp,
            _ => Array.Find(ArrowTypes.Flat, t => t.CFormat == format),
        };
        return type ?? throw ColumnCheck.Fault(path,
            $"type {ArrowTypes.NameOfFormat(format)} with {children.Length} children is not supported; cast it first");
    }

    private static string Text(byte* text) =>
        text == null ? "" : Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text));

    /// <summary>"ArrowSchema.metadata": a 32-bit count, then per pair length-prefixed key and value.</summary>
    private static byte[] Encode(IReadOnlyList<KeyValuePair<string, string>> metadata)
    {
        if (metadata.Count == 0) return [];
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(metadata.Count);
        foreach ((string key, string value) in metadata)
        {
            foreach (string text in (ReadOnlySpan<string>)[key, value])
            {
                byte[] utf8 = Encoding.UTF8.GetBytes(text);
                writer.Write(utf8.Length);
                writer.Write(utf8);
            }
        }

        return bytes.ToArray();
    }

    private static KeyValuePair<string, string>[] Decode(byte* bytes)
    {
        if (bytes == null) return [];
        int count = Length(ref bytes);
        var pairs = new List<KeyValuePair<string, string>>();
        for (int i = 0; i < count; i++) pairs.Add(new(Next(ref bytes), Next(ref bytes)));
        return [.. pairs];

        static string Next(ref byte* at)
        {
            int length = Length(ref at);
            string text = Encoding.UTF8.GetString(at, length);
            at += length;
            return text;
        }

        static int Length(ref byte* at)
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(new ReadOnlySpan<byte>(at, sizeof(int)));
            at += sizeof(int);
            return length >= 0 ? length
                : throw new DataException($"The metadata of an Arrow schema has a length of {length}.");
        }
    }
}
