namespace Tauric.Host.Configuration;

/// <summary>Finds the word that was probably meant.</summary>
internal static class Spelling
{
    /// <summary>The candidate fewest edits away, if that is at most a third of the word; the first of equals.</summary>
    public static string? Closest(string word, IEnumerable<string> candidates)
    {
        int nearest = Math.Max(2, word.Length / 3) + 1;
        string? closest = null;
        foreach (string candidate in candidates)
        {
            int edits = Edits(word, candidate);
            if (edits >= nearest) continue;
            nearest = edits;
            closest = candidate;
        }

        return closest;
    }

    /// <summary>Levenshtein distance.</summary>
    public static int Edits(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
