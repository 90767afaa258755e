using Tauric.Pipelines.Forms;

namespace Tauric.Pipelines.Tests.Forms;

public sealed class NarrativeFormTests : FormContract<NarrativeFacts>
{
    protected override Form<NarrativeFacts> Form { get; } = new NarrativeForm();

    [Fact]
    public void The_wording_is_the_one_the_embedded_model_knows() => Assert.Equal(
        "narrative BRK.B\nprice very high\nvolume low\nmomentum medium\nvolatility high\npattern bullish reversal",
        Form.Short(new NarrativeFacts(
            "BRK.B", Level.VeryHigh, Level.Low, Level.Medium, Level.High, "bullish reversal")));

    protected override IEnumerable<string> Changed(NarrativeFacts facts, string answer)
    {
        yield return "Z" + answer;
        yield return answer[1..];
        yield return answer.Replace(".", " by 3.", StringComparison.Ordinal);
        yield return answer + " The bars trace a comet.";
        if (facts.Pattern.Length > 0) yield return answer.Replace(facts.Pattern, "comet", StringComparison.Ordinal);
        NarrativeFacts[] others =
        [
            facts with { Price = Other(facts.Price) }, facts with { Volume = Other(facts.Volume) },
            facts with { Momentum = Other(facts.Momentum) }, facts with { Volatility = Other(facts.Volatility) },
            facts with { Symbol = facts.Symbol + "Z" },
        ];
        foreach (NarrativeFacts other in others)
        {
            var random = Tauric.Engine.CounterRandom.For(7, "other");
            yield return Form.ByRule(other, ref random);
        }
    }

    protected override IEnumerable<NarrativeFacts> Misfits() =>
    [
        Facts("", ""), Facts("aapl", ""), Facts("A B", ""), Facts("ÄPL", ""), Facts("ABCDEFGHIJKL", ""),
        Facts("A", "Big Bang"), Facts("A", "x\ny"), Facts("A", " x"), Facts("A", new string('x', 50)),
        Facts("A", "up 3"),
    ];

    private static Level Other(Level level) => (Level)(((int)level + 1) % 5);

    private static NarrativeFacts Facts(string symbol, string pattern) =>
        new(symbol, Level.Low, Level.Low, Level.Low, Level.Low, pattern);
}
