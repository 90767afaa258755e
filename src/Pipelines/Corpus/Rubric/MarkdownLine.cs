namespace Tauric.Pipelines.Corpus.Rubric;

internal enum LineKind
{
    Blank,
    Text,
    Header,
    Bullet,

    /// <summary>The row of dashes below the heads of a table.</summary>
    TableRule,
}

/// <summary>What a line of markdown is by its beginning (CommonMark, tables as GitHub has them).</summary>
internal readonly ref struct MarkdownLine
{
    private const int TabWidth = 4;
    private const int LevelMax = 6;

    private MarkdownLine(LineKind kind, int indent, ReadOnlySpan<byte> text, int level = 0)
    {
        Kind = kind;
        Indent = indent;
        Text = text;
        Level = level;
    }

    public LineKind Kind { get; }

    /// <summary>Columns before the first mark or word.</summary>
    public int Indent { get; }

    /// <summary>What follows the mark of the line.</summary>
    public ReadOnlySpan<byte> Text { get; }

    /// <summary>Of a header, 1 to 6.</summary>
    public int Level { get; }

    /// <param name="line">Without its line feed.</param>
    public static MarkdownLine Of(ReadOnlySpan<byte> line)
    {
        int start = 0, indent = 0;
        for (; start < line.Length && line[start] is (byte)' ' or (byte)'\t'; start++)
            indent += line[start] == ' ' ? 1 : TabWidth;
        ReadOnlySpan<byte> text = line[start..].TrimEnd(" \t\r"u8);
        if (text.IsEmpty) return new MarkdownLine(LineKind.Blank, indent, text);
        int level = text.IndexOfAnyExcept((byte)'#');
        level = level < 0 ? text.Length : level;
        if (level is > 0 and <= LevelMax && IsMark(text, level))
            return new MarkdownLine(LineKind.Header, indent, text[level..], level);
        if (text[0] is (byte)'-' or (byte)'*' or (byte)'+' && IsMark(text, 1))
            return new MarkdownLine(LineKind.Bullet, indent, text[1..]);
        return new MarkdownLine(IsTableRule(text) ? LineKind.TableRule : LineKind.Text, indent, text);
    }

    /// <summary>A mark stands alone or before white space.</summary>
    private static bool IsMark(ReadOnlySpan<byte> text, int length) =>
        length == text.Length || text[length] is (byte)' ' or (byte)'\t';

    private static bool IsTableRule(ReadOnlySpan<byte> text) =>
        text.IndexOfAnyExcept("|-: \t"u8) < 0 && text.Contains((byte)'|') && text.Contains((byte)'-');
}
