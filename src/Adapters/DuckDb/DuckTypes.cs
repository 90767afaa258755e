using System.Runtime.InteropServices;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Native.DuckDb;
using static Tauric.Native.DuckDb.DuckDbApi;

namespace Tauric.Adapters.DuckDb;

/// <summary>Arrow types as DuckDB's and back.</summary>
internal static unsafe class DuckTypes
{
    /// <summary>Largest ARRAY DuckDB accepts.</summary>
    private const int ArrayItemsMax = 100_000;

    /// <summary>The SQL name of a column's type, for casts.</summary>
    public static string Sql(ArrowType type) => type switch
    {
        ListType list => Sql(list.Item.Type) + "[]",
        FixedListType list => $"{Sql(list.Item.Type)}[{list.Size}]",
        StructType s => $"STRUCT({string.Join(", ", s.Fields.Select(Member))})",
        DictionaryType dictionary => Sql(dictionary.Value),
        _ => Flat(type) switch
        {
            DuckType.TimestampTz => "TIMESTAMPTZ",
            DuckType flat => flat.ToString().ToUpperInvariant(),
        },
    };

    private static string Member(Field field) => $"{DuckConnection.Quote(field.Name)} {Sql(field.Type)}";

    /// <exception cref="UsageException">DuckDB has no such type.</exception>
    public static LogicalTypeHandle ToDuck(ArrowType type, string column)
    {
        switch (type)
        {
            case DictionaryType { Value.Layout: Layout.Fixed or Layout.Variable } dictionary:
                return ToDuck(dictionary.Value, column);
            case ListType list:
                using (LogicalTypeHandle item = ToDuck(list.Item.Type, column)) return duckdb_create_list_type(item);
            case FixedListType { Size: >= 1 and <= ArrayItemsMax } list:
                using (LogicalTypeHandle item = ToDuck(list.Item.Type, column))
                    return duckdb_create_array_type(item, (ulong)list.Size);
            case StructType { Fields.Count: > 0 } structure:
                return Struct(structure, column);
            default:
                return Flat(type) is var flat and not DuckType.Invalid
                    ? duckdb_create_logical_type(flat)
                    : throw new UsageException($"Column '{column}' is {type}, which DuckDB cannot hold.");
        }
    }

    /// <exception cref="UsageException">There is no columnar type for it; the message names a cast.</exception>
    public static ArrowType FromDuck(LogicalTypeHandle type, string column)
    {
        DuckType id = duckdb_get_type_id(type);
        switch (id)
        {
            case DuckType.List:
                using (LogicalTypeHandle item = duckdb_list_type_child_type(type))
                    return ArrowType.List(FromDuck(item, column));
            case DuckType.Array:
                using (LogicalTypeHandle item = duckdb_array_type_child_type(type))
                    return ArrowType.FixedList(FromDuck(item, column), (int)duckdb_array_type_array_size(type));
            case DuckType.Struct:
                return ArrowType.Struct(StructFields(type, column));
            case DuckType.Map:
                using (LogicalTypeHandle key = duckdb_map_type_key_type(type), value = duckdb_map_type_value_type(type))
                    return ArrowType.List(ArrowType.Struct(
                        new Field("key", FromDuck(key, column)), new Field("value", FromDuck(value, column))));
            default:
                return Flat(id) ?? throw new UsageException(
                    $"Column '{column}' is {id.ToString().ToUpperInvariant()}, which has no columnar type: " +
                    $"write CAST({DuckConnection.Quote(column)} AS VARCHAR).");
        }
    }

    private static ArrowType? Flat(DuckType type) => type switch
    {
        DuckType.Boolean => ArrowType.Bool,
        DuckType.TinyInt => ArrowType.Int8,
        DuckType.SmallInt => ArrowType.Int16,
        DuckType.Integer or DuckType.SqlNull => ArrowType.Int32,
        DuckType.BigInt or DuckType.HugeInt => ArrowType.Int64,
        DuckType.UTinyInt => ArrowType.UInt8,
        DuckType.USmallInt => ArrowType.UInt16,
        DuckType.UInteger => ArrowType.UInt32,
        DuckType.UBigInt => ArrowType.UInt64,
        DuckType.Float => ArrowType.Float32,
        DuckType.Double or DuckType.Decimal => ArrowType.Float64,
        DuckType.Timestamp or DuckType.TimestampTz => ArrowType.Timestamp,
        DuckType.TimestampS or DuckType.TimestampMs or DuckType.TimestampNs => ArrowType.Timestamp,
        DuckType.Date => ArrowType.Date32,
        DuckType.Varchar or DuckType.Enum => ArrowType.Utf8,
        DuckType.Blob => ArrowType.Binary,
        _ => null,
    };

    private static DuckType Flat(ArrowType type) => type switch
    {
        BoolType => DuckType.Boolean,
        IntegerType { Signed: true } i => i.Bytes switch
        {
            1 => DuckType.TinyInt,
            2 => DuckType.SmallInt,
            4 => DuckType.Integer,
            _ => DuckType.BigInt,
        },
        IntegerType i => i.Bytes switch
        {
            1 => DuckType.UTinyInt,
            2 => DuckType.USmallInt,
            4 => DuckType.UInteger,
            _ => DuckType.UBigInt,
        },
        FloatType f => f.Bytes == 4 ? DuckType.Float : DuckType.Double,
        TimestampType => DuckType.TimestampTz,
        DateType => DuckType.Date,
        BytesType b => b.IsText ? DuckType.Varchar : DuckType.Blob,
        _ => DuckType.Invalid,
    };

    private static Field[] StructFields(LogicalTypeHandle type, string column)
    {
        var fields = new Field[duckdb_struct_type_child_count(type)];
        for (int i = 0; i < fields.Length; i++)
        {
            using LogicalTypeHandle member = duckdb_struct_type_child_type(type, (ulong)i);
            byte* name = duckdb_struct_type_child_name(type, (ulong)i);
            fields[i] = new Field(Marshal.PtrToStringUTF8((nint)name)!, FromDuck(member, column));
            duckdb_free(name);
        }

        return fields;
    }

    private static LogicalTypeHandle Struct(StructType type, string column)
    {
        LogicalTypeHandle[] members = [.. type.Fields.Select(f => ToDuck(f.Type, column))];
        nint[] names = [.. type.Fields.Select(f => Marshal.StringToCoTaskMemUTF8(f.Name))];
        nint[] handles = Array.ConvertAll(members, m => m.DangerousGetHandle());
        fixed (nint* types = handles, texts = names)
        {
            LogicalTypeHandle result = duckdb_create_struct_type(types, (byte**)texts, (ulong)members.Length);
            foreach (nint name in names) Marshal.FreeCoTaskMem(name);
            foreach (LogicalTypeHandle member in members) member.Dispose();
            return result;
        }
    }
}
