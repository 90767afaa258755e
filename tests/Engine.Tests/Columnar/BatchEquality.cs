using System.Runtime.InteropServices;
using Tauric.Engine.Columnar;

namespace Tauric.Engine.Tests.Columnar;

/// <summary>Logical equality of batches: schemas, metadata, nulls, and the bits of what is not null.</summary>
public static class BatchEquality
{
    public static void Require(RecordBatch expected, RecordBatch actual) =>
        Assert.Null(FirstDifference(expected, actual));

    /// <summary>Where two batches differ first, in words; null when they do not.</summary>
    public static string? FirstDifference(RecordBatch expected, RecordBatch actual)
    {
        if (!expected.Schema.Equals(actual.Schema)) return $"schema ({expected.Schema}) / ({actual.Schema})";
        if (!expected.Schema.Metadata.SequenceEqual(actual.Schema.Metadata)) return "schema metadata";
        if (expected.Length != actual.Length) return $"{expected.Length} / {actual.Length} rows";
        for (int i = 0; i < expected.Schema.Count; i++)
        {
            for (int row = 0; row < expected.Length; row++)
            {
                if (Differ(expected[i], row, actual[i], row) is { } what)
                    return $"{expected.Schema[i].Name}[{row}]: {what}";
            }
        }

        return null;
    }

    private static string? Differ(Column a, int i, Column b, int j)
    {
        if (a.IsNull(i) || b.IsNull(j)) return a.IsNull(i) == b.IsNull(j) ? null
            : $"null {a.IsNull(i)} / {b.IsNull(j)}";
        switch (a.Type.Layout)
        {
            case Layout.Bits: return a.Bit(i) == b.Bit(j) ? null : $"{a.Bit(i)} / {b.Bit(j)}";
            case Layout.Variable: return Same(a.Bytes(i), b.Bytes(j));
            case Layout.Fixed: return Same(Bits(a, i), Bits(b, j));
            case Layout.Dictionary: return Differ(a.Dictionary!, a.Index(i), b.Dictionary!, b.Index(j));
            case Layout.Struct:
                for (int c = 0; c < a.Children.Count; c++)
                    if (Differ(a.Children[c], i, b.Children[c], j) is { } what)
                        return $".{a.Type.Fields[c].Name} {what}";
                return null;
            default:
                (int start, int length) = a.ItemRange(i).GetOffsetAndLength(int.MaxValue);
                (int otherStart, int otherLength) = b.ItemRange(j).GetOffsetAndLength(int.MaxValue);
                if (length != otherLength) return $"{length} / {otherLength} items";
                for (int k = 0; k < length; k++)
                    if (Differ(a.Children[0], start + k, b.Children[0], otherStart + k) is { } what)
                        return $"[{k}] {what}";
                return null;
        }
    }

    private static string? Same(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b) =>
        a.SequenceEqual(b) ? null : $"{Convert.ToHexString(a)} / {Convert.ToHexString(b)}";

    private static ReadOnlySpan<byte> Bits(Column column, int row) => column.Type.Width switch
    {
        1 => column.Values<byte>().Slice(row, 1),
        2 => MemoryMarshal.AsBytes(column.Values<short>().Slice(row, 1)),
        4 => MemoryMarshal.AsBytes(column.Values<int>().Slice(row, 1)),
        _ => MemoryMarshal.AsBytes(column.Values<long>().Slice(row, 1)),
    };
}
