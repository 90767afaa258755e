using Tauric.Pipelines.Forms;

namespace Tauric.Pipelines.Tests.Forms;

public sealed class ToneFormTests : FormContract<ToneFacts>
{
    private static readonly ToneFacts s_mixed =
        new("Strong orders, losses fell.", new HashSet<string>(["strong", "orders", "losses", "fell"]), ["strong"], []);

    protected override Form<ToneFacts> Form { get; } = new ToneForm();

    protected override bool IsTornAnswerWrong => false;

    [Theory]
    [InlineData("positive: strong, losses, fell", true)]
    [InlineData("negative: losses", true)]
    [InlineData("neutral", true)]
    [InlineData("negative", false)]
    [InlineData("negative: ", false)]
    [InlineData("positive: great", false)]
    [InlineData("neutral: orders", false)]
    [InlineData("positive: strong orders", false)]
    public void A_tone_rests_on_words_of_the_sentence(string answer, bool isRight) =>
        Assert.Equal(isRight, Form.Problem(s_mixed, answer) is null);

    [Fact]
    public void An_answer_is_read_as_tone_and_words()
    {
        (int tone, string[] evidence) = ToneForm.Read("negative: losses, fell, losses");
        Assert.Equal((-1, "losses fell"), (tone, string.Join(' ', evidence)));
        Assert.Equal((0, 0), ToneForm.Read("neutral") is var read ? (read.Tone, read.Evidence.Length) : default);
    }

    protected override IEnumerable<string> Changed(ToneFacts facts, string answer)
    {
        yield return answer + ", zzyzx";
        yield return "positive: " + string.Join(", ", facts.Words);
        yield return "very " + answer;
    }

    protected override IEnumerable<ToneFacts> Misfits() =>
    [
        new("", new HashSet<string>(), [], []),
        new("Long.", Enumerable.Range(0, 200).Select(i => $"w{i}").ToHashSet(), [], []),
    ];
}
