using System.Buffers;
using System.Text;
using Tauric.Engine;
using Tauric.Engine.Columnar;

namespace Tauric.Pipelines.Stories.Telling;

/// <summary>
/// Writes the clauses of one symbol's session and the cells each of them rests on. Used over and over.
/// </summary>
/// <remarks>
/// A frame is a clause with <c>~</c> where words go in. Every clause has a subject and a verb and starts in small
/// letters, so that it can stand alone or after any conjunction. Clauses of one subject are joined by <c>; </c>.
/// </remarks>
internal sealed class ClauseWriter
{
    private const char Slot = '~';
    private const string Join = "; ";

    private readonly ArrayBufferWriter<char>[] _texts =
        [.. Subjects.Columns.Select(_ => new ArrayBufferWriter<char>(512))];

    private readonly List<(Subject Subject, int Start, int Length)> _clauses = [];
    private readonly List<Cell> _cells = [];
    private byte[] _bytes = new byte[2048];
    private CounterRandom _random;

    /// <summary>Forgets the last symbol.</summary>
    /// <param name="random">Draws the words.</param>
    public void Begin(CounterRandom random)
    {
        _random = random;
        _clauses.Clear();
        _cells.Clear();
        foreach (ArrayBufferWriter<char> text in _texts) text.ResetWrittenCount();
    }

    public T Pick<T>(T[] words) => words[_random.NextInt(words.Length)];

    /// <summary>Writes a clause in one of several frames.</summary>
    public void Say(Subject subject, string[] frames, ReadOnlySpan<char> first = default,
        ReadOnlySpan<char> second = default, ReadOnlySpan<char> third = default)
    {
        ArrayBufferWriter<char> text = _texts[(int)subject];
        if (text.WrittenCount > 0) text.Write(Join);
        int start = text.WrittenCount;
        ReadOnlySpan<char> frame = Pick(frames);
        for (int slot = 0; frame.IndexOf(Slot) is >= 0 and int at; slot++)
        {
            text.Write(frame[..at]);
            text.Write(slot switch { 0 => first, 1 => second, _ => third });
            frame = frame[(at + 1)..];
        }

        text.Write(frame);
        _clauses.Add((subject, start, text.WrittenCount - start));
    }

    /// <summary>Goes on with the clause just written.</summary>
    public void Append(ReadOnlySpan<char> words)
    {
        (Subject subject, int start, int length) = _clauses[^1];
        _texts[(int)subject].Write(words);
        _clauses[^1] = (subject, start, length + words.Length);
    }

    /// <summary>Names a cell the clause just written rests on.</summary>
    public void RestsOn(string dataset, string column, long time, double value) =>
        _cells.Add(new Cell(_clauses.Count - 1, dataset, column, time, value));

    /// <summary>Appends the text of a subject; null where nothing was said.</summary>
    public void AppendText(Subject subject, ColumnBuilder column)
    {
        ReadOnlySpan<char> text = _texts[(int)subject].WrittenSpan;
        if (text.IsEmpty)
        {
            column.AppendNull();
            return;
        }

        int most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (_bytes.Length < most) _bytes = new byte[most];
        column.AppendBytes(_bytes.AsSpan(0, Encoding.UTF8.GetBytes(text, _bytes)));
    }

    /// <summary>Appends the cells of all clauses as one row of <c>support</c>.</summary>
    public void AppendSupport(ColumnBuilder support)
    {
        ColumnBuilder row = support.Child();
        foreach (Cell cell in _cells)
        {
            (Subject subject, int start, int length) = _clauses[cell.Clause];
            row.Child(0).AppendText(Subjects.Columns[(int)subject]);
            row.Child(1).Append(start);
            row.Child(2).Append(length);
            row.Child(3).AppendText(cell.Dataset);
            row.Child(4).AppendText(cell.Column);
            row.Child(5).Append(cell.Time);
            row.Child(6).Append(cell.Value);
            row.CloseRow();
        }

        support.CloseRow();
    }

    /// <param name="Clause">Its number.</param>
    /// <param name="Time">The <c>event_time</c> of the cell's row, µs; of a headline its <c>known_at</c>.</param>
    private readonly record struct Cell(int Clause, string Dataset, string Column, long Time, double Value);
}
