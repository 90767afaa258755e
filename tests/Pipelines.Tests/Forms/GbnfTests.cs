using Tauric.Pipelines.Forms;

namespace Tauric.Pipelines.Tests.Forms;

public sealed class GbnfTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("a \"quote\" \\ and\n\r\t")]
    [InlineData("[a-z]+ | ( ) ::=")]
    public void A_literal_is_the_text_and_nothing_else(string text)
    {
        var matcher = new GbnfMatcher($"root ::= {Gbnf.Literal(text)}");
        Assert.True(matcher.Accepts(text));
        Assert.False(matcher.Accepts(text + "a"));
        Assert.False(matcher.Accepts(text[1..]));
    }

    [Theory]
    [InlineData("root ::= \"a\" b? \"\\n\"\nb ::= [x-z]+ | \"\\\"\"\n", "a\n|axyz\n|a\"\n", "|a|ab\n|a\"\"\n|ax\nq")]
    [InlineData("root ::= (\"a\" | \"ab\") {1,2} \"c\"", "", "abc")]
    [InlineData("root ::= (\"a\" | \"ab\"){1,2} \"c\"", "ac|abc|aabc|ababc", "c|ababac|abcc")]
    [InlineData("root ::= ([a-] | \",\")* \"a\"", "a|-,a|aaa", "-|b")]
    public void A_text_is_accepted_by_the_notation_s_own_rules(string grammar, string accepted, string refused)
    {
        if (accepted.Length == 0)
        {
            Assert.Throws<FormatException>(() => new GbnfMatcher(grammar));
            return;
        }

        var matcher = new GbnfMatcher(grammar);
        Assert.All(accepted.Split('|'), t => Assert.True(matcher.Accepts(t), t));
        Assert.All(refused.Split('|'), t => Assert.False(matcher.Accepts(t), t));
    }
}
