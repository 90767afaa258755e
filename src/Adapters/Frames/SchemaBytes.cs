using System.Text;
using Tauric.Engine;
using Tauric.Engine.Columnar;

namespace Tauric.Adapters.Frames;

/// <summary>
/// A schema as bytes: names, types as the Arrow C Data Interface writes them, which columns may be null. Metadata is
/// not kept.
/// </summary>
internal static class SchemaBytes
{
    private const int DepthMax = 32;
    private const char DictionaryMark = 'D';

    private static readonly ArrowType[] s_flat =
    [
        ArrowType.Bool, ArrowType.Int8, ArrowType.Int16, ArrowType.Int32, ArrowType.Int64, ArrowType.UInt8,
        ArrowType.UInt16, ArrowType.UInt32, ArrowType.UInt64, ArrowType.Float32, ArrowType.Float64,
        ArrowType.Timestamp, ArrowType.Date32, ArrowType.Utf8, ArrowType.Binary,
    ];

    public static void Write(Schema schema, ByteOutput output)
    {
        output.Varint(schema.Count);
        foreach (Field field in schema.Fields) Write(field, output);
    }

    public static Schema Read(ref ByteCursor from)
    {
        var fields = new Field[from.Count(from.Left)];
        foreach (ref Field field in fields.AsSpan()) field = ReadField(ref from, 0);
        return new Schema(fields);
    }

    public static byte[] Of(Schema schema)
    {
        var output = new ByteOutput();
        Write(schema, output);
        return output.ToArray();
    }

    private static void Write(Field field, ByteOutput output)
    {
        output.Text(Encoding.UTF8.GetBytes(field.Name));
        output.Byte(field.Nullable ? 1 : 0);
        string format = field.Type.CFormat;
        if (field.Type is DictionaryType dictionary)
        {
            if (dictionary.Value is not BytesType) throw new PlanException(
                $"Frames hold no {field.Type} column ('{field.Name}').");
            format = DictionaryMark + format + dictionary.Value.CFormat;
        }

        output.Text(Encoding.UTF8.GetBytes(format));
        output.Varint(field.Type.Fields.Count);
        foreach (Field child in field.Type.Fields) Write(child, output);
    }

    private static Field ReadField(ref ByteCursor from, int depth)
    {
        if (depth > DepthMax) throw from.Fault("types lie too deep in types");
        string name = from.Text();
        bool nullable = from.Count(1) == 1;
        string format = from.Text();
        var children = new Field[from.Count(from.Left)];
        foreach (ref Field child in children.AsSpan()) child = ReadField(ref from, depth + 1);
        return new Field(name, Type(format, children) ?? throw from.Fault($"there is no type '{format}'"), nullable);
    }

    private static ArrowType? Type(string format, Field[] children) => (format, children) switch
    {
        ("+l", [var item]) => new ListType(item),
        ("+s", _) => new StructType(children),
        (_, [var item]) when format.StartsWith("+w:", StringComparison.Ordinal)
            && int.TryParse(format.AsSpan(3), out int size) && size > 0 => new FixedListType(item, size),
        ([DictionaryMark, var index, var value], []) when Flat($"{index}") is IntegerType type
            && Flat($"{value}") is BytesType bytes => new DictionaryType(type, bytes),
        (_, []) => Flat(format),
        _ => null,
    };

    private static ArrowType? Flat(string format) => Array.Find(s_flat, t => t.CFormat == format);
}
