using Tauric.Engine.Contracts;
using Tauric.Engine.Inference;

namespace Tauric.Engine.Tests.Inference;

public sealed class RequestKeyTests
{
    private static readonly TextParameters s_plain = new(16, 0.5f, 40, 0.9f, 0.05f, Seed: 1);

    [Fact]
    public void Whatever_may_change_an_answer_changes_the_key_and_nothing_else_does()
    {
        (string Model, WrittenRequest Request)[] all =
        [
            ("m", Of()), ("n", Of()), ("m", Of(instruction: "x")), ("m", Of(prefix: "x")), ("m", Of(suffix: "x")),
            ("m", Of(instruction: "ip", prefix: "")), ("m", Of(prefix: "ps", suffix: "")),
            ("m", Of(grammar: "")), ("m", Of(grammar: "root ::= \"a\"")),
            ("m", Of(s_plain with { TokensMax = 17 })), ("m", Of(s_plain with { Temperature = 0.6f })),
            ("m", Of(s_plain with { TopK = 41 })), ("m", Of(s_plain with { TopP = 0.8f })),
            ("m", Of(s_plain with { MinP = 0.1f })), ("m", Of(s_plain with { Seed = 2 })),
        ];
        Assert.Distinct(all.Select(r => RequestKey.Of(r.Model, [r.Request])[0].Request));
        Assert.Equal(RequestKey.Of("m", [Of()]), RequestKey.Of("m", [Of()]));
    }

    [Fact]
    public void Keys_are_the_same_beside_other_requests_and_groups_share_instruction_and_prefix()
    {
        WrittenRequest[] requests =
            [Of(), Of(suffix: "x"), Of(prefix: "q"), Of(suffix: "y"), Of(instruction: "j"), Of(instruction: "j")];
        RequestKey[] together = RequestKey.Of("m", requests);
        Assert.Equal(requests.Select(r => RequestKey.Of("m", [r])[0]), together);
        var groups = together.Select(k => k.Group).Distinct().ToList();
        Assert.Equal([0, 0, 1, 0, 2, 2], together.Select(k => groups.IndexOf(k.Group)));
    }

    private static WrittenRequest Of(TextParameters? parameters = null, string instruction = "i", string prefix = "p",
        string suffix = "s", string? grammar = null) =>
        new(instruction, prefix, suffix, parameters ?? s_plain, grammar);
}
