namespace Tauric.Pipelines.Corpus.Rubric;

/// <summary>What stands in a line: words, and what is set in bold, italics or back-ticks.</summary>
/// <remarks>
/// A mark opens before what is not white space and closes behind it, on the same line; underscores do so at the ends
/// of words only, so <c>rsi_14</c> is a word. A mark that nothing closes is text.
/// </remarks>
internal ref struct InlineMarks
{
    private readonly ReadOnlySpan<byte> _text;
    private byte _italic;
    private byte _bold;
    private int _italicWords;

    private InlineMarks(ReadOnlySpan<byte> text) => _text = text;

    /// <summary>All of them.</summary>
    public int Words { get; private set; }

    /// <summary>Those neither in italics nor in back-ticks.</summary>
    public int OpinionWords { get; private set; }

    public bool HasBold { get; private set; }

    /// <summary>Words in italics.</summary>
    public bool HasQuote { get; private set; }

    /// <summary>Words in back-ticks.</summary>
    public bool HasSource { get; private set; }

    public static InlineMarks Of(ReadOnlySpan<byte> text)
    {
        var marks = new InlineMarks(text);
        int from = 0, at = 0;
        while (true)
        {
            int next = text[at..].IndexOfAny("*_`"u8);
            if (next < 0) break;
            at += next;
            int length = marks.Length(at);
            if (!marks.IsMark(at, length))
            {
                at += length;
                continue;
            }

            marks.Count(text[from..at]);
            if (text[at] == '`') marks.TakeSource(text.Slice(at + 1, length - 2));
            else marks.Toggle(at, length);
            from = at += length;
        }

        marks.Count(text[from..]);
        if (marks._italic != 0) marks.OpinionWords += marks._italicWords;
        return marks;
    }

    private static int CountWords(ReadOnlySpan<byte> text)
    {
        int count = 0;
        bool isCounted = false;
        foreach (byte unit in text)
        {
            if (IsSpace(unit)) isCounted = false;
            else if (!isCounted && IsLetter(unit))
            {
                isCounted = true;
                count++;
            }
        }

        return count;
    }

    private static bool IsSpace(byte unit) => unit is (byte)' ' or (>= 9 and <= 13);

    private static bool IsLetter(byte unit) => unit >= 0x80 || char.IsAsciiLetterOrDigit((char)unit);

    /// <summary>Of a source with both its back-ticks, 1 when none closes it; of the run of another mark.</summary>
    private readonly int Length(int at)
    {
        ReadOnlySpan<byte> rest = _text[at..];
        if (rest[0] == '`') return rest[1..].IndexOf((byte)'`') + 2;
        int length = rest.IndexOfAnyExcept(rest[0]);
        return length < 0 ? rest.Length : length;
    }

    private readonly bool IsMark(int at, int length) =>
        _text[at] == '`' ? length > 1 : CanOpen(at, length) || CanClose(at, length);

    private readonly bool CanOpen(int at, int length) => at + length < _text.Length && !IsSpace(_text[at + length])
        && (_text[at] == '*' || at == 0 || !IsLetter(_text[at - 1]));

    private readonly bool CanClose(int at, int length) => at > 0 && !IsSpace(_text[at - 1])
        && (_text[at] == '*' || at + length == _text.Length || !IsLetter(_text[at + length]));

    private void Toggle(int at, int length)
    {
        byte mark = _text[at];
        bool canOpen = CanOpen(at, length), canClose = CanClose(at, length);
        if (length > 1)
        {
            if (_bold == mark && canClose) (_bold, HasBold) = (0, true);
            else if (_bold == 0 && canOpen) _bold = mark;
        }

        if (length == 2) return;
        if (_italic == mark && canClose)
        {
            HasQuote |= _italicWords > 0;
            (_italic, _italicWords) = (0, 0);
        }
        else if (_italic == 0 && canOpen) _italic = mark;
    }

    private void TakeSource(ReadOnlySpan<byte> source)
    {
        int words = CountWords(source);
        Words += words;
        HasSource |= words > 0;
    }

    private void Count(ReadOnlySpan<byte> text)
    {
        int words = CountWords(text);
        Words += words;
        if (_italic != 0) _italicWords += words;
        else OpinionWords += words;
    }
}
