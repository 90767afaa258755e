namespace Tauric.Pipelines.Stories.Telling;

/// <summary>What makes a story one of its kind. All a rule asks for must be there; the first rule wins.</summary>
/// <param name="Theme">As in <c>story_theme</c>.</param>
/// <param name="Words">As it is told.</param>
internal sealed record ThemeRule(string Theme, string Words)
{
    /// <summary>From the most particular to what is always true.</summary>
    public static readonly ThemeRule[] All =
    [
        new("earnings_reaction", "an earnings reaction")
        {
            Headlines = ["earnings", "eps", "profit", "revenue", "guidance", "quarterly results"],
        },
        new("reversal", "a reversal") { Patterns = ["reversal", "rises then drops", "failed"] },
        new("breakout", "a breakout") { Patterns = ["breakout"] },
        new("news_driven", "a news-driven day") { Headlines = [""], PriceMin = 1 },
        new("momentum", "a momentum move") { MomentumMin = 1, IsWithTrend = true },
        new("consolidation", "a consolidation") { Patterns = ["consolidation"] },
        new("consolidation", "a consolidation") { IsQuiet = true },
        new("market_update", "a market update"),
    ];

    /// <summary>A headline of the session holds one of these words; the empty one is in all.</summary>
    public string[] Headlines { get; private init; } = [];

    /// <summary>The pattern of the daily bars is called by one of these: one of a minute is no theme.</summary>
    public string[] Patterns { get; private init; } = [];

    /// <summary>States of the price from the middle, at least.</summary>
    public int PriceMin { get; private init; }

    /// <summary>States of momentum from the middle, at least.</summary>
    public int MomentumMin { get; private init; }

    /// <summary>The trend points where momentum does.</summary>
    public bool IsWithTrend { get; private init; }

    /// <summary>Price in the middle, volatility not above it.</summary>
    public bool IsQuiet { get; private init; }

    /// <param name="levels">As <see cref="StoryDatasets.OutputVariables"/>, −1 while they warm up.</param>
    /// <param name="pattern">Words of the pattern of the daily bars; empty for none.</param>
    /// <param name="events">The text headlines are quoted in.</param>
    public static ThemeRule Of(
        ReadOnlySpan<int> levels, string pattern, IReadOnlyList<ToldClause> told, string events)
    {
        int rule = 0;
        while (!All[rule].Holds(levels, pattern) || !All[rule].HasNews(told, events)) rule++;
        return All[rule];
    }

    private bool Holds(ReadOnlySpan<int> levels, string pattern)
    {
        int price = Tilt(levels[StateRows.Price]), momentum = Tilt(levels[StateRows.Momentum]);
        if (Math.Abs(price) < PriceMin || Math.Abs(momentum) < MomentumMin) return false;
        if (IsWithTrend && Math.Sign(momentum) != levels[StateRows.Trend] - 1) return false;
        if (IsQuiet && (levels[StateRows.Price] != 2 || levels[StateRows.Volatility] is not (>= 0 and <= 2)))
            return false;
        return Patterns.Length == 0 || Patterns.Any(part => pattern.Contains(part, StringComparison.Ordinal));
    }

    /// <summary>Is one of the words in a headline that is told and not old?</summary>
    private bool HasNews(IReadOnlyList<ToldClause> told, string events)
    {
        foreach (ToldClause clause in told)
        {
            if (clause.Subject != Subject.Event || clause.Age < 0) continue;
            foreach (string word in Headlines)
                if (HoldsWord(events.AsSpan(clause.Start, clause.Length), word)) return true;
        }

        return Headlines.Length == 0;
    }

    /// <summary>Whether a word stands in a text, whatever its case and not as the end or start of another.</summary>
    private static bool HoldsWord(ReadOnlySpan<char> text, string word)
    {
        for (int from = 0; text[from..].IndexOf(word, StringComparison.OrdinalIgnoreCase) is >= 0 and int at;)
        {
            int start = from + at, end = start + word.Length;
            bool isWhole = (start == 0 || !char.IsLetter(text[start - 1]))
                && (end == text.Length || !char.IsLetter(text[end]));
            if (isWhole || word.Length == 0) return true;
            from = end;
        }

        return false;
    }

    private static int Tilt(int level) => level < 0 ? 0 : level - 2;
}
