using System.Text;
using Tauric.Engine;
using Tauric.Engine.Columnar;
using Tauric.Engine.Time;

namespace Tauric.Adapters.Tests.Contracts;

/// <summary>Rows of any schema from a seed, hard values often, and their equality by value.</summary>
internal static class AnyRows
{
    /// <summary>Of the years 1 to 9999.</summary>
    private const ulong DaysMax = 3_652_059;
    private const ulong MicrosMax = DaysMax * (ulong)UtcMicros.PerDay;

    private static readonly string[] s_hardText =
    [
        "", " ", "\"", "\"\"", ",", "\n", "\r\n", "\\", "a,b", "null", "{", "\0", "\u001f", "\u007f", "é", "中文", "😀",
        "\u2028", "\uFEFF", "plain", "The company's revenue rose 5%.\n- \"quoted\" line\n",
    ];

    public static RecordBatch Make(Schema schema, int seed, int rows)
    {
        using var builder = new BatchBuilder(schema);
        CounterRandom random = CounterRandom.For(seed, "rows");
        for (int row = 0; row < rows; row++)
        {
            for (int i = 0; i < schema.Count; i++) Append(builder[i], schema[i], ref random);
        }

        return builder.Build();
    }

    /// <param name="zeroHasSign">False when −0.0 may come back as 0.0 or the other way round.</param>
    public static void AssertEqual(RecordBatch expected, RecordBatch actual, bool zeroHasSign = true)
    {
        Assert.Equal(expected.Schema, actual.Schema);
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Schema.Count; i++)
        {
            for (int row = 0; row < expected.Length; row++)
                Assert.Equal(Show(expected[i], row, zeroHasSign), Show(actual[i], row, zeroHasSign));
        }
    }

    /// <summary>A value as text that tells any two values apart.</summary>
    private static string Show(Column column, int row, bool zeroHasSign)
    {
        if (column.IsNull(row)) return "null";
        return column.Type switch
        {
            BoolType => column.Bit(row) ? "true" : "false",
            BytesType or DictionaryType => Convert.ToHexString(column.Bytes(row)),
            StructType => "{" + string.Join(";", column.Children.Select(c => Show(c, row, zeroHasSign))) + "}",
            ListType or FixedListType => "[" + string.Join(";", Enumerable.Range(0, column.Children[0].Length)
                .Take(column.ItemRange(row)).Select(i => Show(column.Children[0], i, zeroHasSign))) + "]",
            FloatType { Bytes: 4 } when !zeroHasSign && column.Values<float>()[row] == 0 => "0",
            FloatType { Bytes: 8 } when !zeroHasSign && column.Values<double>()[row] == 0 => "0",
            { Width: 1 } => $"{column.Values<byte>()[row]:x}",
            { Width: 2 } => $"{column.Values<ushort>()[row]:x}",
            { Width: 4 } => $"{column.Values<uint>()[row]:x}",
            _ => $"{column.Values<ulong>()[row]:x}",
        };
    }

    private static void Append(ColumnBuilder column, Field field, ref CounterRandom random)
    {
        if (field.Nullable && random.NextInt(5) == 0)
        {
            column.AppendNull();
            return;
        }

        switch (field.Type)
        {
            case BoolType: column.AppendBool(random.NextInt(2) == 0); break;
            case DictionaryType: column.AppendText(Text(ref random)); break;
            case BytesType { IsText: true }: column.AppendBytes(Encoding.UTF8.GetBytes(Text(ref random))); break;
            case BytesType:
                column.AppendBytes(BitConverter.GetBytes(random.NextBits()).AsSpan(0, random.NextInt(9)));
                break;
            case StructType s:
                for (int i = 0; i < s.Fields.Count; i++) Append(column.Child(i), s.Fields[i], ref random);
                column.CloseRow();
                break;
            case ListType l:
                for (int i = random.NextInt(4); i > 0; i--) Append(column.Child(), l.Item, ref random);
                column.CloseRow();
                break;
            case FixedListType f:
                for (int i = 0; i < f.Size; i++) Append(column.Child(), f.Item, ref random);
                column.CloseRow();
                break;
            default: AppendFixed(column, field.Type, ref random); break;
        }
    }

    private static void AppendFixed(ColumnBuilder column, ArrowType type, ref CounterRandom random)
    {
        ulong bits = random.NextInt(4) switch
        {
            0 => 0,
            1 => ulong.MaxValue,
            2 => (ulong)random.NextInt(1000),
            _ => random.NextBits(),
        };
        switch (type)
        {
            case FloatType { Bytes: 4 }:
                column.Append(float.IsFinite(BitConverter.UInt32BitsToSingle((uint)bits))
                ? BitConverter.UInt32BitsToSingle((uint)bits) : -0f); break;
            case FloatType:
                column.Append(double.IsFinite(BitConverter.UInt64BitsToDouble(bits))
                ? BitConverter.UInt64BitsToDouble(bits) : -0.0); break;
            case TimestampType: column.Append(UtcMicros.From(DateOnly.MinValue) + (long)(bits % MicrosMax)); break;
            case DateType: column.Append(UtcMicros.ToDate32(DateOnly.MinValue) + (int)(bits % DaysMax)); break;
            case { Width: 1 }: column.Append((byte)bits); break;
            case { Width: 2 }: column.Append((ushort)bits); break;
            case { Width: 4 }: column.Append((uint)bits); break;
            default: column.Append(bits); break;
        }
    }

    private static string Text(ref CounterRandom random)
    {
        string text = "";
        for (int i = random.NextInt(4); i >= 0; i--) text += s_hardText[random.NextInt(s_hardText.Length)];
        return text;
    }
}
