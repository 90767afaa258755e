using System.Globalization;
using System.Text;

namespace Tauric.Adapters.Models;

/// <summary>
/// Splits text as the pattern of the o200k vocabulary does, in one pass without backtracking:
/// <code>
/// [^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?
/// |[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?
/// |\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+
/// </code>
/// Classes are of code points, white space is Unicode's, and an unpaired surrogate counts as a symbol.
/// </summary>
internal static class O200kPieces
{
    private static readonly Kinds[] s_basicPlane = [.. Enumerable.Range(0, 0x10000).Select(KindsOf)];

    [Flags]
    private enum Kinds : byte
    {
        Symbol = 0,
        Upper = 1,     // May stand in the first part of a word.
        Lower = 2,     // May stand in the second; letters without case and marks may stand in both.
        Letter = 4,
        Number = 8,
        Space = 16,
        LineEnd = 32,
    }

    /// <summary>Length of the first piece of a text that is not empty, at least 1.</summary>
    public static int First(ReadOnlySpan<char> text)
    {
        Kinds first = At(text, 0, out int width);
        int end = Word(text, first, width);
        if (end > 0) return end + Contraction(text[end..]);
        if ((first & Kinds.Number) != 0) return Numbers(text);
        bool spaced = text[0] == ' ' && text.Length > 1 && IsSymbol(At(text, 1, out _));
        if (spaced || IsSymbol(first)) return Symbols(text, spaced ? 1 : 0);
        return Spaces(text);
    }

    /// <summary>0 when the text does not start with a word.</summary>
    private static int Word(ReadOnlySpan<char> text, Kinds first, int firstWidth)
    {
        bool hasPrefix = (first & (Kinds.LineEnd | Kinds.Letter | Kinds.Number)) == 0;
        int start = hasPrefix ? firstWidth : 0;
        int end = start;
        int caselessEnd = 0;
        Kinds kinds = 0;
        for (int width; end < text.Length && ((kinds = At(text, end, out width)) & Kinds.Upper) != 0; end += width)
            if ((kinds & Kinds.Lower) != 0) caselessEnd = end + width;

        if (end < text.Length && (kinds & Kinds.Lower) != 0)
        {
            for (int width; end < text.Length && (At(text, end, out width) & Kinds.Lower) != 0;) end += width;
            return end;
        }

        // The second part may not be empty: the last letter that can be in both ends the word, later capitals stay out.
        if (caselessEnd > 0) return caselessEnd;
        bool isMark = hasPrefix && (first & Kinds.Lower) != 0;
        if (isMark) return firstWidth;
        return end > start ? end : 0;
    }

    private static int Contraction(ReadOnlySpan<char> text)
    {
        if (text.Length < 2 || text[0] != '\'' || !char.IsAscii(text[1])) return 0;
        char second = text.Length > 2 && char.IsAscii(text[2]) ? char.ToLowerInvariant(text[2]) : '\0';
        return (char.ToLowerInvariant(text[1]), second) switch
        {
            ('s' or 't' or 'm' or 'd', _) => 2,
            ('r', 'e') or ('v', 'e') or ('l', 'l') => 3,
            _ => 0,
        };
    }

    private static int Numbers(ReadOnlySpan<char> text)
    {
        int end = 0;
        for (int digits = 0, width; digits < 3 && end < text.Length; digits++, end += width)
            if ((At(text, end, out width) & Kinds.Number) == 0) break;
        return end;
    }

    private static int Symbols(ReadOnlySpan<char> text, int end)
    {
        for (int width; end < text.Length && IsSymbol(At(text, end, out width));) end += width;
        while (end < text.Length && text[end] is '\r' or '\n' or '/') end++;
        return end;
    }

    private static int Spaces(ReadOnlySpan<char> text)
    {
        int end = 0;
        int afterLineEnd = 0;
        for (Kinds kinds; end < text.Length && ((kinds = s_basicPlane[text[end]]) & Kinds.Space) != 0; end++)
            if ((kinds & Kinds.LineEnd) != 0) afterLineEnd = end + 1;
        if (afterLineEnd > 0) return afterLineEnd;
        bool lastBelongsToWord = end < text.Length && end > 1;
        return lastBelongsToWord ? end - 1 : end;
    }

    private static bool IsSymbol(Kinds kinds) => (kinds & (Kinds.Space | Kinds.Letter | Kinds.Number)) == 0;

    private static Kinds At(ReadOnlySpan<char> text, int index, out int width)
    {
        char c = text[index];
        width = 1;
        if (!char.IsSurrogate(c)) return s_basicPlane[c];
        Rune.DecodeFromUtf16(text[index..], out Rune rune, out width);
        return KindsOf(rune.Value);
    }

    private static Kinds KindsOf(int codePoint) => CharUnicodeInfo.GetUnicodeCategory(codePoint) switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter => Kinds.Letter | Kinds.Upper,
        UnicodeCategory.LowercaseLetter => Kinds.Letter | Kinds.Lower,
        UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter => Kinds.Letter | Kinds.Upper | Kinds.Lower,
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark =>
            Kinds.Upper | Kinds.Lower,
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber =>
            Kinds.Number,
        _ when codePoint is '\r' or '\n' => Kinds.Space | Kinds.LineEnd,
        _ when codePoint <= char.MaxValue && char.IsWhiteSpace((char)codePoint) => Kinds.Space,
        _ => Kinds.Symbol,
    };
}
