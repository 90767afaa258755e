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
    /// <param name="text">Plain text; HTML is somebody else's to remove.</param>
    /// <param name="publisher">
    /// When given, a trailing " - publisher", as aggregators append it to headlines, is dropped.
    /// </param>
    /// <returns>Words separated by single spaces; empty when there are none.</returns>
    public static string Of(string text, string? publisher = null) =>
        Fold(publisher is null ? text : WithoutPublisher(text, publisher));

    /// <summary>SHA-256 of the canonical text in UTF-8, lower-case hex.</summary>
    public static string Hash(string text, string? publisher = null) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Of(text, publisher))));

    private static string Fold(string text)
    {
        var words = new StringBuilder(text.Length);
        bool gap = false;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (IsMark(rune)) continue;
            string? folded = LetterFold.Of(rune);
            if (folded is null && !Rune.IsLetterOrDigit(rune))
            {
                gap = true;
                continue;
            }

            if (gap && words.Length > 0) words.Append(' ');
            gap = false;
            words.Append(folded ?? Rune.ToLowerInvariant(rune).ToString());
        }

        return words.ToString();
    }

    /// <summary>
    /// Accents written apart, and what holds words together without being seen: soft hyphens, joiners.
    /// </summary>
    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format;

    private static string WithoutPublisher(string text, string publisher)
    {
        string wanted = Fold(publisher);
        // The publisher may hold dashes itself, so more than the last one is tried; the bound keeps that linear.
        int earliest = Math.Max(0, text.Length - (2 * publisher.Length) - 16);
        for (int at = LastDash(text, text.Length); at > earliest && wanted.Length > 0; at = LastDash(text, at))
        {
            if (text[at - 1] == ' ' && Fold(text[(at + 1)..]) == wanted) return text[..at];
        }

        return text;
    }

    private static int LastDash(string text, int before) => text.AsSpan(0, before).LastIndexOfAny('-', '–', '—');
}
