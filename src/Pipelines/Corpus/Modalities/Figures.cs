using System.Globalization;

namespace Tauric.Pipelines.Corpus.Modalities;

/// <summary>Numbers as a prompt shows them: short, and the same everywhere.</summary>
internal static class Figures
{
    /// <summary>Up to four decimals; large magnitudes as 1.2k, 3.4M, 5.6B, which saves tokens.</summary>
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
        string pattern = unit > 1 ? "0.##" : magnitude >= 100 ? "0.##" : "0.####";
        return (value / unit).ToString(pattern, CultureInfo.InvariantCulture) + suffix;
    }

    public static string Price(double value) => value.ToString("0.00##", CultureInfo.InvariantCulture);

    public static string Date(long micros) => CorpusDays.Text(Engine.Time.MarketTime.EasternDate(micros));

    /// <summary>One line: control characters and line ends become spaces, so that an item stays an item.</summary>
    public static string Line(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\0', '\u001f') && !text.AsSpan().ContainsAny('\u007f', '\u0085', '\u2028') && !text.Contains('\u2029'))
            return text.Trim();
        return string.Create(text.Length, text, (span, source) =>
        {
            for (int i = 0; i < span.Length; i++) span[i] = char.IsControl(source[i]) || source[i] is '\u2028' or '\u2029' ? ' ' : source[i];
        }).Trim();
    }
}
