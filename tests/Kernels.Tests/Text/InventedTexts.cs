using System.Text;
using Tauric.Engine;

namespace Tauric.Kernels.Tests.Text;

/// <summary>Texts of every kind a feed may send, invented from a seed.</summary>
internal static class InventedTexts
{
    // Some letters of one, two and three units when folded, marks, gaps, and halves of surrogate pairs.
    private const string Odd = "éÅßæﬃ̈\u00AD\u200B—’Ω株\U0001D400\U0001F680\uD83D\uDE00\uDC00\t\n\0\uFFFD\uFFFE\uFFFF";

    public static IEnumerable<string> All()
    {
        string[] edges = ["", " ", "  ", "a", " a", "a ", "a b", "a  b ", "\uD83D", "\uDC00x", "a a a a a a"];
        return edges.Concat(Enumerable.Range(0, 200).Select(length => Of(length, length % 3 == 0 ? 4 : 1000)));
    }

    /// <summary>News-like lower-case text.</summary>
    public static string Words(int count, string key)
    {
        var random = CounterRandom.For(8, key);
        var text = new StringBuilder();
        for (int i = 0; i < count; i++)
        {
            if (i > 0) text.Append(' ');
            for (int length = 1 + random.NextInt(10); length > 0; length--)
                text.Append((char)('a' + random.NextInt(26)));
        }

        return text.ToString();
    }

    private static string Of(int length, int oddOneIn)
    {
        var random = CounterRandom.For(7, "text", $"{length}");
        var text = new StringBuilder();
        while (text.Length < length)
        {
            text.Append(random.NextInt(oddOneIn) == 0
                ? Odd[random.NextInt(Odd.Length)]
                : random.NextInt(5) == 0 ? ' ' : (char)(' ' + random.NextInt(95)));
        }

        return text.ToString();
    }
}
