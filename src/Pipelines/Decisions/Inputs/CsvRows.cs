using Tauric.Pipelines.Feeds;

namespace Tauric.Pipelines.Decisions.Inputs;

/// <summary>
/// A CSV payload row by row, as views of its bytes: a header that names the columns in any order, commas, no quotes,
/// lines that end in LF or CRLF. Columns nobody asks for are passed over.
/// </summary>
internal ref struct CsvRows
{
    private const int FieldsMax = 64;

    private readonly Span<Range> _fields;
    private readonly int[] _columns;
    private readonly int _width;
    private ReadOnlySpan<byte> _rest;

    /// <param name="payload">UTF-8, header first.</param>
    /// <param name="columns">Names wanted; one in parentheses may be missing.</param>
    /// <exception cref="RefusedException">A wanted column is missing, or one is there twice.</exception>
    public CsvRows(ReadOnlySpan<byte> payload, IReadOnlyList<string> columns)
    {
        _fields = new Range[FieldsMax];
        _rest = payload;
        Line = -1;
        Take();
        _width = Split();
        if (_width > FieldsMax) throw new RefusedException("too-many-columns", $"at most {FieldsMax}");
        _columns = new int[columns.Count];
        for (int i = 0; i < columns.Count; i++) _columns[i] = Find(columns[i]);
    }

    /// <summary>The row as it stands, without its end of line.</summary>
    public ReadOnlySpan<byte> Row { get; private set; }

    /// <summary>Number of the row, 0 for the first after the header.</summary>
    public int Line { get; private set; }

    /// <summary>Does the row have as many fields as the header?</summary>
    public bool IsWhole { get; private set; }

    /// <summary>The bytes of a wanted column in this row, empty where the column is missing.</summary>
    public readonly ReadOnlySpan<byte> this[int column] => _columns[column] < 0 ? [] : Row[_fields[_columns[column]]];

    /// <summary>To the next row that is not empty.</summary>
    public bool Read()
    {
        do
        {
            if (_rest.IsEmpty) return false;
            Take();
            Line++;
        }
        while (Row.IsEmpty);
        IsWhole = Split() == _width && !Row.Contains((byte)'"');
        return true;
    }

    private void Take()
    {
        int end = _rest.IndexOf((byte)'\n');
        Row = (end < 0 ? _rest : _rest[..end]).TrimEnd((byte)'\r');
        _rest = end < 0 ? [] : _rest[(end + 1)..];
    }

    /// <summary>Marks the fields of the row; counts on past the last there is room for.</summary>
    private readonly int Split()
    {
        int count = 0;
        for (int start = 0; start <= Row.Length; count++)
        {
            int comma = Row[start..].IndexOf((byte)',');
            int end = comma < 0 ? Row.Length : start + comma;
            if (count < FieldsMax) _fields[count] = start..end;
            start = end + 1;
        }

        return count;
    }

    private readonly int Find(string column)
    {
        bool optional = column[0] == '(';
        byte[] name = System.Text.Encoding.UTF8.GetBytes(column.Trim('(', ')'));
        int found = -1;
        for (int at = 0; at < _width; at++)
        {
            if (!Row[_fields[at]].SequenceEqual(name)) continue;
            if (found >= 0) throw new RefusedException("column-twice", column);
            found = at;
        }

        return found >= 0 || optional ? found : throw new RefusedException("missing-column", column);
    }
}
