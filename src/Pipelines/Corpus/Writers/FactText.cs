using System.Globalization;

namespace Tauric.Pipelines.Corpus.Writers;

/// <summary>How fact readers find numbers in a line.</summary>
internal static class FactText
{
    /// <summary>What follows the first mark, or empty.</summary>
    public static ReadOnlySpan<char> After(ReadOnlySpan<char> text, string mark)
    {
        int at = text.IndexOf(mark, StringComparison.Ordinal);
        return at < 0 ? [] : text[(at + mark.Length)..];
    }

    /// <summary>The finite number a text starts with, up to a space or comma; knows 1.2k, 3.4M and 5.6B.</summary>
    public static double? Number(ReadOnlySpan<char> text)
    {
        int end = text.IndexOfAny(' ', ',');
        ReadOnlySpan<char> word = end < 0 ? text : text[..end];
        double unit = word is [.., 'k'] ? 1e3 : word is [.., 'M'] ? 1e6 : word is [.., 'B'] ? 1e9 : 1;
        if (unit > 1) word = word[..^1];
        return double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && double.IsFinite(value) ? value * unit : null;
    }
}
