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
        new("breakout", "a breakout") { Patterns = ["breakout", "breakdown"] },
        new("reversal", "a reversal") { Patterns = ["reversal", "rises then drops"] },
        new("news_driven", "a news-driven day") { Headlines = [""], PriceMin = 1 },
        new("momentum", "a momentum move") { MomentumMin = 1, IsWithTrend = true },
        new("consolidation", "a consolidation") { Patterns = ["consolidation"] },
        new("consolidation", "a consolidation") { IsQuiet = true },
        new("market_update", "a market update"),
    ];

    /// <summary>A headline of the session holds one of these words; the empty one is in all.</summary>
    public string[] Headlines { get; private init; } = [];

    /// <summary>A pattern told is called by one of these.</summary>
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
    public static ThemeRule Of(
        ReadOnlySpan<int> levels, IReadOnlyList<ToldClause> told, ReadOnlySpan<string> texts)
    {
        int rule = 0;
        while (!All[rule].Holds(levels, told, texts)) rule++;
        return All[rule];
    }

    private bool Holds(ReadOnlySpan<int> levels, IReadOnlyList<ToldClause> told, ReadOnlySpan<string> texts)
    {
        int price = Tilt(levels[StateRows.Price]), momentum = Tilt(levels[StateRows.Momentum]);
        if (Math.Abs(price) < PriceMin || Math.Abs(momentum) < MomentumMin) return false;
        if (IsWithTrend && Math.Sign(momentum) != levels[StateRows.Trend] - 1) return false;
        if (IsQuiet && (levels[StateRows.Price] != 2 || levels[StateRows.Volatility] is not (>= 0 and <= 2)))
            return false;
        return (Headlines.Length == 0 || Says(Headlines, told, texts, isEvent: true))
            && (Patterns.Length == 0 || Says(Patterns, told, texts, isEvent: false));
    }

    /// <summary>Is one of the words in a fresh headline, or in a clause about a pattern?</summary>
    private static bool Says(
        string[] words, IReadOnlyList<ToldClause> told, ReadOnlySpan<string> texts, bool isEvent)
    {
        foreach (ToldClause clause in told)
        {
            if (clause.Subject == Subject.Event != isEvent || clause.Age < 0) continue;
            ReadOnlySpan<char> text = texts[(int)clause.Subject].AsSpan(clause.Start, clause.Length);
            foreach (string word in words)
                if (HoldsWord(text, word)) return true;
        }

        return false;
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
