namespace Tauric.Kernels.Text;

/// <summary>Pairs of texts worth comparing: those whose signatures agree in at least one whole band.</summary>
/// <remarks>
/// 32 bands of 4: two sets of Jaccard s meet with probability 1 − (1 − s⁴)³², which is 0.10 at 0.24, 0.87 at 0.5 and
/// 0.9999 at 0.7. An empty set meets nothing. Drop exact copies first: k copies of one text are k²/2 pairs.
/// </remarks>
public static class LshBands
{
    public const int Bands = 32;
    private const int RowsPerBand = MinHash.Permutations / Bands;

    /// <returns>Index pairs with First &lt; Second, each once, ascending.</returns>
    public static IReadOnlyList<(int First, int Second)> Candidates(IReadOnlyList<ulong[]> signatures)
    {
        var pairs = new SortedSet<(int, int)>();
        var keys = new ulong[signatures.Count];
        for (int band = 0; band < Bands; band++)
        {
            int[] filled = [.. Enumerable.Range(0, keys.Length).Where(i => signatures[i][0] != ulong.MaxValue)];
            foreach (int i in filled) keys[i] = Key(signatures[i].AsSpan(band * RowsPerBand, RowsPerBand));
            AddMeetings(filled, keys, pairs);
        }

        return [.. pairs];
    }

    /// <summary>The candidate pairs whose sets really are that alike, by exact Jaccard.</summary>
    /// <param name="sets">Shingle sets, ascending, as <see cref="Shingles.Of"/> gives them.</param>
    /// <param name="similarityMin">Least Jaccard similarity of a pair, 0 to 1.</param>
    public static IReadOnlyList<(int First, int Second)> NearDuplicates(
        IReadOnlyList<ulong[]> sets, double similarityMin)
    {
        ulong[][] signatures = [.. sets.Select(set => MinHash.Signature(set))];
        return [.. Candidates(signatures)
            .Where(pair => Shingles.Jaccard(sets[pair.First], sets[pair.Second]) >= similarityMin)];
    }

    private static ulong Key(ReadOnlySpan<ulong> rows)
    {
        ulong key = 0;
        foreach (ulong row in rows) key = Shingles.Mix(key ^ row);
        return key;
    }

    /// <summary>Adds every pair of one key; sorting by key brings them together without a hash table's order.</summary>
    private static void AddMeetings(int[] items, ulong[] keys, SortedSet<(int, int)> pairs)
    {
        int[] order = [.. items.OrderBy(i => keys[i])];
        for (int first = 0; first < order.Length; first++)
        {
            for (int second = first + 1; second < order.Length && keys[order[second]] == keys[order[first]]; second++)
            {
                // A stable sort keeps equal keys ascending.
                pairs.Add((order[first], order[second]));
            }
        }
    }
}
