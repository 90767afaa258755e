namespace Tauric.Kernels.Text;

/// <summary>Sets of word shingles, each a stable 64-bit hash; the set is ascending and without duplicates.</summary>
/// <remarks>
/// The hash is FNV-1a 64 over the UTF-16 code units (low byte first), finished by SplitMix64's mixer. Two different
/// shingles collide with probability 2⁻⁶⁴ a pair.
/// </remarks>
public static class Shingles
{
    /// <summary>Shingles of consecutive words; a text with fewer words is one shingle, an empty one has none.</summary>
    /// <param name="canonical">As <see cref="CanonicalText.Of"/> gives it: words separated by single spaces.</param>
    /// <param name="words">Words per shingle, at least 1.</param>
    public static ulong[] Of(string canonical, int words = 3)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(words, 1);
        if (canonical.Length == 0) return [];
        var hashes = new SortedSet<ulong>();
        int end = EndOfWords(canonical, 0, words);
        for (int start = 0; ; start = canonical.IndexOf(' ', start) + 1)
        {
            hashes.Add(Hash(canonical.AsSpan(start, end - start)));
            if (end == canonical.Length) return [.. hashes];
            end = EndOfWords(canonical, end + 1, 1);
        }
    }

    /// <summary>|A ∩ B| / |A ∪ B| of two ascending sets; 1 when both are empty.</summary>
    public static double Jaccard(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b)
    {
        int i = 0, j = 0, shared = 0;
        while (i < a.Length && j < b.Length)
        {
            if (a[i] == b[j]) shared++;
            bool stepBoth = a[i] == b[j], stepA = a[i] < b[j];
            if (stepBoth || stepA) i++;
            if (!stepA) j++;
        }

        int union = a.Length + b.Length - shared;
        return union == 0 ? 1 : (double)shared / union;
    }

    /// <summary>The stable hash of a text.</summary>
    public static ulong Hash(ReadOnlySpan<char> text)
    {
        ulong hash = 0xCBF29CE484222325;
        foreach (char unit in text)
        {
            hash = (hash ^ (byte)unit) * 0x100000001B3;
            hash = (hash ^ (byte)(unit >> 8)) * 0x100000001B3;
        }

        return Mix(hash);
    }

    /// <summary>SplitMix64's finisher: a bijection that spreads every bit.</summary>
    internal static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    private static int EndOfWords(string text, int from, int words)
    {
        for (; words > 0; words--)
        {
            int space = text.IndexOf(' ', from);
            if (space < 0) return text.Length;
            from = space + 1;
        }

        return from - 1;
    }
}
