namespace Tauric.Engine.Columnar;

/// <summary>A field and the id of its dictionary, if any; children are those of the type, or of the dictionary's
/// values.</summary>
internal sealed record IpcField(Field Field, long DictionaryId, IpcField[] Children)
{
    /// <summary>Type of the values: behind the indices, where the field is dictionary-encoded.</summary>
    public ArrowType ValueType => Field.Type is DictionaryType d ? d.Value : Field.Type;

    /// <summary>Numbers dictionaries in the order of the schema, outer ones first.</summary>
    public static IpcField[] Number(IReadOnlyList<Field> fields, ref long nextId)
    {
        var numbered = new IpcField[fields.Count];
        for (int i = 0; i < numbered.Length; i++)
        {
            long id = fields[i].Type is DictionaryType ? nextId++ : -1;
            ArrowType values = fields[i].Type is DictionaryType d ? d.Value : fields[i].Type;
            if (values is DictionaryType) throw new NotSupportedException(
                "A dictionary of dictionary indices has no IPC form.");
            numbered[i] = new IpcField(fields[i], id, Number(values.Fields, ref nextId));
        }

        return numbered;
    }
}

/// <summary>Schemas as FlatBuffers: Schema.fbs of the Arrow format, version V5, little-endian.</summary>
internal static class IpcSchema
{
    // The members of union Type in Schema.fbs, in order from 0.
    private static readonly string[] s_typeNames =
    [
        "none", "null", "int", "float", "binary", "utf8", "bool", "decimal", "date", "time", "timestamp", "interval",
        "list", "struct", "union", "fixed_size_binary", "fixed_size_list", "map", "duration", "large_binary", "large_utf8",
        "large_list", "run_end_encoded", "binary_view", "utf8_view", "list_view", "large_list_view",
    ];

    /// <summary>Table Schema at <paramref name="reference"/>.</summary>
    public static void Write(FlatBufferWriter writer, int reference, Schema schema, IpcField[] fields)
    {
        int[] slots = writer.Table(reference, Slot.Short(0), Slot.Reference, Slot.Reference);
        WriteFields(writer, slots[1], fields);
        int pairs = writer.Vector(slots[2], schema.Metadata.Count, 4);
        for (int i = 0; i < schema.Metadata.Count; i++)
        {
            int[] pair = writer.Table(pairs + (4 * i), Slot.Reference, Slot.Reference);
            writer.String(pair[0], schema.Metadata[i].Key);
            writer.String(pair[1], schema.Metadata[i].Value);
        }
    }

    public static (Schema Schema, IpcField[] Fields) Read(FlatBufferReader reader, int table)
    {
        if (table == 0) throw reader.Fault("there is no schema");
        if (reader.Short(table, 0) != 0) throw reader.Fault("big-endian data is not supported");
        var metadata = new List<KeyValuePair<string, string>>();
        foreach (int pair in reader.Tables(table, 2))
            metadata.Add(new(reader.Text(pair, 0) ?? "", reader.Text(pair, 1) ?? ""));
        IpcField[] fields = ReadFields(reader, table, 1, "", 0);
        return (new Schema([.. fields.Select(f => f.Field)], metadata), fields);
    }

    private static void WriteFields(FlatBufferWriter writer, int reference, IpcField[] fields)
    {
        int start = writer.Vector(reference, fields.Length, 4);
        for (int i = 0; i < fields.Length; i++)
        {
            IpcField field = fields[i];
            bool encoded = field.Field.Type is DictionaryType;
            (int union, Slot[] parameters) = Describe(field.ValueType);
            int[] slots = writer.Table(start + (4 * i), Slot.Reference, Slot.Byte(field.Field.Nullable ? 1 : 0),
                Slot.Byte(union), Slot.Reference, encoded ? Slot.Reference : Slot.Absent, Slot.Reference);
            writer.String(slots[0], field.Field.Name);
            int[] type = writer.Table(slots[3], parameters);
            if (field.ValueType is TimestampType) writer.String(type[1], "UTC");
            if (field.Field.Type is DictionaryType dictionary)
            {
                int[] encoding = writer.Table(slots[4], Slot.Long(field.DictionaryId), Slot.Reference, Slot.Byte(0),
                    Slot.Short(0));
                writer.Table(encoding[1], Describe(dictionary.Index).Parameters);
            }

            WriteFields(writer, slots[5], field.Children);
        }
    }

    private static (int Union, Slot[] Parameters) Describe(ArrowType type) => type switch
    {
        IntegerType t => (2, [Slot.Int(t.Bytes * 8), Slot.Byte(t.Signed ? 1 : 0)]),
        FloatType t => (3, [Slot.Short(t.Bytes == 4 ? 1 : 2)]),
        BytesType t => (t.IsText ? 5 : 4, []),
        BoolType => (6, []),
        DateType => (8, [Slot.Short(0)]),
        TimestampType => (10, [Slot.Short(2), Slot.Reference]),
        ListType => (12, []),
        StructType => (13, []),
        FixedListType t => (16, [Slot.Int(t.Size)]),
        _ => throw new NotSupportedException($"{type} has no IPC form."),
    };

    private static IpcField[] ReadFields(FlatBufferReader reader, int table, int slot, string path, int depth)
    {
        if (depth > CData.DepthMax) throw reader.Fault($"types nest deeper than {CData.DepthMax} at '{path}'");
        var fields = new List<IpcField>();
        foreach (int field in reader.Tables(table, slot))
        {
            string name = reader.Text(field, 0) ?? "";
            string fieldPath = path.Length == 0 ? name : path + "." + name;
            IpcField[] children = ReadFields(reader, field, 5, fieldPath, depth + 1);
            ArrowType type = ReadType(reader, field, children, fieldPath);
            int encoding = reader.Table(field, 4);
            long id = -1;
            if (encoding != 0)
            {
                id = reader.Long(encoding, 0);
                int index = reader.Table(encoding, 1);
                type = ArrowType.Dictionary(index == 0 ? ArrowType.Int32 : ReadInteger(reader, index, fieldPath), type);
            }

            fields.Add(new IpcField(new Field(name, type, reader.Byte(field, 1) != 0), id, children));
        }

        return [.. fields];
    }

    private static ArrowType ReadType(FlatBufferReader reader, int field, IpcField[] children, string path)
    {
        int union = reader.Byte(field, 2), table = reader.Table(field, 3);
        if (table == 0) throw reader.Fault($"column '{path}' has no type");
        ArrowType? type = (union, children.Length) switch
        {
            (2, 0) => ReadInteger(reader, table, path),
            (3, 0) => reader.Short(table, 0) switch { 1 => ArrowType.Float32, 2 => ArrowType.Float64, _ => null },
            (4, 0) => ArrowType.Binary,
            (5, 0) => ArrowType.Utf8,
            (6, 0) => ArrowType.Bool,
            (8, 0) => reader.Short(table, 0, otherwise: 1) == 0 ? ArrowType.Date32 : null,
            (10, 0) => reader.Short(table, 0) == 2 && ArrowTypes.IsUtc(reader.Text(table, 1) ?? "")
                ? ArrowType.Timestamp : null,
            (12, 1) => new ListType(children[0].Field),
            (13, _) => new StructType([.. children.Select(c => c.Field)]),
            (16, 1) when reader.Int(table, 0) >= 0 => new FixedListType(children[0].Field, reader.Int(table, 0)),
            _ => null,
        };
        string name = union < s_typeNames.Length ? s_typeNames[union] : $"number {union}";
        return type ?? throw reader.Fault($"column '{path}' is of a type that is not supported: {name} with "
            + $"{children.Length} children (dates are in days, timestamps in us UTC, floats of 32 or 64 bits)");
    }

    private static ArrowType ReadInteger(FlatBufferReader reader, int table, string path)
    {
        int bits = reader.Int(table, 0);
        return bits is 8 or 16 or 32 or 64
            ? new IntegerType(bits / 8, reader.Byte(table, 1) != 0)
            : throw reader.Fault($"column '{path}' has integers of {bits} bits");
    }
}
