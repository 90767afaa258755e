using System.Globalization;
using System.Text;
using Tauric.Kernels.Text;

namespace Tauric.Kernels.Tests.Text;

/// <summary>The text kernels word by word as their docstrings define them: what the fast ones must equal.</summary>
public static class TextDefinition
{
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

    public static ulong[] Shingles(string text, int words = 3)
    {
        if (text.Length == 0) return [];
        string[] all = text.Split(' ');
        var set = new SortedSet<ulong>();
        for (int first = 0; first == 0 || first + words <= all.Length; first++)
            set.Add(Hash(string.Join(' ', all.Skip(first).Take(words))));
        return [.. set];
    }

    public static ulong[] NGrams(string text)
    {
        var grams = new List<string>();
        string last = "";
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            grams.Add(word);
            if (last.Length > 0) grams.Add($"{last} {word}");
            string runs = $"<{word}>";
            for (int start = 0; start < runs.Length; start++)
            {
                for (int end = start + 3; end <= Math.Min(runs.Length, start + 4); end++)
                    grams.Add($"_{runs[start..end]}");
            }

            last = word;
        }

        return [.. grams.Select(gram => Hash(gram))];
    }

    public static ulong[] Signature(ulong[] set)
    {
        var signature = new ulong[128];
        for (int i = 0; i < signature.Length; i++)
        {
            ulong key = Mix((ulong)(i + 1) * 0x9E3779B97F4A7C15), min = ulong.MaxValue;
            foreach (ulong element in set) min = Math.Min(min, Mix(element ^ key));
            signature[i] = min;
        }

        return signature;
    }

    public static ulong[] Bands(ulong[] set) => set.Length == 0
        ? []
        : [.. Signature(set).Chunk(4).Select(rows => rows.Aggregate(0UL, (key, row) => Mix(key ^ row)))];

    /// <summary>Every pair of near texts, First &lt; Second, by comparing each with each.</summary>
    public static HashSet<(int First, int Second)> NearPairs(IReadOnlyList<ulong[]> sets, double similarityMin)
    {
        var pairs = new HashSet<(int, int)>();
        ulong[][] bands = [.. sets.Select(Bands)];
        for (int first = 0; first < bands.Length; first++)
        {
            for (int second = first + 1; second < bands.Length; second++)
            {
                if (bands[first].Zip(bands[second]).Any(keys => keys.First == keys.Second)
                    && Jaccard(sets[first], sets[second]) >= similarityMin)
                {
                    pairs.Add((first, second));
                }
            }
        }

        return pairs;
    }

    /// <summary>Of sets, not both empty.</summary>
    public static double Jaccard(ulong[] a, ulong[] b)
    {
        var shared = new HashSet<ulong>(a);
        shared.IntersectWith(b);
        return shared.Count / (double)(a.Length + b.Length - shared.Count);
    }

    public static string Canonical(string text)
    {
        var words = new StringBuilder(text.Length);
        bool gap = false;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format) continue;
            string? folded = LetterFold.Of(rune);
            if (folded is null && !Rune.IsLetterOrDigit(rune))
            {
                gap = true;
                continue;
            }

            if (gap && words.Length > 0) words.Append(' ');
            gap = false;
            words.Append(folded ?? Rune.ToLowerInvariant(rune).ToString());
        }

        return words.ToString();
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
