using System.Globalization;

namespace Tauric.Pipelines.Corpus.Writers;

/// <summary>Direction over the window and the last session, from the lines of daily bars.</summary>
internal sealed class PriceFacts : IFactReader
{
    private const double SmallMove = 0.01;

    public string Title => "Daily prices";

    public string Heading => "Price action";

    public IEnumerable<Fact> Read(IReadOnlyList<string> lines)
    {
        if (lines.Count < 2 || Close(lines[0]) is not { } first || Close(lines[^1]) is not { } last || Close(lines[^2]) is not { } before) yield break;
        yield return Move(lines[^1], last / first - 1, 0.7, $"over {lines.Count} sessions the close");
        yield return Move(lines[^1], last / before - 1, 0.5, "in the latest session the close");
        double high = lines.Max(l => Close(l) ?? 0);
        double low = lines.Min(l => Close(l) ?? double.MaxValue);
        if (last >= high) yield return new Fact(Quote(lines[^1]), "the close is the highest of the window", +1, 0.6);
        if (last <= low) yield return new Fact(Quote(lines[^1]), "the close is the lowest of the window", -1, 0.6);
    }

    private static Fact Move(string line, double change, double weight, string subject)
    {
        string size = Math.Abs(change).ToString("P1", CultureInfo.InvariantCulture).Replace(" ", "", StringComparison.Ordinal);
        return Math.Abs(change) < SmallMove ? new Fact(Quote(line), $"{subject} barely moved", 0, weight / 2)
            : change > 0 ? new Fact(Quote(line), $"{subject} rose by {size}", +1, weight)
            : new Fact(Quote(line), $"{subject} fell by {size}", -1, weight);
    }

    private static string Quote(string line) => line[2..];

    private static double? Close(string line)
    {
        const string mark = " close ";
        int at = line.IndexOf(mark, StringComparison.Ordinal);
        if (at < 0) return null;
        ReadOnlySpan<char> rest = line.AsSpan(at + mark.Length);
        int end = rest.IndexOf(' ');
        return double.TryParse(end < 0 ? rest : rest[..end], NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value > 0 ? value : null;
    }
}
