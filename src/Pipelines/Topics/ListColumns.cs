using Tauric.Engine.Columnar;

namespace Tauric.Pipelines.Topics;

/// <summary>Rows of lists, and rows copied from another column.</summary>
internal static class ListColumns
{
    public static void AppendTexts(this ColumnBuilder column, IEnumerable<string> texts)
    {
        foreach (string text in texts) column.Child().AppendText(text);
        column.CloseRow();
    }

    public static void AppendNumbers(this ColumnBuilder column, ReadOnlySpan<float> numbers)
    {
        column.Child().Append(numbers);
        column.CloseRow();
    }

    /// <summary>A text, a number or a date.</summary>
    public static void AppendFrom(this ColumnBuilder column, Column from, int row)
    {
        if (from.IsNull(row)) column.AppendNull();
        else if (from.Type.Layout == Layout.Variable) column.AppendBytes(from.Bytes(row));
        else if (from.Type.Width == sizeof(long)) column.Append(from.Values<long>()[row]);
        else column.Append(from.Values<int>()[row]);
    }

    public static string[] Texts(this Column column, int row)
    {
        (int first, int count) = column.ItemRange(row).GetOffsetAndLength(column.Children[0].Length);
        return [.. Enumerable.Range(first, count).Select(i => column.Children[0].Text(i)!)];
    }

    public static ReadOnlySpan<float> Numbers(this Column column, int row) =>
        column.Children[0].Values<float>()[column.ItemRange(row)];
}
