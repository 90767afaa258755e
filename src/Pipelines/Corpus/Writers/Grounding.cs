using System.Buffers;
using System.Text;
using Tauric.Pipelines.Forms;

namespace Tauric.Pipelines.Corpus.Writers;

/// <summary>Whether a thesis says only what its prompt says, however it was written.</summary>
internal static class Grounding
{
    private static readonly SearchValues<char> s_digits = SearchValues.Create("0123456789.,");

    /// <summary>Why a thesis may not enter the corpus, or null.</summary>
    /// <param name="prompt">In UTF-8.</param>
    public static (string Reason, string Detail)? Problem(Thesis thesis, ReadOnlySpan<byte> prompt, string label)
    {
        if (thesis.Recommendation != label)
            return (PlanForm.AgainstLabel, $"recommends {thesis.Recommendation}, the label is {label}");
        if (!thesis.Points.Any()) return ("no-evidence", "it claims nothing");
        foreach (ThesisPoint point in thesis.Points)
        {
            ReadOnlySpan<char> quote = point.Evidence.Quote.Span;
            if (quote.IsEmpty || !Holds(prompt, quote)) return ("quote-not-in-prompt", quote.ToString());
            if (StrangeNumber(point.Opinion, point.Evidence.Claim, quote) is { } number)
                return ("number-not-in-evidence", $"{number} in: {point.Opinion}");
        }

        return null;
    }

    private static bool Holds(ReadOnlySpan<byte> prompt, ReadOnlySpan<char> quote)
    {
        Span<byte> utf8 = quote.Length <= 512 ? stackalloc byte[3 * 512] : new byte[3 * quote.Length];
        return prompt.IndexOf(utf8[..Encoding.UTF8.GetBytes(quote, utf8)]) >= 0;
    }

    /// <summary>A number of a text that neither of two others has, or null.</summary>
    private static string? StrangeNumber(ReadOnlySpan<char> text, ReadOnlySpan<char> claim, ReadOnlySpan<char> quote)
    {
        for (int at = 0; NextNumber(text, ref at) is { IsEmpty: false } number;)
            if (!HasNumber(claim, number) && !HasNumber(quote, number)) return number.ToString();
        return null;
    }

    private static bool HasNumber(ReadOnlySpan<char> text, ReadOnlySpan<char> wanted)
    {
        for (int at = 0; NextNumber(text, ref at) is { IsEmpty: false } number;)
            if (number.SequenceEqual(wanted)) return true;
        return false;
    }

    /// <summary>Digits from a place on, with the points and commas between them; empty where there are none.</summary>
    private static ReadOnlySpan<char> NextNumber(ReadOnlySpan<char> text, ref int at)
    {
        int start = text[at..].IndexOfAnyInRange('0', '9');
        if (start < 0) return [];
        start += at;
        int length = text[start..].IndexOfAnyExcept(s_digits);
        ReadOnlySpan<char> number = (length < 0 ? text[start..] : text.Slice(start, length)).TrimEnd(".,");
        at = start + number.Length;
        return number;
    }
}
