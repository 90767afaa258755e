using System.Buffers;
using System.Runtime.CompilerServices;

namespace Tauric.Kernels.Text;

/// <summary>
/// Sets of word shingles (Broder 1997), each a <see cref="TextHash"/>; a set is ascending and without duplicates.
/// </summary>
/// <remarks>A text with fewer words than a shingle is one shingle, an empty text has none.</remarks>
/// <param name="words">Words per shingle, 1 to 3.</param>
[Kernel("shingles")]
public sealed class Shingles(int words = 3) : ITextKernel
{
    private const int WordsMax = 3;

    // Below it the runtime's sort is as fast.
    private const int BucketsMin = 32;

    private readonly int _words = words is >= 1 and <= WordsMax
        ? words
        : throw new ArgumentOutOfRangeException(nameof(words), words, $"1 to {WordsMax}");

    public int OutputsMax(ReadOnlySpan<char> text) =>
        text.IsEmpty ? 0 : Math.Max(1, text.Count(' ') + 2 - _words);

    public int Compute(ReadOnlySpan<char> text, Span<ulong> outputs)
    {
        Span<ulong> hashes = outputs[..Hashes(text, outputs)];
        Sort(hashes);
        return Distinct(hashes);
    }

    /// <summary>The set of a text's shingles of three words.</summary>
    public static ulong[] Of(ReadOnlySpan<char> text)
    {
        var shingles = new Shingles();
        var set = new ulong[shingles.OutputsMax(text)];
        int count = shingles.Compute(text, set);
        return count == set.Length ? set : set[..count];
    }

    /// <summary>|A ∩ B| / |A ∪ B| of two ascending sets; 1 when both are empty.</summary>
    public static double Jaccard(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b)
    {
        int i = 0, j = 0, shared = 0;
        while (i < a.Length && j < b.Length)
        {
            ulong x = a[i], y = b[j];
            shared += x == y ? 1 : 0;
            i += x <= y ? 1 : 0;
            j += y <= x ? 1 : 0;
        }

        int union = a.Length + b.Length - shared;
        return union == 0 ? 1 : (double)shared / union;
    }

    /// <summary>The hashes in the order of the text, a repeated shingle again.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal int Hashes(ReadOnlySpan<char> text, Span<ulong> outputs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs.Length, OutputsMax(text), nameof(outputs));
        if (text.IsEmpty) return 0;
        // A word belongs to as many shingles as there are words in one. Their states advance side by side, or each
        // would wait for its own multiplications: one holds this word, two this and the last, and so on.
        ulong one = TextHash.Start, two = one, three = one;
        int count = 0, ended = 0;
        for (int i = 0; i <= text.Length; i++)
        {
            for (; i < text.Length && text[i] != ' '; i++)
            {
                char unit = text[i];
                if (unit <= byte.MaxValue)
                {
                    one = TextHash.ContinueNarrow(one, unit);
                    two = TextHash.ContinueNarrow(two, unit);
                    three = TextHash.ContinueNarrow(three, unit);
                }
                else
                {
                    one = TextHash.Continue(one, unit);
                    two = TextHash.Continue(two, unit);
                    three = TextHash.Continue(three, unit);
                }
            }

            if (++ended >= _words) outputs[count++] = _words == 1 ? one : _words == 2 ? two : three;
            (three, two, one) =
                (TextHash.ContinueNarrow(two, ' '), TextHash.ContinueNarrow(one, ' '), TextHash.Start);
        }

        foreach (ref ulong state in outputs[..count]) state = TextHash.Mix(state);
        if (count == 0) outputs[count++] = TextHash.Of(text);
        return count;
    }

    /// <summary>Hashes spread evenly: of as many buckets as hashes each holds about one.</summary>
    internal static void Sort(Span<ulong> hashes)
    {
        if (hashes.Length < BucketsMin)
        {
            hashes.Sort();
            return;
        }

        ulong[] sorted = ArrayPool<ulong>.Shared.Rent(hashes.Length);
        int[] rented = ArrayPool<int>.Shared.Rent(hashes.Length);
        Span<int> ends = rented.AsSpan(0, hashes.Length);
        ends.Clear();
        foreach (ulong hash in hashes) ends[Bucket(hash, ends.Length)]++;
        int start = 0;
        foreach (ref int end in ends) (end, start) = (start, start + end);
        foreach (ulong hash in hashes) sorted[ends[Bucket(hash, ends.Length)]++] = hash;
        start = 0;
        foreach (int end in ends)
        {
            if (end - start > 1) sorted.AsSpan(start, end - start).Sort();
            start = end;
        }

        sorted.AsSpan(0, hashes.Length).CopyTo(hashes);
        ArrayPool<ulong>.Shared.Return(sorted);
        ArrayPool<int>.Shared.Return(rented);
    }

    private static int Bucket(ulong hash, int buckets) => (int)Math.BigMul(hash, (ulong)buckets, out _);

    private static int Distinct(Span<ulong> sorted)
    {
        if (sorted.IsEmpty) return 0;
        int count = 1;
        for (int i = 1; i < sorted.Length; i++)
        {
            sorted[count] = sorted[i];
            count += sorted[i] != sorted[count - 1] ? 1 : 0;
        }

        return count;
    }
}
