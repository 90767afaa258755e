namespace Tauric.Kernels.Text;

/// <summary>MinHash signatures: how alike two sets are, from 128 numbers each (Broder 1997).</summary>
/// <remarks>The i-th permutation maps h to Mix(h xor Mix(i+1)): a bijection, the same on every machine.</remarks>
public static class MinHash
{
    public const int Permutations = 128;

    /// <summary>The smallest image of the set under each permutation; all ones for an empty set.</summary>
    public static ulong[] Signature(ReadOnlySpan<ulong> set)
    {
        var signature = new ulong[Permutations];
        for (int i = 0; i < Permutations; i++)
        {
            ulong key = Shingles.Mix((ulong)(i + 1) * 0x9E3779B97F4A7C15);
            ulong min = ulong.MaxValue;
            foreach (ulong element in set) min = Math.Min(min, Shingles.Mix(element ^ key));
            signature[i] = min;
        }

        return signature;
    }

    /// <summary>Estimated Jaccard similarity: the share of equal positions. Standard error at most 0.044.</summary>
    public static double Similarity(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b)
    {
        int equal = 0;
        for (int i = 0; i < Permutations; i++) equal += a[i] == b[i] ? 1 : 0;
        return equal / (double)Permutations;
    }
}
