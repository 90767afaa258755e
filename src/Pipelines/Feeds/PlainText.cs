using System.Collections.Frozen;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Tauric.Pipelines.Feeds;

/// <summary>What a reader would see of a provider's HTML, on one line.</summary>
public static class PlainText
{
    // The HTML tree builder looks through all open elements at every tag, so depth costs its square.
    private const int TagsMax = 5_000;

    private static readonly FrozenSet<string> Unseen =
        FrozenSet.Create("SCRIPT", "STYLE", "NOSCRIPT", "TEMPLATE", "TITLE", "TEXTAREA", "IFRAME");

    private static readonly FrozenSet<string> Inline = FrozenSet.Create(
        "A", "B", "I", "U", "S", "EM", "STRONG", "SPAN", "FONT", "SMALL", "SUB", "SUP",
        "MARK", "CODE", "ABBR", "CITE", "Q", "WBR");

    // A parser costs more to make than a headline to parse, and is not for several threads at once.
    [ThreadStatic]
    private static HtmlParser? _parser;

    /// <summary>Markup, scripts and trackers go, entities become letters, white space collapses.</summary>
    /// <returns>Null when nothing is left to read.</returns>
    /// <exception cref="RefusedException">More markup than any article has.</exception>
    public static string? Of(string? html)
    {
        if (string.IsNullOrEmpty(html)) return null;
        bool entities = html.Contains('&') && html.Contains(';');
        string text = OneLine(html.Contains('<') || entities ? Seen(html) : html);
        return text.Length == 0 ? null : text;
    }

    /// <summary>Runs of white space and control characters become one space; none at the ends.</summary>
    public static string OneLine(string text)
    {
        if (IsOneLine(text)) return text;
        var line = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            if (!IsGap(c)) line.Append(c);
            else if (line.Length > 0 && line[^1] != ' ') line.Append(' ');
        }

        if (line.Length > 0 && line[^1] == ' ') line.Length--;
        return line.ToString();
    }

    private static string Seen(string html)
    {
        int tags = html.AsSpan().Count('<');
        if (tags > TagsMax) throw new RefusedException("too-much-markup", $"{tags} tags, at most {TagsMax}");
        using IHtmlDocument document = (_parser ??= new HtmlParser()).ParseDocument(html);
        var text = new StringBuilder(html.Length);
        INode? node = document.Body;
        while (node is not null)
        {
            // By hand, not by recursion: depth is the sender's choice.
            if (node is IText words) text.Append(words.Data);
            bool skipped = node is IElement && Unseen.Contains(node.NodeName);
            if (!skipped && node.FirstChild is { } child)
            {
                if (BreaksLine(node)) text.Append(' ');
                node = child;
                continue;
            }

            if (BreaksLine(node)) text.Append(' ');
            node = Next(node, document.Body!, text);
        }

        return text.ToString();
    }

    private static INode? Next(INode node, INode root, StringBuilder text)
    {
        while (node != root)
        {
            if (node.NextSibling is { } sibling) return sibling;
            node = node.Parent!;
            if (BreaksLine(node)) text.Append(' ');
        }

        return null;
    }

    private static bool BreaksLine(INode node) => node is IElement element && !Inline.Contains(element.NodeName);

    private static bool IsOneLine(string text)
    {
        bool gap = true;
        foreach (char c in text)
        {
            if (IsGap(c) && (gap || c != ' ')) return false;
            gap = c == ' ';
        }

        return !gap || text.Length == 0;
    }

    private static bool IsGap(char c) => char.IsWhiteSpace(c) || char.IsControl(c);
}
