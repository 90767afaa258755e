using Tauric.Pipelines.Forms;

namespace Tauric.Pipelines.Tests.Forms;

public sealed class PlanFormTests : FormContract<PlanFacts>
{
    protected override Form<PlanFacts> Form { get; } = new PlanForm();

    [Fact]
    public void The_wording_is_the_one_the_embedded_model_knows()
    {
        PlanFacts facts = Facts("BUY", (3, 1), (5, 0), (7, 1), (2, -1));
        Assert.Equal("plan BUY\nfor E3 E7\nneutral E5\nagainst E2", Form.Short(facts));
        Tauric.Engine.CounterRandom random = default;
        Assert.Equal("""{"stance":"BUY","factors":["E3","E7","E5"],"risks":["E2"]}""", Form.ByRule(facts, ref random));
    }

    [Fact]
    public void Waiting_rests_on_what_takes_no_side_and_knows_no_risks() =>
        Assert.Equal("plan HOLD\nfor E2\nneutral E1 E3", Form.Short(Facts("HOLD", (1, 1), (2, 0), (3, -1))));

    [Fact]
    public void A_plan_that_decides_otherwise_is_told_from_one_that_is_wrong() => Assert.StartsWith(
        PlanForm.AgainstLabel,
        Form.Problem(Facts("BUY", (1, 1)), """{"stance":"SELL","factors":["E1"],"risks":[]}"""),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"stance":"BUY","factors":["E1","E1"],"risks":[]}""")]
    [InlineData("""{"stance":"BUY","factors":["E2"],"risks":[]}""")]
    [InlineData("""{"stance":"BUY","factors":["E1"],"risks":["E1"]}""")]
    [InlineData("""{"stance":"BUY","factors":[null],"risks":[]}""")]
    [InlineData("""{"stance":"BUY","factors":[],"risks":[]}""")]
    [InlineData("""{"stance":"BUY","factors":["E1"]}""")]
    [InlineData("""{"stance":1,"factors":["E1"],"risks":[]}""")]
    public void An_id_twice_or_on_the_wrong_side_is_a_problem(string answer) =>
        Assert.NotNull(Form.Problem(Facts("BUY", (1, 1), (2, -1)), answer));

    protected override IEnumerable<string> Changed(PlanFacts facts, string answer)
    {
        foreach (Evidence e in facts.Evidence)
        {
            yield return answer.Replace($"\"{e.Id}\"", "\"E1000\"", StringComparison.Ordinal);
            yield return answer.Replace($"\"{e.Id}\"", $"\"{e.Id}0\"", StringComparison.Ordinal) is var longer
                && facts.Evidence.All(o => o.Id != e.Id + "0") ? longer : "";
        }

        foreach (string other in Recommendation.All.Where(r => r != facts.Recommendation))
            yield return answer.Replace($"\"{facts.Recommendation}\"", $"\"{other}\"", StringComparison.Ordinal);
    }

    protected override IEnumerable<PlanFacts> Misfits() =>
    [
        Facts("BUY"), Facts("BUY", (1, -1)), Facts("PERHAPS", (1, 1)), Facts("BUY", (1000, 1)),
        Facts("HOLD", [.. Enumerable.Range(1, 17).Select(n => (n, 0))]),
        Facts("SELL", [(9, -1), .. Enumerable.Range(1, 5).Select(n => (n, 1))]),
    ];

    private static PlanFacts Facts(string recommendation, params (int Number, int Stance)[] evidence)
    {
        Evidence[] all = [.. evidence.Select(e => new Evidence(e.Number, "News", e.Stance, "a claim", "Q".AsMemory()))];
        return new PlanFacts("AAPL", recommendation, all, all);
    }
}
