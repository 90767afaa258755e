using System.Globalization;
using System.Text.RegularExpressions;

namespace Tauric.Pipelines.Stories.Telling;

/// <summary>
/// Reads a story as anybody would, knowing nothing of how it was written, and objects to every clause that the cells do
/// not say, that it does not understand, or that contradicts the rest without a concession.
/// </summary>
public sealed partial class StoryReader(StoryEvidence evidence)
{
    private static readonly (string Words, string Theme)[] s_themes =
    [
        ("an earnings reaction", "earnings_reaction"), ("a breakout", "breakout"), ("a reversal", "reversal"),
        ("a news-driven day", "news_driven"), ("a momentum move", "momentum"), ("a consolidation", "consolidation"),
        ("a market update", "market_update"),
    ];

    /// <param name="bias">The story's <c>directional_bias</c>.</param>
    /// <param name="theme">The story's <c>story_theme</c>.</param>
    /// <returns>Nothing when all is said as it is.</returns>
    public IReadOnlyList<string> Objections(string symbol, string story, string bias, string theme)
    {
        List<string> objections = [], quotes = [];
        string plain = Quoted().Replace(story, m =>
        {
            quotes.Add(m.Groups[1].Value);
            return $"“{(quotes.Count - 1).ToString(CultureInfo.InvariantCulture)}”";
        });
        string rest = Lead(symbol, plain, bias, theme, objections);
        List<(StoryClaim Claim, bool IsConceded)> claims = [];
        foreach (string sentence in rest.Split(". ", StringSplitOptions.RemoveEmptyEntries))
            Read(sentence.TrimEnd('.'), symbol, quotes, claims, objections);
        objections.AddRange(claims.Where(c => c.Claim.Objection is not null)
            .Select(c => $"{c.Claim.About}: {c.Claim.Objection}"));
        Weigh(bias, claims, objections);
        if (!IsOfTheme(theme, symbol, [.. claims.Select(c => c.Claim)], quotes))
            objections.Add($"nothing makes it {theme}");
        return objections;
    }

    /// <returns>The story after its first sentence.</returns>
    private string Lead(string symbol, string story, string bias, string theme, List<string> objections)
    {
        string date = evidence.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        string words = s_themes.FirstOrDefault(t => t.Theme == theme).Words ?? theme;
        string[] leads =
        [
            $"{symbol} read {bias} on {date}: {words}.", $"{symbol} had a {bias} session on {date}: {words}.",
            $"On {date} {symbol} told a {bias} story: {words}.",
        ];
        string? lead = leads.FirstOrDefault(l => story.StartsWith(l, StringComparison.Ordinal));
        if (lead is null) objections.Add($"the story does not begin as a {bias} {theme} of {symbol} on {date}");
        return lead is null ? story[(story.IndexOf(". ", StringComparison.Ordinal) + 1)..].TrimStart()
            : story[lead.Length..].TrimStart();
    }

    private void Read(string sentence, string symbol, List<string> quotes,
        List<(StoryClaim Claim, bool IsConceded)> claims, List<string> objections)
    {
        string[] parts = Joins().Split(sentence);
        bool isConceded = parts[0].Length == 0;
        for (int i = isConceded ? 2 : 0; i < parts.Length; i += 2)
        {
            if (i > 0) isConceded = parts[i - 1] is not (", and " or "; ");
            string clause = i == 0 ? char.ToLowerInvariant(parts[i][0]) + parts[i][1..] : parts[i];
            StoryClaim? claim = Headline(clause, symbol, quotes) ?? StoryClaims.Of(clause, symbol, evidence);
            if (claim is { } understood) claims.Add((understood, isConceded));
            else objections.Add($"not understood: {clause}");
        }
    }

    private StoryClaim? Headline(string clause, string symbol, List<string> quotes)
    {
        if (HeadlineClause().Match(clause) is not { Success: true } said) return null;
        string quote = quotes[int.Parse(said.Groups["n"].Value, CultureInfo.InvariantCulture)];
        bool isFresh = !said.Groups["old"].Success;
        bool isThere = evidence.Headlines(symbol).Any(h => h.IsFresh == isFresh && Quotes(h.Text, quote));
        return new StoryClaim(isFresh ? "headline" : "old headline", 0, 0,
            isThere ? null : $"no {(isFresh ? "new" : "old")} headline “{quote}”");
    }

    /// <summary>Is it the headline, but for white space and inner quotation marks, whole or cut short?</summary>
    private static bool Quotes(string headline, string quote)
    {
        string line = Gaps().Replace(headline.Replace('“', '‘').Replace('”', '’'), " ").Trim();
        return line == quote
            || (quote.EndsWith('…') && quote.Length > 100 && line.StartsWith(quote[..^1], StringComparison.Ordinal));
    }

    /// <summary>The side taken is that of the clauses, and what is against it is conceded.</summary>
    private static void Weigh(
        string bias, List<(StoryClaim Claim, bool IsConceded)> claims, List<string> objections)
    {
        int sum = claims.Sum(c => c.Claim.Lean);
        string weighed = sum >= 2 ? "bullish" : sum <= -2 ? "bearish" : "neutral";
        if (weighed != bias) objections.Add($"the clauses weigh {sum}: {weighed}, not {bias}");
        int side = weighed == "neutral" ? claims.Select(c => c.Claim.Lean).FirstOrDefault(l => l != 0) : Math.Sign(sum);
        int strain = claims.Select(c => c.Claim.Strain).FirstOrDefault(s => s != 0);
        foreach ((StoryClaim claim, bool isConceded) in claims)
        {
            bool isAgainst = claim.Lean * side < 0 || claim.Strain * strain < 0;
            if (isAgainst != isConceded)
                objections.Add($"{claim.About} {(isAgainst ? "contradicts and is not conceded" : "is conceded")}");
        }
    }

    private bool IsOfTheme(string theme, string symbol, StoryClaim[] claims, List<string> quotes)
    {
        bool hasNews = claims.Any(c => c.About == "headline");
        int price = (evidence.Level(symbol, "price") ?? 2) - 2;
        int momentum = (evidence.Level(symbol, "momentum") ?? 2) - 2;
        return theme switch
        {
            "earnings_reaction" => hasNews && quotes.Any(q => Earnings().IsMatch(q)),
            "news_driven" => hasNews && price != 0,
            "momentum" => momentum != 0 && Math.Sign(momentum) == evidence.Level(symbol, "trend") - 1,
            "breakout" => HasPattern("breakout") && !HasPattern("failed"),
            "reversal" => HasPattern("reversal") || HasPattern("rises then drops") || HasPattern("failed"),
            "consolidation" => HasPattern("consolidation")
                || (evidence.Level(symbol, "price") == 2 && evidence.Level(symbol, "volatility") <= 2),
            _ => !HasPattern("breakout") && !HasPattern("reversal") && !(hasNews && price != 0),
        };

        bool HasPattern(string part) => StoryEvidence.Plain(evidence.PatternOfDay(symbol)).Contains(part);
    }

    [GeneratedRegex("“([^”]*)”")]
    private static partial Regex Quoted();

    [GeneratedRegex("(, and |; |, although |, even though |, but |^Even so, |^Still, )")]
    private static partial Regex Joins();

    [GeneratedRegex(@"^(a headline (of the session said|read)|the news was|(?<old>an older headline read)|" +
        @"(?<old>news from before the last close was)) “(?<n>\d+)”$")]
    private static partial Regex HeadlineClause();

    [GeneratedRegex(@"[\s\p{Cc}]+")]
    private static partial Regex Gaps();

    [GeneratedRegex(@"(?<!\p{L})(earnings|eps|profit|revenue|guidance|quarterly results)(?!\p{L})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Earnings();
}
