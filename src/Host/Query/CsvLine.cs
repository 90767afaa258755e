using System.Buffers;

namespace Tauric.Host.Query;

/// <summary>One line of RFC 4180. A null is nothing, an empty text is <c>""</c>.</summary>
internal static class CsvLine
{
    private static readonly SearchValues<char> s_special = SearchValues.Create(",\"\r\n");

    public static string Of(IEnumerable<string?> cells) => string.Join(',', cells.Select(Cell));

    private static string Cell(string? text) => text switch
    {
        null => "",
        "" => "\"\"",
        _ when text.AsSpan().ContainsAny(s_special) => '"' + text.Replace("\"", "\"\"", StringComparison.Ordinal) + '"',
        _ => text,
    };
}
