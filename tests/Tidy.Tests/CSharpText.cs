namespace Tauric.Tidy.Tests;

/// <summary>
/// C# source with every comment, string and character literal blanked: same length, same lines, only code left. So that
/// a brace in a string is no brace.
/// </summary>
public sealed class CSharpText
{
    private readonly string _source;
    private readonly char[] _code;
    private int _at;

    private CSharpText(string source)
    {
        _source = source;
        _code = source.ToCharArray();
    }

    public static string CodeOf(string source)
    {
        CSharpText text = new(source);
        text.Code(insideHole: false);
        return new string(text._code);
    }

    /// <summary>Walks code; inside an interpolation hole it stops at the brace that closes the hole.</summary>
    private void Code(bool insideHole)
    {
        for (int depth = 0; _at < _source.Length;)
        {
            char c = _source[_at];
            if (insideHole && c == '}' && depth == 0)
                return;
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (Starts("//") || AtDirective(c))
                BlankTo(IndexOrEnd("\n"));
            else if (Starts("/*"))
                BlankTo(Math.Min(_source.Length, IndexOrEnd("*/") + 2));
            else if (c == '\'')
                Escaped('\'');
            else if (c is '"' or '$' or '@' && StringPrefix() is { } prefix)
                Literal(prefix);
            else
                _at++;
        }
    }

    private void Literal(string prefix)
    {
        int dollars = prefix.Count(c => c == '$');
        Blank(prefix.Length);
        int quotes = Run('"');
        if (quotes >= 3)
            Quoted(new string('"', quotes), dollars, doubled: false, escapes: false);
        else if (quotes == 2)
            Blank(2);
        else
            Quoted("\"", dollars, doubled: prefix.Contains('@'), escapes: !prefix.Contains('@'));
    }

    private void Quoted(string end, int dollars, bool doubled, bool escapes)
    {
        Blank(end.Length);
        while (_at < _source.Length)
        {
            int braces = dollars == 0 ? 0 : Run('{');
            if (escapes && _source[_at] == '\\')
                Blank(2);
            else if (doubled && Starts("\"\""))
                Blank(2);
            else if (Starts(end))
            {
                Blank(end.Length);
                return;
            }
            else if (braces > 0 && OpensHole(braces, dollars))
                Hole(braces, dollars);
            else
                Blank(Math.Max(1, braces));
        }
    }

    // One dollar: "{{" is a brace, an odd run opens a hole. More dollars: as many braces open one.
    private static bool OpensHole(int braces, int dollars) => dollars == 1 ? braces % 2 == 1 : braces >= dollars;

    private void Hole(int braces, int dollars)
    {
        Blank(braces);
        int start = _at;
        Code(insideHole: true);
        int end = _at;
        _at = start;
        BlankTo(end);
        Blank(dollars);
    }

    private void Escaped(char end)
    {
        Blank(1);
        while (_at < _source.Length && _source[_at] != end && _source[_at] != '\n')
            Blank(_source[_at] == '\\' ? 2 : 1);
        Blank(1);
    }

    private string? StringPrefix()
    {
        int end = _at;
        while (end < _source.Length && _source[end] is '$' or '@')
            end++;
        return end < _source.Length && _source[end] == '"' ? _source[_at..end] : null;
    }

    private bool AtDirective(char c) => c == '#' && _source.AsSpan(0, _at).TrimEnd(" \t") is [] or [.., '\n'];

    private bool Starts(string what) => string.CompareOrdinal(_source, _at, what, 0, what.Length) == 0;

    private int Run(char c) => _source.AsSpan(_at).IndexOfAnyExcept(c) is var n and >= 0 ? n : _source.Length - _at;

    private int IndexOrEnd(string what) =>
        _source.IndexOf(what, _at, StringComparison.Ordinal) is var i and >= 0 ? i : _source.Length;

    private void Blank(int count) => BlankTo(Math.Min(_source.Length, _at + count));

    private void BlankTo(int end)
    {
        for (; _at < end; _at++)
            _code[_at] = _code[_at] is '\n' or '\r' ? _code[_at] : ' ';
    }
}
