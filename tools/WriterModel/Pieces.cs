using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Tauric.WriterModel;

/// <summary>
/// Pieces that no token crosses, as the pre-tokenizer GGUF calls <c>qwen2</c> cuts them: words with what is before
/// them, single digits, runs of signs, white space.
/// </summary>
internal static partial class Pieces
{
    public static IEnumerable<string> Of(string text)
    {
        // A regex sees UTF-16 units; the pre-tokenizer sees characters. So each is shown as one unit of its class.
        var classes = new StringBuilder();
        List<int> starts = [];
        int at = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            starts.Add(at);
            classes.Append(ClassOf(rune));
            at += rune.Utf16SequenceLength;
        }

        starts.Add(at);
        foreach (Match match in Piece().Matches(classes.ToString()))
            yield return text[starts[match.Index]..starts[match.Index + match.Length]];
    }

    private static char ClassOf(Rune rune) => rune.IsAscii ? (char)rune.Value : Rune.GetUnicodeCategory(rune) switch
    {
        <= UnicodeCategory.OtherLetter => 'λ',
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => '½',
        _ => Rune.IsWhiteSpace(rune) ? '\u2003' : '€',
    };

    [GeneratedRegex(
        @"'(?:[sStTmMdD]|[rR][eE]|[vV][eE]|[lL][lL])|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*"
        + @"|\s*[\r\n]+|\s+(?!\S)|\s+")]
    private static partial Regex Piece();
}
