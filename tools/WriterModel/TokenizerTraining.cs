using System.Text;

namespace Tauric.WriterModel;

/// <summary>
/// Learns merges: the commonest pair first, of equals the one with the lower tokens. No merge holds two capitals or a
/// space and a single one, so that a ticker never seen costs no more than one that was.
/// </summary>
internal static class TokenizerTraining
{
    private const int RarestPair = 3;

    public static Tokenizer Train(IEnumerable<string> texts, int size)
    {
        List<(List<int> Parts, int Count)> pieces = [.. Counted(texts)];
        List<(int Left, int Right)> merges = [];
        List<string> words = [.. Enumerable.Range(0, 256).Select(value => ((char)value).ToString())];
        while (words.Count + Tokenizer.Controls.Length < size)
        {
            if (Commonest(pieces, words) is not var (left, right)) break;
            foreach ((List<int> parts, _) in pieces) Merge(parts, left, right, words.Count);
            merges.Add((left, right));
            words.Add(words[left] + words[right]);
        }

        return new Tokenizer(merges);
    }

    private static IEnumerable<(List<int> Parts, int Count)> Counted(IEnumerable<string> texts) =>
        from text in texts
        from piece in Pieces.Of(text)
        group piece by piece into same
        orderby same.Key
        let bytes = Encoding.UTF8.GetBytes(same.Key)
        select (bytes.Select(value => (int)value).ToList(), same.Count());

    private static (int Left, int Right)? Commonest(List<(List<int> Parts, int Count)> pieces, List<string> words)
    {
        int[] counts = new int[words.Count * words.Count];
        foreach ((List<int> parts, int count) in pieces)
            for (int i = 0; i + 1 < parts.Count; i++) counts[(parts[i] * words.Count) + parts[i + 1]] += count;
        int best = -1;
        for (int pair = 0; pair < counts.Length; pair++)
        {
            if (counts[pair] < RarestPair || (best >= 0 && counts[pair] <= counts[best])) continue;
            if (IsAllowed(words[pair / words.Count] + words[pair % words.Count])) best = pair;
        }

        return best < 0 ? null : (best / words.Count, best % words.Count);
    }

    /// <param name="word">Bytes as characters of the same number.</param>
    private static bool IsAllowed(string word)
    {
        int capitals = word.Count(char.IsAsciiLetterUpper);
        return capitals == 0 || (capitals == 1 && !char.IsAsciiLetterUpper(word[^1]));
    }

    private static void Merge(List<int> parts, int left, int right, int merged)
    {
        for (int i = 0; i + 1 < parts.Count; i++)
        {
            if (parts[i] != left || parts[i + 1] != right) continue;
            parts[i] = merged;
            parts.RemoveAt(i + 1);
        }
    }
}
