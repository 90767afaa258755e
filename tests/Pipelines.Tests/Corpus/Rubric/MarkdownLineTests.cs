using System.Text;
using Tauric.Pipelines.Corpus.Rubric;

namespace Tauric.Pipelines.Tests.Corpus.Rubric;

public sealed class MarkdownLineTests
{
    [Theory]
    [InlineData("", LineKind.Blank, 0, "")]
    [InlineData(" \t \r", LineKind.Blank, 6, "")]
    [InlineData("## Head \r", LineKind.Header, 0, " Head")]
    [InlineData("##", LineKind.Header, 0, "")]
    [InlineData("#hash", LineKind.Text, 0, "#hash")]
    [InlineData("####### seven", LineKind.Text, 0, "####### seven")]
    [InlineData("- item", LineKind.Bullet, 0, " item")]
    [InlineData("  * item", LineKind.Bullet, 2, " item")]
    [InlineData("\t+ item", LineKind.Bullet, 4, " item")]
    [InlineData("-", LineKind.Bullet, 0, "")]
    [InlineData("-item", LineKind.Text, 0, "-item")]
    [InlineData("**bold**", LineKind.Text, 0, "**bold**")]
    [InlineData("|---|:--:|", LineKind.TableRule, 0, "|---|:--:|")]
    [InlineData("| a | b |", LineKind.Text, 0, "| a | b |")]
    [InlineData("---", LineKind.Text, 0, "---")]
    public void Worked_by_hand(string line, object kind, int indent, string text)
    {
        MarkdownLine read = MarkdownLine.Of(Encoding.UTF8.GetBytes(line));
        Assert.Equal((kind, indent, text), ((object)read.Kind, read.Indent, Encoding.UTF8.GetString(read.Text)));
    }
}
