using System.Text.RegularExpressions;
using Tauric.Pipelines.Forms;

namespace Tauric.WriterModel.Tests;

public sealed partial class CurriculumTests
{
    private static readonly Curriculum s_curriculum = new(FormList.All, seed: 3);

    [Theory]
    [InlineData("narrative")]
    [InlineData("section")]
    public void What_a_form_is_tested_with_holds_a_value_that_was_never_trained_on(string name)
    {
        ITrainedForm form = FormList.All.Single(form => form.Name == name);
        HashSet<string> trained =
            [.. Enumerable.Range(0, 5000).SelectMany(i => Values(s_curriculum.Training(i).Prompt))];
        int unseen = Enumerable.Range(0, 100).Count(i =>
            Values(s_curriculum.HeldOut(form, i).Prompt).Any(value => !trained.Contains(value)));
        Assert.Equal(100, unseen);
    }

    [Fact]
    public void An_example_is_the_same_whatever_was_asked_before()
    {
        FormExample first = s_curriculum.Training(7);
        s_curriculum.Training(8);
        Assert.Equal((first.Prompt, first.Answer), (s_curriculum.Training(7).Prompt, s_curriculum.Training(7).Answer));
    }

    [Fact]
    public void What_the_rules_say_is_right()
    {
        for (int i = 0; i < 500; i++)
        {
            FormExample example = s_curriculum.Training(i);
            Assert.Null(example.Problem(example.Answer));
        }
    }

    private static IEnumerable<string> Values(string prompt) => Value().Matches(prompt).Select(match => match.Value);

    [GeneratedRegex(@"\b(?:[A-Z]+|[0-9.]*[0-9])\b")]
    private static partial Regex Value();
}
