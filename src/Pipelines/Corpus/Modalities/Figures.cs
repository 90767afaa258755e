using System.Buffers;
using System.Globalization;

namespace Tauric.Pipelines.Corpus.Modalities;

/// <summary>Numbers and words as a prompt shows them: short, on one line, and the same everywhere.</summary>
internal static class Figures
{
    /// <summary>What ends a line or shows as nothing: C0, delete, C1, line and paragraph separators.</summary>
    private static readonly SearchValues<char> s_breaks = SearchValues.Create(
        [.. Enumerable.Range(0, 0xa0).Select(c => (char)c).Where(char.IsControl), '\u2028', '\u2029']);

    /// <summary>Up to four decimals; large magnitudes as 12k, 3.4M, 5.6B, which saves tokens.</summary>
    public static string Short(double value)
    {
        double magnitude = Math.Abs(value);
        (double unit, string suffix) = magnitude switch
        {
            >= 1e9 => (1e9, "B"),
            >= 1e6 => (1e6, "M"),
            >= 1e4 => (1e3, "k"),
            _ => (1, ""),
        };
        string pattern = magnitude >= 100 ? "0.##" : "0.####";
        string digits = (value / unit).ToString(pattern, CultureInfo.InvariantCulture);
        return digits == "-0" ? "0" : digits + suffix;
    }

    public static string Price(double value) => value.ToString("0.00##", CultureInfo.InvariantCulture);

    public static string Date(long micros) => CorpusDays.Text(Engine.Time.MarketTime.EasternDate(micros));

    /// <summary>One line: line ends and control characters become spaces, so that an item stays an item.</summary>
    public static string Line(string text)
    {
        if (!text.AsSpan().ContainsAny(s_breaks)) return text.Trim();
        return string.Create(text.Length, text, static (line, source) =>
        {
            for (int i = 0; i < line.Length; i++) line[i] = s_breaks.Contains(source[i]) ? ' ' : source[i];
        }).Trim();
    }
}
