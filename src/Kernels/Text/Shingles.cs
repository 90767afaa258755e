namespace Tauric.Kernels.Text;

/// <summary>
/// Sets of word shingles (Broder 1997), each a <see cref="TextHash"/>; a set is ascending and without duplicates.
/// </summary>
/// <remarks>A text with fewer words than a shingle is one shingle, an empty text has none.</remarks>
/// <param name="words">Words per shingle, 1 to 64.</param>
[Kernel("shingles")]
public sealed class Shingles(int words = 3) : ITextKernel
{
    private const int WordsMax = 64;

    private readonly int _words = words is >= 1 and <= WordsMax
        ? words
        : throw new ArgumentOutOfRangeException(nameof(words), words, $"1 to {WordsMax}");

    public int OutputsMax(ReadOnlySpan<char> text) =>
        text.IsEmpty ? 0 : Math.Max(1, text.Count(' ') + 2 - _words);

    public int Compute(ReadOnlySpan<char> text, Span<ulong> outputs)
    {
        Span<ulong> hashes = outputs[..Hashes(text, outputs)];
        hashes.Sort();
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
    internal int Hashes(ReadOnlySpan<char> text, Span<ulong> outputs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs.Length, OutputsMax(text), nameof(outputs));
        if (text.IsEmpty) return 0;
        // A word belongs to as many shingles as there are words in one: their states advance side by side.
        Span<ulong> states = stackalloc ulong[WordsMax];
        int count = 0, word = 0;
        for (int start = 0; start <= text.Length; word++)
        {
            int end = EndOfWord(text, start);
            int newest = word % _words, begun = Math.Min(word + 1, _words);
            ReadOnlySpan<char> next = text[start..end];
            // The state that is started anew belonged to the shingle that is complete.
            states[newest] = TextHash.Continue(TextHash.Start, next);
            for (int older = 1; older < begun; older++)
            {
                ref ulong state = ref states[(word - older) % _words];
                state = TextHash.Continue(state, text[(start - 1)..end]);
            }

            if (word >= _words - 1) outputs[count++] = TextHash.Mix(states[(word + 1) % _words]);
            start = end + 1;
        }

        if (count == 0) outputs[count++] = TextHash.Mix(states[0]);
        return count;
    }

    // Words are short: a loop beats a vectorised search.
    private static int EndOfWord(ReadOnlySpan<char> text, int start)
    {
        int end = start;
        while (end < text.Length && text[end] != ' ') end++;
        return end;
    }

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
