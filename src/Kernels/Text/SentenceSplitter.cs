using System.Buffers;
using System.Collections.Frozen;
using System.Text;

namespace Tauric.Kernels.Text;

/// <summary>
/// Sentences of spoken English, as spans of UTF-8: enumerate it. A sentence starts and ends with something to read, and
/// every byte that is neither white space nor a control character is in exactly one.
/// </summary>
/// <remarks>
/// <para>One ends behind <c>! ? .</c> and what closes quotes or brackets, before white space or the end. A full stop
/// ends none within a number, before a small letter, behind a title or a single capital (<c>Dr.</c>, <c>J.</c>);
/// behind another abbreviation or initials (<c>Inc.</c>, <c>U.S.</c>) only before a word sentences start with
/// (<c>We</c>, <c>The</c>). A blank line ends one too.</para>
/// <para>What goes on for longer than <see cref="BytesMax"/> is cut behind the last space before, else between two
/// characters.</para>
/// </remarks>
public ref struct SentenceSplitter(ReadOnlySpan<byte> text)
{
    /// <summary>Bytes of a sentence at most: nobody says more in one.</summary>
    public const int BytesMax = 4096;

    private static readonly SearchValues<byte> s_ends = SearchValues.Create(".!?\n"u8);

    private static readonly FrozenSet<string> s_titles = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        "mr", "mrs", "ms", "dr", "prof", "st", "gen", "sen", "rep", "gov", "vs", "approx", "eg", "ie", "cf", "fig",
        "no", "nos", "vol", "dept", "est", "mt", "messrs");

    private static readonly FrozenSet<string> s_abbreviations = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        "inc", "corp", "co", "ltd", "llc", "plc", "jr", "sr", "etc", "bros", "cos", "dist", "intl", "mfg", "assn",
        "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "avg", "mgmt", "ave");

    private static readonly FrozenSet<string> s_starters = FrozenSet.Create(StringComparer.Ordinal,
        "We", "The", "It", "Our", "In", "This", "That", "And", "But", "So", "I", "As", "For", "They", "With", "On",
        "These", "Those", "There", "You", "At", "Now", "If", "When", "What", "While", "However", "Thank", "Thanks");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>>
        s_isTitle = s_titles.GetAlternateLookup<ReadOnlySpan<char>>(),
        s_isAbbreviation = s_abbreviations.GetAlternateLookup<ReadOnlySpan<char>>(),
        s_isStarter = s_starters.GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly ReadOnlySpan<byte> _text = text;
    private int _at;

    /// <summary>Bytes of the text.</summary>
    public Range Current { get; private set; }

    public readonly SentenceSplitter GetEnumerator() => this;

    public bool MoveNext()
    {
        while (_at < _text.Length && IsGap(_text[_at])) _at++;
        if (_at == _text.Length) return false;
        int start = _at;
        _at = End(start);
        int end = _at;
        while (IsGap(_text[end - 1])) end--;    // The first byte is none.
        Current = start..end;
        return true;
    }

    /// <summary>Where the sentence that starts here ends, exclusive.</summary>
    private readonly int End(int start)
    {
        ReadOnlySpan<byte> text = _text[..Math.Min(_text.Length, start + BytesMax)];
        for (int at = start; ; at++)
        {
            int found = text[at..].IndexOfAny(s_ends);
            if (found < 0) break;
            at += found;
            if (text[at] == '\n')
            {
                if (IsBlankLine(at)) return at;
                continue;
            }

            int behind = at + 1;
            while (behind < text.Length && Closes(behind, out int bytes)) behind += bytes;
            if (behind < _text.Length && !IsGap(_text[behind])) continue;
            if (text[at] != '.' || EndsAtStop(start, at, behind)) return behind;
        }

        return text.Length == _text.Length ? text.Length : Cut(start, text.Length);
    }

    private readonly bool EndsAtStop(int start, int stop, int behind)
    {
        while (behind < _text.Length && IsGap(_text[behind])) behind++;
        if (behind == _text.Length) return true;
        if (char.IsAsciiLetterLower((char)_text[behind])) return false;
        int first = stop;
        while (first > start && !IsGap(_text[first - 1]) && _text[first - 1] is not ((byte)'(' or (byte)'"')) first--;
        ReadOnlySpan<byte> word = _text[first..stop];
        if (word.Length is 0 or > 12) return true;
        if (word.Length == 1 && char.IsAsciiLetterUpper((char)word[0]) && word[0] != 'I') return false;
        Span<char> letters = stackalloc char[12];
        int length = 0, stops = 0;
        foreach (byte b in word)
        {
            if (b == '.') stops++;
            else letters[length++] = (char)b;
        }

        if (s_isTitle.Contains(letters[..length])) return false;
        bool areInitials = stops > 0 && length == stops + 1;
        return (!areInitials && !s_isAbbreviation.Contains(letters[..length])) || IsStarter(behind);
    }

    private readonly bool IsStarter(int at)
    {
        Span<char> word = stackalloc char[8];
        int length = 0;
        while (at < _text.Length && char.IsAsciiLetter((char)_text[at]))
        {
            if (length == word.Length) return false;
            word[length++] = (char)_text[at++];
        }

        return s_isStarter.Contains(word[..length]);
    }

    /// <summary>Straight and curled quotes, brackets, and further ends, as in "?!".</summary>
    private readonly bool Closes(int at, out int bytes)
    {
        bytes = 1;
        if (_text[at] is (byte)'"' or (byte)'\'' or (byte)')' or (byte)']' or (byte)'!' or (byte)'?' or (byte)'.')
            return true;
        bytes = 3;
        return _text[at..].StartsWith("”"u8) || _text[at..].StartsWith("’"u8);
    }

    private readonly bool IsBlankLine(int at)
    {
        for (at++; at < _text.Length && _text[at] is (byte)' ' or (byte)'\t' or (byte)'\r';) at++;
        return at < _text.Length && _text[at] == '\n';
    }

    private readonly int Cut(int start, int end)
    {
        int space = _text[start..end].LastIndexOf((byte)' ');
        if (space > 0) return start + space;
        while (end > start + 1 && (_text[end] & 0xC0) == 0x80) end--;   // Not within a character.
        return end;
    }

    private static bool IsGap(byte b) => b is <= (byte)' ' or 0x7F;
}
