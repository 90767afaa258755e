using System.Numerics;
using Tauric.Kernels.Statistics;
using Tauric.Kernels.Vectors;

namespace Tauric.Kernels.Clustering;

/// <summary>
/// Whether the terms of a topic are said together: the mean over their pairs of normalised pointwise mutual
/// information, from −1 (never) over 0 (by chance) to 1 (always). Bouma 2009; Lau, Newman, Baldwin 2014.
/// </summary>
public static class NpmiCoherence
{
    private const int BitsPerWord = 64;

    /// <param name="texts">A row a text, a column a term; what is not zero occurs.</param>
    /// <param name="terms">Distinct columns; of fewer than two there is no pair, and the mean is 0.</param>
    public static double Of(SparseRows texts, ReadOnlySpan<int> terms)
    {
        int words = (texts.Count + BitsPerWord - 1) / BitsPerWord;
        ulong[] occurrences = Occurrences(texts, terms, words);
        double sum = 0;
        int pairs = 0;
        for (int a = 0; a < terms.Length; a++)
        {
            for (int b = 0; b < a; b++, pairs++)
                sum += Npmi(occurrences.AsSpan(a * words, words), occurrences.AsSpan(b * words, words), texts.Count);
        }

        return pairs == 0 ? 0 : sum / pairs;
    }

    /// <summary>A bit a text for each term.</summary>
    private static ulong[] Occurrences(SparseRows texts, ReadOnlySpan<int> terms, int words)
    {
        int[] places = new int[texts.ColumnCount];
        Array.Fill(places, -1);
        for (int i = 0; i < terms.Length; i++) places[terms[i]] = i;
        ulong[] occurrences = new ulong[terms.Length * words];
        for (int text = 0; text < texts.Count; text++)
        {
            for (int i = texts.Starts[text]; i < texts.Starts[text + 1]; i++)
            {
                if (texts.Values[i] == 0 || places[texts.Columns[i]] is var place && place < 0) continue;
                occurrences[(place * words) + (text / BitsPerWord)] |= 1UL << (text % BitsPerWord);
            }
        }

        return occurrences;
    }

    private static double Npmi(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b, double texts)
    {
        int withA = 0, withB = 0, withBoth = 0;
        for (int i = 0; i < a.Length; i++)
        {
            withA += BitOperations.PopCount(a[i]);
            withB += BitOperations.PopCount(b[i]);
            withBoth += BitOperations.PopCount(a[i] & b[i]);
        }

        if (withBoth == 0) return -1;
        if (withBoth == texts) return 1;
        return Elementary.Log(withBoth * texts / ((double)withA * withB)) / -Elementary.Log(withBoth / texts);
    }
}
