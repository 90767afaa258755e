using System.Runtime.InteropServices;

namespace Tauric.Kernels.Text;

/// <summary>
/// Texts and which of them are near: they meet in at least one band (<see cref="LshBands"/>), and the Jaccard
/// similarity of their sets is at least the one asked for. <see cref="LatestNear"/> searches them.
/// </summary>
public sealed class NearTexts
{
    /// <summary>The bucket of a band in which a text is alone.</summary>
    internal const int Alone = -1;

    private readonly ulong[][] _sets;
    private readonly double _similarityMin;
    private readonly int[] _buckets;

    /// <param name="sets">Shingle sets, ascending, as <see cref="Shingles.Of"/> gives them.</param>
    /// <param name="similarityMin">Least Jaccard similarity of near texts, 0 to 1.</param>
    public NearTexts(IEnumerable<ulong[]> sets, double similarityMin)
    {
        _sets = [.. sets];
        _similarityMin = similarityMin;
        _buckets = new int[_sets.Length * LshBands.Bands];
        Array.Fill(_buckets, Alone);
        Meet();
    }

    public int Count => _sets.Length;

    internal int BucketCount { get; private set; }

    /// <summary>The buckets of a text by band; <see cref="Alone"/> where it meets no other.</summary>
    internal ReadOnlySpan<int> BucketsOf(int text) => _buckets.AsSpan(text * LshBands.Bands, LshBands.Bands);

    /// <summary>Are two texts that meet as similar as asked?</summary>
    internal bool AreSimilar(int text, int other)
    {
        ReadOnlySpan<ulong> a = _sets[text], b = _sets[other];
        // Sizes alone bound the similarity.
        return (double)Math.Min(a.Length, b.Length) / Math.Max(a.Length, b.Length) >= _similarityMin
            && Shingles.Jaccard(a, b) >= _similarityMin;
    }

    private void Meet()
    {
        var keys = new ulong[_buckets.Length];
        var empty = new bool[_sets.Length];
        Span<ulong> signature = stackalloc ulong[MinHash.Permutations];
        for (int text = 0; text < _sets.Length; text++)
        {
            MinHash.Signature(_sets[text], signature);
            empty[text] = LshBands.Keys(signature, keys.AsSpan(text * LshBands.Bands)) == 0;
        }

        var first = new Dictionary<ulong, int>(_sets.Length);
        for (int band = 0; band < LshBands.Bands; band++, first.Clear())
        {
            for (int slot = band; slot < keys.Length; slot += LshBands.Bands)
            {
                if (empty[slot / LshBands.Bands]) continue;
                ref int other = ref CollectionsMarshal.GetValueRefOrAddDefault(first, keys[slot], out bool met);
                if (!met) other = slot;
                else if (_buckets[other] == Alone) _buckets[slot] = _buckets[other] = BucketCount++;
                else _buckets[slot] = _buckets[other];
            }
        }
    }
}
