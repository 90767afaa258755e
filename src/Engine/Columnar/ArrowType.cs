using System.Text;

namespace Tauric.Engine.Columnar;

/// <summary>How a type lies in memory; every algorithm over columns switches on this, never on the type.</summary>
public enum Layout
{
    /// <summary>Validity, fixed-width values.</summary>
    Fixed,

    /// <summary>Validity, one bit a value.</summary>
    Bits,

    /// <summary>Validity, 32-bit offsets, bytes.</summary>
    Variable,

    /// <summary>Validity, 32-bit offsets; one child.</summary>
    List,

    /// <summary>Validity; one child, a constant number of its rows a value.</summary>
    FixedList,

    /// <summary>Validity; a child a field, row for row.</summary>
    Struct,

    /// <summary>Validity, fixed-width indices; a dictionary.</summary>
    Dictionary,
}

/// <summary>
/// The Arrow types the engine uses (Arrow columnar format 1.x). Equality is structural.
/// </summary>
/// <param name="Name">Arrow's name, for messages.</param>
/// <param name="CFormat">Format string of the Arrow C Data Interface.</param>
/// <param name="Layout">How it lies in memory.</param>
/// <param name="Width">Bytes a value for <see cref="Layout.Fixed"/> and dictionary indices; 0 otherwise.</param>
public abstract record ArrowType(string Name, string CFormat, Layout Layout, int Width)
{
    public static readonly ArrowType Bool = new BoolType();
    public static readonly ArrowType Int8 = new IntegerType(1, Signed: true);
    public static readonly ArrowType Int16 = new IntegerType(2, Signed: true);
    public static readonly ArrowType Int32 = new IntegerType(4, Signed: true);
    public static readonly ArrowType Int64 = new IntegerType(8, Signed: true);
    public static readonly ArrowType UInt8 = new IntegerType(1, Signed: false);
    public static readonly ArrowType UInt16 = new IntegerType(2, Signed: false);
    public static readonly ArrowType UInt32 = new IntegerType(4, Signed: false);
    public static readonly ArrowType UInt64 = new IntegerType(8, Signed: false);
    public static readonly ArrowType Float32 = new FloatType(4);
    public static readonly ArrowType Float64 = new FloatType(8);

    /// <summary>Microseconds since the epoch, UTC.</summary>
    public static readonly ArrowType Timestamp = new TimestampType();

    /// <summary>Days since the epoch.</summary>
    public static readonly ArrowType Date32 = new DateType();
    public static readonly ArrowType Utf8 = new BytesType(IsText: true);
    public static readonly ArrowType Binary = new BytesType(IsText: false);

    /// <summary>Fields below this type: a list's item, a struct's members.</summary>
    public virtual IReadOnlyList<Field> Fields => [];

    public static ArrowType List(ArrowType item, bool nullable = true) =>
        new ListType(new Field("item", item, nullable));

    public static ArrowType FixedList(ArrowType item, int size, bool nullable = true) =>
        new FixedListType(new Field("item", item, nullable), size);

    public static ArrowType Struct(params Field[] fields) => new StructType(fields);

    /// <param name="index">A signed or unsigned integer type.</param>
    public static ArrowType Dictionary(ArrowType index, ArrowType value) =>
        new DictionaryType((IntegerType)index, value);

    public sealed override string ToString() => Name;
}

public sealed record BoolType() : ArrowType("bool", "b", Layout.Bits, 0);

public sealed record IntegerType(int Bytes, bool Signed)
    : ArrowType((Signed ? "int" : "uint") + (Bytes * 8), Letter(Bytes, Signed), Layout.Fixed, Bytes)
{
    private static string Letter(int bytes, bool signed)
    {
        string letter = bytes switch
        {
            1 => "c",
            2 => "s",
            4 => "i",
            8 => "l",
            _ => throw new ArgumentOutOfRangeException(nameof(bytes)),
        };
        return signed ? letter : letter.ToUpperInvariant();
    }
}

public sealed record FloatType(int Bytes)
    : ArrowType("float" + (Bytes * 8), Bytes == 4 ? "f" : "g", Layout.Fixed, Bytes);

public sealed record TimestampType() : ArrowType("timestamp[us, UTC]", "tsu:UTC", Layout.Fixed, 8);

public sealed record DateType() : ArrowType("date32", "tdD", Layout.Fixed, 4);

public sealed record BytesType(bool IsText)
    : ArrowType(IsText ? "utf8" : "binary", IsText ? "u" : "z", Layout.Variable, 0);

public sealed record ListType(Field Item) : ArrowType($"list<{Item.Type}>", "+l", Layout.List, 0)
{
    public override IReadOnlyList<Field> Fields => [Item];
}

public sealed record FixedListType(Field Item, int Size)
    : ArrowType($"fixed_size_list<{Item.Type}>[{Size}]", "+w:" + Size, Layout.FixedList, 0)
{
    public override IReadOnlyList<Field> Fields => [Item];
}

public sealed record StructType : ArrowType
{
    private readonly Field[] _fields;

    public StructType(IReadOnlyList<Field> fields)
        : base(Describe(fields), "+s", Layout.Struct, 0) => _fields = [.. fields];

    public override IReadOnlyList<Field> Fields => _fields;

    public bool Equals(StructType? other) => other is not null && _fields.AsSpan().SequenceEqual(other._fields);

    public override int GetHashCode() => HashCode.Combine(typeof(StructType), _fields.Length);

    private static string Describe(IReadOnlyList<Field> fields)
    {
        var text = new StringBuilder("struct<");
        for (int i = 0; i < fields.Count; i++)
            text.Append(i == 0 ? "" : ", ").Append(fields[i].Name).Append(": ").Append(fields[i].Type);
        return text.Append('>').ToString();
    }
}

public sealed record DictionaryType(IntegerType Index, ArrowType Value)
    : ArrowType($"dictionary<{Index}, {Value}>", Index.CFormat, Layout.Dictionary, Index.Bytes);

/// <summary>A named, typed, maybe nullable column of a schema or member of a nested type.</summary>
public sealed record Field(string Name, ArrowType Type, bool Nullable = true);
