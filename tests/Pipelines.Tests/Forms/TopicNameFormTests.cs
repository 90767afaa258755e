using Tauric.Pipelines.Forms;

namespace Tauric.Pipelines.Tests.Forms;

public sealed class TopicNameFormTests : FormContract<TopicFacts>
{
    protected override Form<TopicFacts> Form { get; } = new TopicNameForm();

    protected override bool IsTornAnswerWrong => false;

    [Fact]
    public void The_wording_is_the_one_the_embedded_model_knows_and_holds_no_firm()
    {
        string[] keywords = ["cloud", "microsoft", "data platform", "cloud", "azure microsoft"];
        Assert.Equal("topic cloud, data platform", Form.Short(new TopicFacts(keywords, ["microsoft"])));
    }

    [Theory]
    [InlineData("Cloud growth", true)]
    [InlineData("Moving to the cloud", true)]
    [InlineData("Clouds", false)]
    [InlineData("cloud", false)]
    [InlineData("Cloud.", false)]
    [InlineData("Cloud at microsoft", false)]
    [InlineData("Cloud  growth", false)]
    [InlineData("Cloud growth and more of the same", false)]
    public void A_name_holds_a_keyword_and_no_firm(string name, bool isRight) =>
        Assert.Equal(isRight, Form.Problem(new TopicFacts(["cloud", "microsoft"], ["microsoft"]), name) is null);

    protected override IEnumerable<string> Changed(TopicFacts facts, string answer)
    {
        yield return $"{answer} {facts.Firms[0]}";
        yield return $"{answer} 7";
        yield return "Zzyzx and qwerty";
    }

    protected override IEnumerable<TopicFacts> Misfits() =>
    [
        new([], []), new(["intel"], ["intel"]), new(["naïve"], []), new(["two  words"], []), new(["a b c"], []),
        new([""], []), new(["5g"], []), new([new string('x', 40)], []),
        new([.. Enumerable.Range(0, 11).Select(i => "w" + (char)('a' + i))], []),
    ];
}
