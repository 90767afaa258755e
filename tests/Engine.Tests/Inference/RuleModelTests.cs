using Tauric.Engine.Contracts;
using Tauric.Engine.Inference;
using Tauric.Engine.Tests.Contracts;

namespace Tauric.Engine.Tests.Inference;

public sealed class RuleModelTests : TextModelContract
{
    protected override ITextModel Open() => new RuleModel();

    protected override TextRequest Request(int number) => new RuledRequest($"rule {number}");

    [Fact]
    public async Task Rules_speak_and_no_prompt_is_made()
    {
        using var model = new RuleModel();
        TextAnswer answer = Assert.Single(await Answer(model, [new RuledRequest("HOLD.")]));
        Assert.Equal(("HOLD.", AnswerEnd.Stop), (answer.Text, answer.End));
    }

    [Fact]
    public async Task A_request_without_a_rule_is_refused()
    {
        using var model = new RuleModel();
        Assert.Equal(AnswerEnd.Refused, Assert.Single(await Answer(model, [new RuledRequest(null)])).End);
    }

    /// <summary>Has a rule and will not be written out.</summary>
    internal sealed class RuledRequest(string? rule) : TextRequest
    {
        public override string Instruction => throw NotAsked();

        public override string Prefix => throw NotAsked();

        public override string Suffix => throw NotAsked();

        public override string? Grammar => throw NotAsked();

        public override TextParameters Parameters => throw NotAsked();

        public override string? ByRule() => rule;

        private static InvalidOperationException NotAsked() => new("rules never ask for texts");
    }
}
