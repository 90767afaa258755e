using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tauric.Kernels.Text;

/// <summary>One spelling for texts that say the same, to find copies of a story; not for reading.</summary>
/// <remarks>
/// Lower case; letters folded to their base (see <see cref="LetterFold"/>); everything that is not a letter or digit
/// becomes one space. A function of the text alone: no culture, no ICU.
/// </remarks>
public static class CanonicalText
{
    // ﬃ becomes ffi.
    private const int UnitsPerUnitMax = 3;

    // Neither is ever a letter, so both can be entries of the table.
    private const char Nothing = '\uFFFE';
    private const char SeveralUnits = '\uFFFF';

    /// <summary>What each UTF-16 unit becomes: made once, from <see cref="Spell"/>.</summary>
    private static readonly char[] Spellings = Table();

    /// <param name="text">Plain text; HTML is somebody else's to remove.</param>
    /// <param name="publisher">
    /// When given, a trailing " - publisher", as aggregators append it to headlines, is dropped.
    /// </param>
    /// <returns>Words separated by single spaces; empty when there are none.</returns>
    public static string Of(string text, string? publisher = null)
    {
        char[] scratch = ArrayPool<char>.Shared.Rent(LengthMax(text.Length));
        string canonical = new(scratch.AsSpan(0, Write(text, publisher, scratch)));
        ArrayPool<char>.Shared.Return(scratch);
        return canonical;
    }

    /// <summary>The most units the canonical text of so many has.</summary>
    public static int LengthMax(int units) => checked(units * UnitsPerUnitMax);

    /// <summary>As <see cref="Of"/>, into the caller's memory.</summary>
    /// <param name="output">At least <see cref="LengthMax"/> units.</param>
    /// <returns>How many units were written.</returns>
    public static int Write(ReadOnlySpan<char> text, ReadOnlySpan<char> publisher, Span<char> output)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(output.Length, LengthMax(text.Length), nameof(output));
        return Fold(publisher.IsEmpty ? text : WithoutPublisher(text, publisher), output);
    }

    /// <summary>SHA-256 of the canonical text in UTF-8, lower-case hex.</summary>
    public static string Hash(string text, string? publisher = null) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Of(text, publisher))));

    private static int Fold(ReadOnlySpan<char> text, Span<char> output)
    {
        int length = 0;
        char last = ' ';
        ReadOnlySpan<char> spellings = Spellings;
        for (int i = 0; i < text.Length; i++)
        {
            char spelling = spellings[text[i]];
            if (spelling >= Nothing)
            {
                if (spelling == SeveralUnits) last = FoldRune(text, ref i, last, output, ref length);
                continue;
            }

            // No branch at the ends of words, which nothing predicts: a second space is overwritten.
            output[length] = spelling;
            length += ((spelling ^ ' ') | (last ^ ' ')) != 0 ? 1 : 0;
            last = spelling;
        }

        return length > 0 && last == ' ' ? length - 1 : length;
    }

    private static char FoldRune(ReadOnlySpan<char> text, ref int at, char last, Span<char> output, ref int length)
    {
        Rune.DecodeFromUtf16(text[at..], out Rune rune, out int used);
        at += used - 1;
        Span<char> spelling = stackalloc char[UnitsPerUnitMax];
        foreach (char unit in spelling[..Spell(rune, spelling)])
        {
            if (unit != ' ' || last != ' ') output[length++] = unit;
            last = unit;
        }

        return last;
    }

    /// <summary>What a character becomes: nothing, a space, or letters.</summary>
    private static int Spell(Rune rune, Span<char> to)
    {
        if (IsMark(rune)) return 0;
        if (LetterFold.Of(rune) is { } folded)
        {
            folded.CopyTo(to);
            return folded.Length;
        }

        return (Rune.IsLetterOrDigit(rune) ? Rune.ToLowerInvariant(rune) : new Rune(' ')).EncodeToUtf16(to);
    }

    private static char[] Table()
    {
        var table = new char[char.MaxValue + 1];
        Span<char> spelling = stackalloc char[UnitsPerUnitMax];
        for (int unit = 0; unit < table.Length; unit++)
        {
            int length = Rune.TryCreate((char)unit, out Rune rune) ? Spell(rune, spelling) : UnitsPerUnitMax;
            table[unit] = length switch { 0 => Nothing, 1 => spelling[0], _ => SeveralUnits };
        }

        return table;
    }

    /// <summary>
    /// Accents written apart, and what holds words together without being seen: soft hyphens, joiners.
    /// </summary>
    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format;

    private static ReadOnlySpan<char> WithoutPublisher(ReadOnlySpan<char> text, ReadOnlySpan<char> publisher)
    {
        // The publisher may hold dashes itself, so more than the last one is tried; the bound keeps that linear.
        int earliest = Math.Max(0, text.Length - (2 * publisher.Length) - 16);
        char[] scratch = ArrayPool<char>.Shared.Rent(LengthMax(publisher.Length + text.Length - earliest));
        ReadOnlySpan<char> wanted = scratch.AsSpan(0, Fold(publisher, scratch));
        Span<char> tail = scratch.AsSpan(wanted.Length);
        int cut = text.Length;
        for (int at = LastDash(text, cut); at > earliest && !wanted.IsEmpty; at = LastDash(text, at))
        {
            if (text[at - 1] != ' ' || !wanted.SequenceEqual(tail[..Fold(text[(at + 1)..], tail)])) continue;
            cut = at;
            break;
        }

        ArrayPool<char>.Shared.Return(scratch);
        return text[..cut];
    }

    private static int LastDash(ReadOnlySpan<char> text, int before) => text[..before].LastIndexOfAny('-', '–', '—');
}
