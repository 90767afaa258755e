using System.Globalization;

namespace Tauric.Pipelines.Corpus.Writers;

/// <summary>Direction over the window and the last session, from the lines of daily bars.</summary>
internal sealed class PriceFacts : IFactReader
{
    private const double SmallMove = 0.01;

    public string Title => "Daily prices";

    public string Heading => "Price action";

    public IEnumerable<Fact> Read(IReadOnlyList<ReadOnlyMemory<char>> lines)
    {
        double?[] closes = [.. lines.Select(Close)];
        if (closes is not [{ } first, .., { } last]) yield break;
        yield return Move(lines[^1], last / first - 1, 0.7, $"over {lines.Count} sessions the close");
        if (closes[^2] is { } before)
            yield return Move(lines[^1], last / before - 1, 0.5, "in the latest session the close");
        ReadOnlyMemory<char> bar = lines[^1][2..];
        if (last >= closes.Max()) yield return new Fact(bar, "the close is the highest of the window", +1, 0.6);
        if (last <= closes.Min()) yield return new Fact(bar, "the close is the lowest of the window", -1, 0.6);
    }

    private static Fact Move(ReadOnlyMemory<char> line, double change, double weight, string subject)
    {
        string size = (Math.Abs(change) * 100).ToString("0.0", CultureInfo.InvariantCulture) + "%";
        return Math.Abs(change) < SmallMove ? new Fact(line[2..], $"{subject} barely moved", 0, weight / 2)
            : change > 0 ? new Fact(line[2..], $"{subject} rose by {size}", +1, weight)
            : new Fact(line[2..], $"{subject} fell by {size}", -1, weight);
    }

    private static double? Close(ReadOnlyMemory<char> line) =>
        FactText.Number(FactText.After(line.Span, " close ")) is { } close and > 0 ? close : null;
}
