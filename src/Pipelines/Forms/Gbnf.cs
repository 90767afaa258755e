using System.Buffers;
using System.Text;

namespace Tauric.Pipelines.Forms;

/// <summary>Pieces of llama.cpp's grammar notation (grammars/README.md there).</summary>
internal static class Gbnf
{
    private static readonly SearchValues<char> s_escaped = SearchValues.Create("\"\\\n\r\t");

    /// <summary>A text as it is, whatever characters it holds.</summary>
    public static string Literal(string text)
    {
        if (!text.AsSpan().ContainsAny(s_escaped)) return $"\"{text}\"";
        var quoted = new StringBuilder("\"", text.Length + 8);
        foreach (char c in text)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ => c.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>One of several texts.</summary>
    public static string AnyOf(IEnumerable<string> texts) => string.Join(" | ", texts.Select(Literal));
}
