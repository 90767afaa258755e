using Tauric.Engine;
using Tauric.Pipelines.Feeds;

namespace Tauric.Pipelines.Tests.Feeds;

public sealed class PlainTextTests
{
    private static readonly string[] Pieces =
    [
        "<p>", "</p>", "<b>", "</b>", "<table><tr><td>", "<script>", "</script>", "<!--", "-->", "<title>", "<", ">",
        "&", ";",
        "&amp;", "&#39;", "&nbsp;", "&lt", "profit", " ", "\n", "\0", "é", "<svg>", "<template>", "</body>", "<br/>",
    ];

    [Theory]
    [InlineData("Up <b>5</b>% &amp; more", "Up 5% & more")]
    [InlineData("one<p>two</p>three<br>four", "one two three four")]
    [InlineData("<script>x(1<2)</script>seen", "seen")]
    [InlineData("  a \t\n b ", "a b")]
    [InlineData("<!-- nothing -->", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Is_what_a_reader_would_see(string? html, string? seen) => Assert.Equal(seen, PlainText.Of(html));

    /// <summary>A thread has one parser: each text must read as if it were that thread's first.</summary>
    [Fact]
    public void What_was_read_before_does_not_show()
    {
        string[] texts = [.. Enumerable.Range(0, 300).Select(Invented)];
        string?[] inOrder = [.. texts.Select(PlainText.Of)];
        string?[] reversed = [.. texts.Reverse().Select(PlainText.Of).Reverse()];
        string?[] alone = [.. texts.Take(40).Select(OnItsOwnThread)];
        Assert.Equal(inOrder, reversed);
        Assert.Equal(inOrder[..40], alone);
    }

    private static string? OnItsOwnThread(string text)
    {
        string? seen = null;
        var thread = new Thread(() => seen = PlainText.Of(text));
        thread.Start();
        thread.Join();
        return seen;
    }

    private static string Invented(int seed)
    {
        var random = CounterRandom.For(seed, "html");
        return string.Concat(
            Enumerable.Range(0, 1 + random.NextInt(20)).Select(_ => Pieces[random.NextInt(Pieces.Length)]));
    }
}
