using System.Globalization;
using System.Text.RegularExpressions;

namespace Tauric.Pipelines.Stories.Telling;

/// <summary>What a clause was understood to say.</summary>
/// <param name="About">E.g. <c>momentum</c>, <c>pattern breakout</c>, <c>headline</c>.</param>
/// <param name="Lean">+1 for higher prices, −1 for lower ones, by its words.</param>
/// <param name="Strain">+1 for a tense tape, −1 for a calm one, by its words.</param>
/// <param name="Objection">Why the cells do not say so, or null.</param>
internal readonly record struct StoryClaim(string About, int Lean, int Strain, string? Objection);

/// <summary>
/// Understands clauses by a vocabulary of its own and holds each against the cells it must rest on.
/// </summary>
internal static partial class StoryClaims
{
    private const double Half = 0.005 + 1e-9;   // Of the last place said.

    private static readonly (Regex Form, string Variable, bool IsLate, string[] Levels)[] s_states =
    [
        (Price(), "price", false, ["fell sharply|dropped hard", "slipped|edged lower", "held steady|moved sideways",
            "rose moderately|edged higher", "surged|rallied strongly"]),
        (Volume(), "volume", false, ["very thin|sparse", "light|muted", "normal|ordinary", "elevated|brisk",
            "very heavy|exceptional"]),
        (Momentum(), "momentum", false, ["very weak|exhausted", "weak|soft", "neutral|balanced", "firm|healthy",
            "very strong|powerful"]),
        (Trend(), "trend", false, ["down|downward", "flat|sideways", "up|upward"]),
        (Volatility(), "volatility", false, ["very calm|dormant", "calm|subdued", "normal|ordinary", "high|tense",
            "extreme|violent"]),
        (Late(), "volatility", true, ["very quiet|almost still", "quiet|settled", "as lively as usual|steady",
            "restless|choppy", "turbulent|wild"]),
    ];

    private static readonly (Regex Form, Func<Match, string, StoryEvidence, StoryClaim> Hold)[] s_others =
    [
        (Changed(), Change), (Shares(), Turnover), (Path(), Paths), (Day(), MomentumOfDay), (Market(), MarketValue),
        (PatternSeen(), PatternClaim),
    ];

    /// <summary>What a clause says and whether the cells say so too; null when it is not understood.</summary>
    /// <param name="clause">In small letters at the start, without full stop.</param>
    public static StoryClaim? Of(string clause, string symbol, StoryEvidence evidence)
    {
        foreach (var (form, variable, isLate, levels) in s_states)
        {
            if (form.Match(clause) is { Success: true } match)
                return State(match, symbol, evidence, variable, isLate, levels);
        }

        foreach (var (form, hold) in s_others)
            if (form.Match(clause) is { Success: true } match) return hold(match, symbol, evidence);
        return null;
    }

    private static StoryClaim State(
        Match said, string symbol, StoryEvidence evidence, string variable, bool isLate, string[] levels)
    {
        int level = Array.FindIndex(levels, l => l.Split('|').Contains(said.Groups["word"].Value));
        int? actual = isLate ? evidence.LevelAt(symbol, variable, 1) : evidence.Level(symbol, variable);
        float degree = isLate ? evidence.DegreeAt(symbol, variable, 1) : evidence.Degree(symbol, variable);
        string sure = degree < 0.6f ? "only just " : degree < 0.85f ? "" : "clearly ";
        int tilt = Math.Sign((2 * level) - levels.Length + 1);
        string? objection = level < 0 ? $"no state of {variable}"
            : actual != level ? $"{variable} is in state {actual}, not {level}"
            : said.Groups["how"].Value != sure ? $"{variable} to the degree {degree}"
            : said.Groups["speed"].Success && !IsFaster(symbol, evidence, tilt) ? "no acceleration"
            : said.Groups["interest"].Value switch
            {
                "institutional" => level > 2 ? null : "no such interest",
                "little" => level < 2 ? null : "no such neglect",
                _ => null,
            };
        bool isStrain = variable == "volatility", isLean = variable is "price" or "momentum" or "trend";
        return new StoryClaim(variable, isLean ? tilt : 0, isStrain ? tilt : 0, objection);
    }

    private static bool IsFaster(string symbol, StoryEvidence evidence, int tilt) =>
        Math.Sign((evidence.LevelAt(symbol, "momentum", 1) - evidence.LevelAt(symbol, "momentum", 0.5)) ?? 0) == tilt
            && tilt != 0;

    private static StoryClaim Change(Match said, string symbol, StoryEvidence evidence)
    {
        int back = said.Groups["span"].Value switch { "five" => 5, "twenty" => 20, _ => 1 };
        int sign = said.Groups["up"].Success ? 1 : said.Groups["down"].Success ? -1 : 0;
        return new StoryClaim("change", sign, 0, Compared(said, sign, symbol, evidence, "close", back));
    }

    private static StoryClaim Turnover(Match said, string symbol, StoryEvidence evidence)
    {
        if (said.Groups["none"].Success)
        {
            double? volume = evidence.Bar(symbol, "volume", 0);
            return new StoryClaim("shares", 0, 0, volume == 0 ? null : $"{volume} shares");
        }

        int sign = said.Groups["up"].Success ? 1 : said.Groups["down"].Success ? -1 : 0;
        return new StoryClaim("shares", 0, 0, Compared(said, sign, symbol, evidence, "volume", 1));
    }

    private static string? Compared(
        Match said, int sign, string symbol, StoryEvidence evidence, string column, int back)
    {
        double? change = ((evidence.Bar(symbol, column, 0) / evidence.Bar(symbol, column, back)) - 1) * 100;
        double claimed = sign == 0 ? 0 : sign * Number(said);
        return change is { } c && Math.Abs(c - claimed) <= Half + (Math.Abs(c) * 1e-12)
            ? null : $"{column} changed by {change}%, not {claimed}%";
    }

    private static StoryClaim Paths(Match said, string symbol, StoryEvidence evidence)
    {
        string[] words = said.Groups["all"].Success
            ? [said.Groups["all"].Value, said.Groups["all"].Value, said.Groups["all"].Value]
            : [said.Groups["a"].Value, said.Groups["b"].Value, said.Groups["c"].Value];
        int[] claimed = [.. words.Select(w => w switch { "down" or "downhill" => 0, "up" or "uphill" => 2, _ => 1 })];
        int?[] actual = [.. new[] { evidence.HalfHour, 0.5, 1 }.Select(p => evidence.LevelAt(symbol, "trend", p))];
        string? objection = claimed.Select(c => (int?)c).SequenceEqual(actual)
            ? null : $"the trend of the minutes was {string.Join(' ', actual)}";
        return new StoryClaim("path", Math.Sign(claimed.Sum() - 3), 0, objection);
    }

    private static StoryClaim MomentumOfDay(Match said, string symbol, StoryEvidence evidence)
    {
        int sign = said.Groups["up"].Success ? 1 : said.Groups["down"].Success ? -1 : 0;
        int? first = evidence.LevelAt(symbol, "momentum", evidence.HalfHour);
        int? last = evidence.LevelAt(symbol, "momentum", 1);
        bool holds = first is { } f && last is { } l && Math.Sign(l - f) == sign;
        return new StoryClaim("momentum of the day", sign, 0, holds ? null : $"momentum went from {first} to {last}");
    }

    private static StoryClaim MarketValue(Match said, string symbol, StoryEvidence evidence)
    {
        double? value = evidence.Market(said.Groups["what"].Value);
        bool holds = value is { } v && Math.Abs(v - Number(said)) <= Half + (Math.Abs(v) * 1e-12);
        return new StoryClaim("market", 0, 0, holds ? null : $"{said.Groups["what"].Value} was {value}");
    }

    private static StoryClaim PatternClaim(Match said, string symbol, StoryEvidence evidence)
    {
        string name = said.Groups["name"].Value;
        string seen = said.Groups["time"] is { Success: true } time
            ? evidence.PatternAt(symbol, TimeOnly.ParseExact(time.Value, "HH:mm", CultureInfo.InvariantCulture))
            : evidence.PatternOfDay(symbol);
        int lean = Bearish().IsMatch(name) ? -1 : Bullish().IsMatch(name) ? 1 : 0;
        return new StoryClaim("pattern " + name, lean, 0,
            seen.Length > 0 && StoryEvidence.Plain(seen) == name ? null : $"the pattern is '{seen}'");
    }

    private static double Number(Match said) => double.Parse(said.Groups["n"].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("^(the )?price (?<how>clearly |only just )?(?<word>[a-z ]+?)( by its own measure)?" +
        "(?<speed>, then (accelerated|picked up speed))?$")]
    private static partial Regex Price();

    [GeneratedRegex("^(volume was|trading was|turnover ran) (?<how>clearly |only just )?(?<word>[a-z ]+)" +
        "(, (suggesting|a sign of) (?<interest>institutional|little) interest)?$")]
    private static partial Regex Volume();

    [GeneratedRegex("^momentum( indicators)? (was|were|read) (?<how>clearly |only just )?(?<word>[a-z ]+)$")]
    private static partial Regex Momentum();

    [GeneratedRegex("^the trend (was|looked) (?<how>clearly |only just )?(?<word>[a-z]+)$")]
    private static partial Regex Trend();

    [GeneratedRegex("^(the )?volatility( environment)? (was|read) (?<how>clearly |only just )?(?<word>[a-z ]+)$")]
    private static partial Regex Volatility();

    [GeneratedRegex("^(the last minutes were (?<how>clearly |only just )?(?<word>[a-z ]+)|" +
        "the tape was (?<how>clearly |only just )?(?<word>[a-z ]+) at the end)$")]
    private static partial Regex Late();

    [GeneratedRegex(@"^(the shares ((?<up>gained|rose)|(?<down>lost|fell)) (?<n>[\d.]+)% on the (session|day)|" +
        @"the close came (?<n>[\d.]+)% ((?<up>above)|(?<down>below)) the last one|" +
        "the shares closed unchanged|the close matched the last one|" +
        @"the shares stood (?<n>[\d.]+)% ((?<up>above)|(?<down>below)) their close of (?<span>five|twenty) sessions " +
        @"before|(?<span>five|twenty) sessions had ((?<up>added)|(?<down>cost)) (?<n>[\d.]+)%|" +
        "the shares stood level with their close of (?<span>five|twenty) sessions before|" +
        "(?<span>five|twenty) sessions had changed nothing)$")]
    private static partial Regex Changed();

    [GeneratedRegex("^((?<none>no shares|not one share) changed hands|" +
        @"(?<n>[\d.]+)% ((?<up>more)|(?<down>fewer)) shares changed hands than in the session before|" +
        @"volume came (?<n>[\d.]+)% ((?<up>above)|(?<down>below)) the session before|" +
        "as many shares changed hands as in the session before)$")]
    private static partial Regex Shares();

    [GeneratedRegex("^the tape (ran (?<a>[a-z]+) after the open, (?<b>[a-z]+) by midday and (?<c>[a-z]+) into the " +
        "close|began (?<a>[a-z]+), turned (?<b>[a-z]+) by midday and ended (?<c>[a-z]+)|ran (?<all>[a-z]+) all day|" +
        "began (?<all>[a-z]+) and stayed so|was (?<all>[a-z]+) at the open, at midday and at the close)$")]
    private static partial Regex Path();

    [GeneratedRegex("^momentum ((?<up>built|picked up)|(?<down>faded|ebbed)|held|ended) " +
        "(from open to close|over the day|where it began)$")]
    private static partial Regex Day();

    [GeneratedRegex("^the (market's )?(?<what>VIX|TICK|TRIN)( of the market)? " +
        @"(stood at|closed at|was) (?<n>-?[\d.]+)$")]
    private static partial Regex Market();

    [GeneratedRegex(@"^(the daily bars (traced|showed)|the minute bars traced|the tape showed) " +
        @"a (?<name>[a-z0-9 ]+) pattern( at (?<time>\d\d:\d\d))?$")]
    private static partial Regex PatternSeen();

    [GeneratedRegex("bearish|drops|divergence|failed|breakdown")]
    private static partial Regex Bearish();

    [GeneratedRegex("bullish|breakout|reversal|continuation")]
    private static partial Regex Bullish();
}
