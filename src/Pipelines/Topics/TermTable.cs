using Tauric.Kernels.Vectors;

namespace Tauric.Pipelines.Topics;

/// <summary>Words and pairs of neighbouring words of texts, those that enough texts have.</summary>
internal sealed class TermTable
{
    /// <param name="texts">Words separated by single spaces.</param>
    /// <param name="textsMin">Texts a term is in at least.</param>
    public TermTable(IReadOnlyList<string> texts, int textsMin)
    {
        var found = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        foreach ((int i, string text) in texts.Index())
        {
            foreach (string term in TermsOf(text))
            {
                if (!found.TryGetValue(term, out List<int>? places)) found.Add(term, places = []);
                places.Add(i);
            }
        }

        Terms = [.. found.Where(term => term.Value.Distinct().Count() >= textsMin).Select(term => term.Key)
            .Order(StringComparer.Ordinal)];
        var rows = new List<(int Column, int Times)>[texts.Count];
        foreach (ref List<(int, int)> row in rows.AsSpan()) row = [];
        foreach ((int column, string term) in Terms.Index())
        {
            foreach (IGrouping<int, int> row in found[term].GroupBy(row => row))
                rows[row.Key].Add((column, row.Count()));
        }

        Texts = Sparse(rows, Terms.Count);
    }

    /// <summary>Ordinal order.</summary>
    public IReadOnlyList<string> Terms { get; }

    /// <summary>A row a text, a column a term: how often it occurs.</summary>
    public SparseRows Texts { get; }

    /// <summary>A row a class: how often its texts have each term. Texts of class −1 are in none.</summary>
    public SparseRows ByClass(ReadOnlySpan<int> classes, int count)
    {
        var sums = new SortedDictionary<int, int>[count];
        foreach (ref SortedDictionary<int, int> sum in sums.AsSpan()) sum = [];
        for (int text = 0; text < classes.Length; text++)
        {
            if (classes[text] < 0) continue;
            for (int i = Texts.Starts[text]; i < Texts.Starts[text + 1]; i++)
            {
                SortedDictionary<int, int> of = sums[classes[text]];
                of[Texts.Columns[i]] = of.GetValueOrDefault(Texts.Columns[i]) + (int)Texts.Values[i];
            }
        }

        return Sparse([.. sums.Select(sum => sum.Select(pair => (pair.Key, pair.Value)).ToList())], Terms.Count);
    }

    private static IEnumerable<string> TermsOf(string text)
    {
        string? before = null;
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            yield return word;
            if (before is not null) yield return $"{before} {word}";
            before = word;
        }
    }

    private static SparseRows Sparse(IReadOnlyList<List<(int Column, int Times)>> rows, int columns)
    {
        var (starts, at, values) = (new List<int> { 0 }, new List<int>(), new List<float>());
        foreach (List<(int Column, int Times)> row in rows)
        {
            foreach ((int column, int times) in row)
            {
                at.Add(column);
                values.Add(times);
            }

            starts.Add(at.Count);
        }

        return new SparseRows([.. starts], [.. at], [.. values], columns);
    }
}
