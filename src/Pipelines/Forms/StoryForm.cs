using System.Globalization;
using System.Text.Json;
using Tauric.Engine;

namespace Tauric.Pipelines.Forms;

/// <param name="Price">Of six days, oldest first; so for the others.</param>
/// <param name="Pattern">Of the last day, in small letters; empty for none.</param>
public sealed record StoryFacts(
    IReadOnlyList<Level> Price, IReadOnlyList<Level> Volume, IReadOnlyList<Level> Momentum,
    IReadOnlyList<Level> Volatility, string Pattern);

/// <param name="Direction">One of <see cref="StoryForm.Directions"/>.</param>
/// <param name="Confidence">0 to 1, two places.</param>
/// <param name="Horizon">Days, one of <see cref="StoryForm.Horizons"/>.</param>
/// <param name="Theme">One of <see cref="StoryForm.Themes"/>.</param>
public sealed record PredictedStory(string Direction, double Confidence, int Horizon, string Theme);

/// <summary>
/// What the seventh day brings after six. Any prediction in range is an answer; by rule, momentum and price go on, the
/// surer the more days agree, the sooner the higher volatility is.
/// </summary>
public sealed class StoryForm : Form<StoryFacts>, ITrainedForm
{
    public const int Days = 6;
    private const int PatternLengthMax = 40;

    public static readonly IReadOnlyList<string> Directions = ["bearish", "neutral", "bullish"];
    public static readonly IReadOnlyList<int> Horizons = [5, 3, 1];

    public static readonly IReadOnlyList<string> Themes =
        ["continuation", "reversal", "breakout", "consolidation", "market_update"];

    public override string Name => "story";

    public override string Instruction =>
        "You predict the next trading day from the states of six days, 1 very low to 5 very high. Answer with JSON " +
        "only: {\"direction\":\"bullish\",\"confidence\":0.65,\"horizon\":3,\"theme\":\"continuation\"}. direction: " +
        "bullish, bearish or neutral. confidence: 0.00 to 1.00. horizon: 1, 3 or 5 days. theme: continuation, " +
        "reversal, breakout, consolidation or market_update.";

    public override int TokensMax => 64;

    public override string? Misfit(StoryFacts facts)
    {
        IReadOnlyList<Level>[] variables = [facts.Price, facts.Volume, facts.Momentum, facts.Volatility];
        if (variables.Any(v => v.Count != Days)) return $"not {Days} days";
        bool isPattern = facts.Pattern.Length <= PatternLengthMax
            && facts.Pattern.All(c => char.IsAsciiLetterLower(c) || c == ' ');
        return isPattern ? null : $"no name of a pattern: {facts.Pattern}";
    }

    public override string Short(StoryFacts facts)
    {
        PredictedStory rule = Predict(facts);
        return $"story {rule.Direction} {Text(rule.Confidence)}\nhorizon {rule.Horizon}\ntheme {rule.Theme}";
    }

    public override (string Prefix, string Suffix) Full(StoryFacts facts) => ("",
        $"price:{Digits(facts.Price)}\nvolume:{Digits(facts.Volume)}\nmomentum:{Digits(facts.Momentum)}\n" +
        $"volatility:{Digits(facts.Volatility)}\npattern: {(facts.Pattern.Length == 0 ? "none" : facts.Pattern)}\n");

    public override string Grammar(StoryFacts facts) => $$"""
        root ::= "{\"direction\":\"" direction "\",\"confidence\":" confidence ",\"horizon\":" horizon theme
        direction ::= {{Gbnf.AnyOf(Directions)}}
        confidence ::= "0." [0-9] [0-9] | "1.00"
        horizon ::= {{Gbnf.AnyOf(Horizons.Select(h => h.ToString(CultureInfo.InvariantCulture)))}}
        theme ::= ",\"theme\":\"" ({{Gbnf.AnyOf(Themes)}}) "\"}"

        """;

    public override string ByRule(StoryFacts facts, ref CounterRandom random)
    {
        PredictedStory rule = Predict(facts);
        return $"{{\"direction\":\"{rule.Direction}\",\"confidence\":{Text(rule.Confidence)}," +
            $"\"horizon\":{rule.Horizon},\"theme\":\"{rule.Theme}\"}}";
    }

    public override string? Problem(StoryFacts facts, string answer)
    {
        if (Parse(answer) is not { } story) return "no JSON with direction, confidence, horizon and theme";
        if (!Directions.Contains(story.Direction)) return $"direction {story.Direction}";
        if (story.Confidence is not (>= 0 and <= 1)) return $"confidence {story.Confidence}, not 0 to 1";
        if (!Horizons.Contains(story.Horizon)) return $"horizon {story.Horizon}";
        return Themes.Contains(story.Theme) ? null : $"theme {story.Theme}";
    }

    /// <summary>The prediction an answer holds, or null.</summary>
    public static PredictedStory? Parse(string answer)
    {
        try
        {
            return JsonSerializer.Deserialize(answer, AnswerJson.Default.PredictedStory);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)   // The latter: no valid UTF-16.
        {
            return null;
        }
    }

    public override StoryFacts Invent(ref CounterRandom random) => new(
        Path(ref random), Path(ref random), Path(ref random), Path(ref random), LevelWords.AnyPattern(ref random));

    private static PredictedStory Predict(StoryFacts facts)
    {
        int lean = Math.Sign(facts.Price.Sum(Tilt) + facts.Momentum.Sum(Tilt));
        int agreeing = facts.Price.Zip(facts.Momentum).Count(d => Math.Sign(Tilt(d.First) + Tilt(d.Second)) == lean);
        Level[] late = [facts.Volatility[^1], facts.Volatility[^2]];
        int pace = late.Max() >= Level.High ? 2 : late.Max() <= Level.Low ? 0 : 1;
        double confidence = Math.Round(0.3 + 0.1 * agreeing - 0.05 * (pace == 2 ? 1 : 0), 2);
        string theme = facts.Pattern.Contains("reversal", StringComparison.Ordinal) ? "reversal"
            : facts.Pattern.Contains("break", StringComparison.Ordinal) ? "breakout"
            : facts.Pattern.Contains("consolidation", StringComparison.Ordinal) ? "consolidation"
            : lean == 0 ? "market_update" : "continuation";
        return new PredictedStory(Directions[lean + 1], confidence, Horizons[pace], theme);
    }

    private static int Tilt(Level level) => (int)level - (int)Level.Medium;

    private static string Digits(IReadOnlyList<Level> levels) => string.Concat(levels.Select(l => $" {(int)l + 1}"));

    private static string Text(double confidence) => confidence.ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>States that move one step at most from day to day.</summary>
    private static Level[] Path(ref CounterRandom random)
    {
        var path = new Level[Days];
        int level = random.NextInt(5);
        for (int day = 0; day < Days; day++)
        {
            path[day] = (Level)level;
            level = Math.Clamp(level + random.NextInt(3) - 1, 0, 4);
        }

        return path;
    }
}
