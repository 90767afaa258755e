namespace Tauric.Pipelines.Tests.Forms;

/// <summary>
/// Recognises the texts of a GBNF grammar, straight from the notation: an expression maps places of the text it may
/// start at to the places it may end at.
/// </summary>
internal sealed class GbnfMatcher
{
    private readonly Dictionary<string, Func<int, IEnumerable<int>>> _rules = [];
    private string _source = "";
    private int _at;
    private string _text = "";

    public GbnfMatcher(string grammar)
    {
        _source = grammar;
        while (SkipSpace(isMultiline: true) < _source.Length)
        {
            string name = Word();
            SkipSpace();
            Expect("::=");
            _rules.Add(name, Alternatives(isNested: false));
        }
    }

    public bool Accepts(string text)
    {
        _text = text;
        return _rules["root"](0).Contains(text.Length);
    }

    private Func<int, IEnumerable<int>> Alternatives(bool isNested)
    {
        var all = new List<Func<int, IEnumerable<int>>> { Sequence(isNested) };
        while (_at < _source.Length && _source[_at] == '|')
        {
            _at++;
            all.Add(Sequence(isNested));
        }

        return from => all.SelectMany(a => a(from)).Distinct();
    }

    private Func<int, IEnumerable<int>> Sequence(bool isNested)
    {
        var items = new List<Func<int, IEnumerable<int>>>();
        while (SkipSpace(isNested) < _source.Length && _source[_at] is not ('|' or ')' or '\n')) items.Add(Repeated());
        return from => items.Aggregate((IEnumerable<int>)[from], (ends, item) => [.. ends.SelectMany(item).Distinct()]);
    }

    private Func<int, IEnumerable<int>> Repeated()
    {
        Func<int, IEnumerable<int>> item = Item();
        if (_at >= _source.Length) return item;
        switch (_source[_at])
        {
            case '?': _at++; return from => Repeat(item, from, 0, 1);
            case '*': _at++; return from => Repeat(item, from, 0, int.MaxValue);
            case '+': _at++; return from => Repeat(item, from, 1, int.MaxValue);
            case '{':
                int end = _source.IndexOf('}', _at);
                int[] bounds = [.. _source[(_at + 1)..end].Split(',').Select(int.Parse)];
                _at = end + 1;
                return from => Repeat(item, from, bounds[0], bounds[^1]);
            default: return item;
        }
    }

    private static HashSet<int> Repeat(Func<int, IEnumerable<int>> item, int from, int least, int most)
    {
        var ends = new HashSet<int>();
        int[] last = [from];
        for (int times = 0; times <= most && last.Length > 0; times++)
        {
            if (times >= least)
            {
                last = [.. last.Where(ends.Add)];
            }

            last = [.. last.SelectMany(item).Distinct()];
        }

        return ends;
    }

    private Func<int, IEnumerable<int>> Item() => _source[_at] switch
    {
        '"' => Literal(),
        '[' => Class(),
        '(' => Group(),
        _ => Reference(),
    };

    private Func<int, IEnumerable<int>> Literal()
    {
        _at++;
        string literal = "";
        while (_source[_at] != '"') literal += Character();
        _at++;
        return from => string.CompareOrdinal(_text, from, literal, 0, literal.Length) == 0
            ? [from + literal.Length] : [];
    }

    private Func<int, IEnumerable<int>> Class()
    {
        _at++;
        var ranges = new List<(char First, char Last)>();
        while (_source[_at] != ']')
        {
            char first = Character();
            bool isRange = _source[_at] == '-' && _source[_at + 1] != ']';
            if (isRange) _at++;
            ranges.Add((first, isRange ? Character() : first));
        }

        _at++;
        return from => from < _text.Length && ranges.Any(r => _text[from] >= r.First && _text[from] <= r.Last)
            ? [from + 1] : [];
    }

    private Func<int, IEnumerable<int>> Group()
    {
        _at++;
        Func<int, IEnumerable<int>> inside = Alternatives(isNested: true);
        Expect(")");
        return inside;
    }

    private Func<int, IEnumerable<int>> Reference()
    {
        string name = Word();
        return from => _rules[name](from);
    }

    private char Character()
    {
        if (_source[_at] != '\\') return _source[_at++];
        _at += 2;
        return _source[_at - 1] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', var c => c };
    }

    private string Word()
    {
        int start = _at;
        while (_at < _source.Length && (char.IsAsciiLetterOrDigit(_source[_at]) || _source[_at] == '-')) _at++;
        return _at > start ? _source[start.._at] : throw new FormatException($"a name at {_source[_at..]}");
    }

    private void Expect(string mark)
    {
        if (string.CompareOrdinal(_source, _at, mark, 0, mark.Length) != 0)
            throw new FormatException($"{mark} at {_source[_at..]}");
        _at += mark.Length;
    }

    private int SkipSpace(bool isMultiline = false)
    {
        while (_at < _source.Length && (_source[_at] == ' ' || (isMultiline && _source[_at] == '\n'))) _at++;
        return _at;
    }
}
