using System.Numerics;
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

    // Words of 64 bits: enough that sets of some hundred elements still differ in it.
    private const int SketchWords = 16;

    private readonly ulong[][] _sets;
    private readonly ulong[] _sketches;
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
        _sketches = new ulong[_sets.Length * SketchWords];
        for (int text = 0; text < _sets.Length; text++)
        {
            foreach (ulong element in _sets[text])
                _sketches[(text * SketchWords) + (int)(element / 64 % SketchWords)] |= 1UL << (int)(element % 64);
        }

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
        // J = (n − d) / (n + d) for n elements in both together and d that only one has; of d, sketches know a part.
        int elements = a.Length + b.Length;
        int different = Math.Max(Differences(text, other), Math.Abs(a.Length - b.Length));
        return (double)(elements - different) / (elements + different) >= _similarityMin
            && Shingles.Jaccard(a, b) >= _similarityMin;
    }

    /// <summary>At least so many elements belong to one of the two alone: a bit needs its element.</summary>
    private int Differences(int text, int other)
    {
        ReadOnlySpan<ulong> a = _sketches.AsSpan(text * SketchWords, SketchWords);
        ReadOnlySpan<ulong> b = _sketches.AsSpan(other * SketchWords, SketchWords);
        int different = 0;
        for (int word = 0; word < SketchWords; word++) different += BitOperations.PopCount(a[word] ^ b[word]);
        return different;
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
