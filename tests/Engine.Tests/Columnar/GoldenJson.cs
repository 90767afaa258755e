using System.Globalization;
using System.Text;
using System.Text.Json;
using Tauric.Engine.Columnar;

namespace Tauric.Engine.Tests.Columnar;

/// <summary>Compares batches with the JSON of Arrow's integration suite ("Integration Testing", JSON test data
/// format).</summary>
internal static class GoldenJson
{
    public static string? FirstDifference(JsonElement gold, List<RecordBatch> batches)
    {
        JsonElement expected = gold.GetProperty("batches");
        if (expected.GetArrayLength() != batches.Count) return $"{expected.GetArrayLength()} / {batches.Count} batches";
        JsonElement fields = gold.GetProperty("schema").GetProperty("fields");
        for (int b = 0; b < batches.Count; b++)
        {
            JsonElement columns = expected[b].GetProperty("columns");
            for (int c = 0; c < columns.GetArrayLength(); c++)
            {
                if (Differ(columns[c], batches[b][c], fields[c], gold) is { } what)
                    return $"batch {b}, column {c}: {what}";
            }
        }

        return null;
    }

    /// <summary>Whether the engine has a type for every field; said here from the JSON, independently of the
    /// reader.</summary>
    public static bool IsSupported(JsonElement fields) => fields.EnumerateArray().All(field =>
    {
        JsonElement type = field.GetProperty("type");
        return IsSupported(field.GetProperty("children")) && type.GetProperty("name").GetString() switch
        {
            "bool" or "int" or "utf8" or "binary" or "list" or "fixedsizelist" or "struct" => true,
            "floatingpoint" => type.GetProperty("precision").GetString() is "SINGLE" or "DOUBLE",
            "date" => type.GetProperty("unit").GetString() == "DAY",
            "timestamp" => type.GetProperty("unit").GetString() == "MICROSECOND"
                && type.TryGetProperty("timezone", out JsonElement zone) && zone.GetString() == "UTC",
            _ => false,
        };
    });

    private static string? Differ(JsonElement expected, Column column, JsonElement field, JsonElement gold)
    {
        int count = expected.GetProperty("count").GetInt32();
        if (count != column.Length) return $"{count} / {column.Length} rows";
        for (int row = 0; row < count; row++)
        {
            bool isNull = expected.TryGetProperty("VALIDITY", out JsonElement validity)
                && validity[row].GetInt32() == 0;
            if (isNull != column.IsNull(row)) return $"row {row} null {isNull}";
            if (!isNull && DifferAt(expected, column, row) is { } what) return $"row {row} of {column.Type}: {what}";
        }

        if (column.Dictionary is { } dictionary) return DifferBehind(dictionary, field, gold);
        for (int i = 0; i < column.Children.Count; i++)
        {
            JsonElement child = field.GetProperty("children")[i];
            if (Differ(expected.GetProperty("children")[i], column.Children[i], child, gold) is { } what)
                return $".{i} {what}";
        }

        return null;
    }

    /// <summary>The values of a dictionary; its nested fields are described by the field that refers to it.</summary>
    private static string? DifferBehind(Column dictionary, JsonElement field, JsonElement gold)
    {
        int id = field.GetProperty("dictionary").GetProperty("id").GetInt32();
        JsonElement known = gold.GetProperty("dictionaries").EnumerateArray().Single(d =>
            d.GetProperty("id").GetInt32() == id);
        return Differ(known.GetProperty("data").GetProperty("columns")[0], dictionary, field, gold) is { } what
            ? "dictionary " + what
            : null;
    }

    private static string? DifferAt(JsonElement expected, Column column, int row)
    {
        if (column.Type.Layout is Layout.Struct or Layout.FixedList) return null;
        if (column.Type.Layout == Layout.List)
        {
            JsonElement offsets = expected.GetProperty("OFFSET");
            return Integer(offsets[row]) == column.Offsets[row]
                && Integer(offsets[row + 1]) == column.Offsets[row + 1] ? null : "extent";
        }

        JsonElement value = expected.GetProperty("DATA")[row];
        bool same = column.Type switch
        {
            BoolType =>
                (value.ValueKind == JsonValueKind.Number ? value.GetInt32() == 1
                    : value.GetBoolean()) == column.Bit(row),
            FloatType { Bytes: 4 } => (float)value.GetDouble() == column.Values<float>()[row],
            FloatType => value.GetDouble() == column.Values<double>()[row],
            BytesType { IsText: true } => value.GetString() == Encoding.UTF8.GetString(column.Bytes(row)),
            BytesType => value.GetString() == Convert.ToHexString(column.Bytes(row)),
            DictionaryType => Integer(value) == column.Index(row),
            _ => Integer(value) == Number(column, row),
        };
        return same ? null : $"expected {value}";
    }

    private static Int128 Integer(JsonElement value) => Int128.Parse(
        value.ValueKind == JsonValueKind.String ? value.GetString()!
            : value.GetRawText(), CultureInfo.InvariantCulture);

    private static Int128 Number(Column column, int row) => (column.Type, column.Type.Width) switch
    {
        (IntegerType { Signed: false }, 1) => column.Values<byte>()[row],
        (IntegerType { Signed: false }, 2) => column.Values<ushort>()[row],
        (IntegerType { Signed: false }, 4) => column.Values<uint>()[row],
        (IntegerType { Signed: false }, 8) => column.Values<ulong>()[row],
        (_, 1) => column.Values<sbyte>()[row],
        (_, 2) => column.Values<short>()[row],
        (_, 4) => column.Values<int>()[row],
        _ => column.Values<long>()[row],
    };
}
