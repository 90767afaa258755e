using System.Text.RegularExpressions;
using Tauric.Pipelines.Forms;

namespace Tauric.Pipelines.Tests.Forms;

public sealed partial class SectionFormTests : FormContract<SectionFacts>
{
    private const string Claim = "over 15 sessions the close rose by 4.2%";

    protected override Form<SectionFacts> Form { get; } = new SectionForm();

    [Fact]
    public void The_wording_is_the_one_the_embedded_model_knows() => Assert.Equal(
        $"section selling: Price action\n- {Claim}\n0 the close barely moved",
        Form.Short(Facts(-1, (Claim, 1), ("the close barely moved", 0))));

    [Theory]
    [InlineData("Over 15 sessions the close rose by 4.2%", "which supports the case for buying over the weeks.", true)]
    [InlineData("Because over 15 sessions the close rose by 4.2%", "it supports the case for buying for weeks.", true)]
    [InlineData("Over 15 sessions the close fell by 4.2%", "which supports the case for buying over the weeks.", false)]
    [InlineData("Over 15 sessions the close rose by 4.2%", "which weakens the case for buying over the weeks.", false)]
    [InlineData("Over 15 sessions the close rose by 4.2%", "which not supports the case for buying in weeks.", false)]
    [InlineData("Over 15 sessions the close rose by 4.2%", "which supports the case for buying over 3 weeks.", false)]
    [InlineData("Over 15 sessions the close rose by 4.2%", "which supports the case for buying Apple on it.", false)]
    [InlineData("Apple says over 15 sessions the close rose by 4.2%", "which supports the case for buying.", false)]
    [InlineData("Over 15 sessions the close rose by 4.2%", "which is the case for buying over the weeks ahead.", false)]
    [InlineData("Over 15 sessions the close rose by 4.2%", "which supports buying.", false)]
    [InlineData("Over 15 sessions the close rose by 4.2%", "which supports the case for buying over the weeks", false)]
    public void A_sentence_says_the_claim_and_its_effect_and_nothing_else(string said, string rest, bool isRight) =>
        Assert.Equal(isRight, Form.Problem(Facts(+1, (Claim, 1)), $"{said}, {rest}") is null);

    [Fact]
    public void Hundreds_of_sentences_are_worded_in_hundreds_of_ways() => Assert.InRange(
        Enumerable.Range(0, 500).Select(i =>
        {
            var random = Tauric.Engine.CounterRandom.For(i, "variety");
            return Form.ByRule(Facts(+1, (Claim, 1)), ref random);
        }).Distinct().Count(), 150, 500);

    protected override IEnumerable<string> Changed(SectionFacts facts, string answer)
    {
        foreach (Match number in Numbers().Matches(answer))
        {
            yield return answer[..number.Index] + "8" + answer[number.Index..];
            yield return answer.Remove(number.Index, number.Length);
        }

        foreach (Match name in Names().Matches(answer)) yield return answer.Insert(name.Index, "Z");
        foreach (Evidence point in facts.Points)
        {
            string tail = point.Claim[1..];
            yield return answer.Replace(tail, tail + " twice over", StringComparison.Ordinal)
                .Replace(tail, "", StringComparison.Ordinal);
        }

        if (facts.Points.Select(p => p.Claim).Distinct().Count() > 1)
            yield return string.Join('\n', answer.Split('\n').Skip(1).Append(answer.Split('\n')[0]));
    }

    protected override IEnumerable<SectionFacts> Misfits() =>
    [
        Facts(1), Facts(1, ("the café closed higher", 1)), Facts(1, ("a line\nand another one", 1)),
        Facts(1, ("he said \"sell\" to all", 1)), Facts(1, ("two words", 1)), Facts(1, ("", 0)),
        Facts(1, (new string('a', 200) + " b c", 1)),
        Facts(1, [.. Enumerable.Range(0, 5).Select(_ => (Claim, 1))]),
    ];

    private static SectionFacts Facts(int direction, params (string Claim, int Stance)[] points)
    {
        Evidence[] all = [.. points.Select((p, i) => new Evidence(i + 1, "Daily prices", p.Stance, p.Claim, default))];
        return new SectionFacts(direction, "Price action", all, all);
    }

    [GeneratedRegex(@"\d+(\.\d+)?")]
    private static partial Regex Numbers();

    [GeneratedRegex("[A-Z]{2,}")]
    private static partial Regex Names();
}
