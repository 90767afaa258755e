using System.Globalization;
using Tauric.Engine;

namespace Tauric.Pipelines.Corpus.Writers;

/// <summary>
/// Facts as prompts could give them, to train on and to test with: lines are invented, and read by the readers that
/// read real ones. Some claims are of no reader, so that a model learns to copy and not to recite.
/// </summary>
internal static class InventedSection
{
    private static readonly string[] s_subjects =
    [
        "the margin", "the dividend", "short interest", "the order book", "free cash flow", "the yield curve", "demand",
        "the average spread", "open interest", "net debt", "the backlog", "turnover", "the index weight", "inventory",
    ];

    private static readonly string[] s_changes =
    [
        "rose to", "fell to", "stands at", "moved from 3 to", "gained a further", "lost another", "was cut to",
        "was raised to", "stayed near", "is expected at", "crossed",
    ];

    private static readonly string[] s_ends =
        ["", " this quarter", " after the report", " in the latest week", " on thin trading", " against a year ago"];

    private static readonly Func<Source>[] s_sources =
    [
        () => new(new PriceFacts(), Bars),
        () => new(new TechnicalFacts(), Values),
        () => new(new NewsFacts("Finnhub"), News),
        () => new(new NewsFacts("Google News"), News),
        () => new(new FundamentalFacts(), Reports),
        () => new(new AnalystFacts(), Ratings),
        () => new(new InsiderFacts(), Insiders),
        () => new(new MacroFacts(), Series),
    ];

    private delegate IEnumerable<string> Lines(CounterRandom random);

    /// <summary>At least one fact under the heading of one of the readers.</summary>
    public static (string Heading, List<Fact> Facts) Next(ref CounterRandom random)
    {
        Source source = s_sources[random.NextInt(s_sources.Length)]();
        CounterRandom lines = CounterRandom.For((long)random.NextBits(), "lines");
        List<Fact> facts = [.. source.Reader.Read([.. source.Lines(lines).Select(l => l.AsMemory())])];
        for (int i = 0; i < facts.Count; i++)
            if (random.NextInt(4) == 0) facts[i] = Unread(ref random);
        if (facts.Count == 0) facts.Add(Unread(ref random));
        return (source.Reader.Heading, facts);
    }

    private static Fact Unread(ref CounterRandom random)
    {
        string claim = $"{Pick(s_subjects, ref random)} {Pick(s_changes, ref random)} {Number(ref random)}" +
            Pick(s_ends, ref random);
        return new Fact(claim.AsMemory(), claim, random.NextInt(3) - 1, 0.5);
    }

    private static IEnumerable<string> Bars(CounterRandom random)
    {
        double close = 1 + random.NextUniform() * 900;
        int sessions = 2 + random.NextInt(24);
        for (int day = 0; day < sessions; day++)
        {
            close *= 1 + 0.03 * random.NextNormal();
            yield return $"- day open 1 close {Text(close, 2)} volume 1";
        }
    }

    private static IEnumerable<string> Values(CounterRandom random)
    {
        yield return $"<rsi_14> now {random.NextInt(100)} |";
        yield return $"<macd_histogram> now {Text(random.NextNormal(), 2)} |";
        yield return $"<ichimoku_cloud> now {Text(random.NextNormal(), 2)} |";
        yield return $"<zscore_75> now {Text(2.5 * random.NextNormal(), 2)} |";
        yield return $"<adx_14> now {random.NextInt(50)} |";
        yield return $"<volume_ratio> now {Text(3 * random.NextUniform(), 2)} |";
        yield return $"<mfi_14> now {random.NextInt(100)} |";
        yield return $"<roc_12> now {Text(8 * random.NextNormal(), 2)} |";
    }

    private static IEnumerable<string> News(CounterRandom random)
    {
        string[] headlines = ["beat", "probe", "talk"];
        for (int i = 0; i < 8; i++) yield return $"- [day] Wire: {Pick(headlines, ref random)}";
    }

    private static IEnumerable<string> Reports(CounterRandom random)
    {
        for (int i = 0; i < 4; i++) yield return $"- quarter: revenue 1, net_income {Text(random.NextNormal(), 2)}M";
    }

    private static IEnumerable<string> Ratings(CounterRandom random)
    {
        string[] actions = ["up", "down", "main"];
        for (int i = 0; i < 6; i++) yield return $"- [day] House: {Pick(actions, ref random)}";
    }

    private static IEnumerable<string> Insiders(CounterRandom random)
    {
        yield return $"- month insider sentiment mspr {random.NextInt(5) - 2}, change 1";
        for (int i = 0; i < 6; i++) yield return $"- [day] Name (P), change {random.NextInt(5) - 2} at 3";
    }

    private static IEnumerable<string> Series(CounterRandom random)
    {
        string[] known = ["CPIAUCSL", "UNRATE", "FEDFUNDS", "DGS10", "VIXCLS", "GDP", "PAYEMS"];
        for (int i = 0; i < 6; i++)
        {
            string name = random.NextInt(2) == 0 ? Pick(known, ref random) : Name(ref random);
            yield return $"<{name}> 2024-01 {random.NextInt(4)} 2024-02 {random.NextInt(4)}";
        }
    }

    private static string Name(ref CounterRandom random)
    {
        var name = new char[3 + random.NextInt(6)];
        for (int i = 0; i < name.Length; i++) name[i] = (char)('A' + random.NextInt(26));
        return new string(name) + (random.NextInt(3) == 0 ? Text(random.NextInt(40), 0) : "");
    }

    private static string Number(ref CounterRandom random)
    {
        string number = Text(Math.Pow(10, 5 * random.NextUniform()), random.NextInt(3));
        return number + random.NextInt(4) switch { 0 => "%", 1 => "M", _ => "" };
    }

    private static string Text(double value, int places) =>
        value.ToString("F" + places.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static string Pick(string[] words, ref CounterRandom random) => words[random.NextInt(words.Length)];

    private sealed record Source(IFactReader Reader, Lines Lines);
}
