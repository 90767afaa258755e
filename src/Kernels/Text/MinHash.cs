using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Tauric.Kernels.Text;

/// <summary>MinHash signatures: how alike two sets are, from 128 numbers each (Broder 1997).</summary>
/// <remarks>
/// The i-th permutation maps h to Mix(h xor key(i)), key(i) = Mix((i + 1) · 2⁶⁴/φ), Mix being SplitMix64's finisher: a
/// bijection, the same on every machine. As a kernel: the signature of a text's shingles.
/// </remarks>
/// <param name="words">Words per shingle.</param>
[Kernel("minhash")]
public sealed class MinHash(int words = 3) : ITextKernel
{
    public const int Permutations = 128;

    // Where a vector is narrower than 512 bits the runtime works on its halves.
    private const int Lanes = 8;
    private const int Block = 4 * Lanes;

    // Mix begins with h ^ (h >> 30), which distributes over xor: half of it is done per key, half per element.
    private static readonly ulong[] Keys = [.. Enumerable.Range(1, Permutations)
        .Select(i => FirstStep(TextHash.Mix((ulong)i * 0x9E3779B97F4A7C15)))];

    private readonly Shingles _shingles = new(words);

    public int OutputsMax(ReadOnlySpan<char> text) => Permutations;

    public int Compute(ReadOnlySpan<char> text, Span<ulong> outputs)
    {
        // Minima ask neither for order nor for distinct elements.
        ulong[] scratch = ArrayPool<ulong>.Shared.Rent(_shingles.OutputsMax(text));
        Signature(scratch.AsSpan(0, _shingles.Hashes(text, scratch)), outputs);
        ArrayPool<ulong>.Shared.Return(scratch);
        return Permutations;
    }

    /// <summary>The smallest image of the set under each permutation; all ones for an empty set.</summary>
    /// <param name="set">In any order; repeated elements change nothing.</param>
    /// <param name="signature">At least 128 numbers.</param>
    public static void Signature(ReadOnlySpan<ulong> set, Span<ulong> signature)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(signature.Length, Permutations, nameof(signature));
        for (int i = 0; i < Permutations; i += Block) Minima(set, Keys.AsSpan(i, Block), signature.Slice(i, Block));
    }

    /// <summary>Estimated Jaccard similarity: the share of equal positions. Standard error at most 0.044.</summary>
    public static double Similarity(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b)
    {
        int equal = 0;
        for (int i = 0; i < Permutations; i++) equal += a[i] == b[i] ? 1 : 0;
        return equal / (double)Permutations;
    }

    /// <summary>Four vectors of permutations at once, so that none waits for its own multiplications.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Minima(ReadOnlySpan<ulong> set, ReadOnlySpan<ulong> keys, Span<ulong> minima)
    {
        Vector512<ulong> key0 = Vector512.Create(keys), key1 = Vector512.Create(keys[Lanes..]);
        Vector512<ulong> key2 = Vector512.Create(keys[(2 * Lanes)..]), key3 = Vector512.Create(keys[(3 * Lanes)..]);
        Vector512<ulong> min0 = Vector512<ulong>.AllBitsSet, min1 = min0, min2 = min0, min3 = min0;
        foreach (ulong element in set)
        {
            Vector512<ulong> first = Vector512.Create(FirstStep(element));
            min0 = Vector512.Min(min0, Finish(first ^ key0));
            min1 = Vector512.Min(min1, Finish(first ^ key1));
            min2 = Vector512.Min(min2, Finish(first ^ key2));
            min3 = Vector512.Min(min3, Finish(first ^ key3));
        }

        min0.CopyTo(minima);
        min1.CopyTo(minima[Lanes..]);
        min2.CopyTo(minima[(2 * Lanes)..]);
        min3.CopyTo(minima[(3 * Lanes)..]);
    }

    private static ulong FirstStep(ulong z) => z ^ (z >> 30);

    /// <summary><see cref="TextHash.Mix"/> after its first step.</summary>
    private static Vector512<ulong> Finish(Vector512<ulong> z)
    {
        z *= 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
