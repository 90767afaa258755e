using Tauric.Pipelines.Forms;

namespace Tauric.Pipelines.Topics;

/// <summary>
/// Words of good and bad tone in a sentence. A good word with a negator among the three words before it counts as bad;
/// a bad one stays bad, because speakers who deny something bad have brought it up (Loughran, McDonald 2011).
/// </summary>
public static class ToneScorer
{
    private const int WordsBefore = 3;
    private const int LettersMin = 2;
    private const string Denied = "not ";

    private static readonly HashSet<string> s_negators = new(StringComparer.OrdinalIgnoreCase)
    {
        "not", "no", "never", "none", "neither", "nor", "cannot", "without", "hardly", "barely",
    };

    /// <summary>Adds the evidence of a sentence to counts by word: <c>not strong</c> is bad.</summary>
    /// <returns>How many words of each tone it has.</returns>
    public static (int Positive, int Negative) Score(
        string text, ToneLexicon lexicon, IDictionary<string, int> positive, IDictionary<string, int> negative)
    {
        int good = 0, bad = 0, sinceNegator = WordsBefore + 1;
        foreach (string word in Words(text))
        {
            if (s_negators.Contains(word) || word.EndsWith("n't", StringComparison.OrdinalIgnoreCase))
            {
                sinceNegator = 1;
                continue;
            }

            int tone = word.Length < LettersMin ? 0 : lexicon.ToneOf(word);
            bool isDenied = tone > 0 && sinceNegator <= WordsBefore;
            sinceNegator++;
            if (tone == 0) continue;
            string said = (isDenied ? Denied : "") + word.ToLowerInvariant();
            IDictionary<string, int> evidence = tone > 0 && !isDenied ? positive : negative;
            evidence[said] = (evidence.TryGetValue(said, out int times) ? times : 0) + 1;
            if (tone > 0 && !isDenied) good++;
            else bad++;
        }

        return (good, bad);
    }

    /// <summary>What a classifier is told of a sentence, and what the lexicon would have said.</summary>
    internal static ToneFacts Facts(string text, ToneLexicon lexicon)
    {
        SortedDictionary<string, int> good = new(StringComparer.Ordinal), bad = new(StringComparer.Ordinal);
        Score(text, lexicon, good, bad);
        var words = Words(text).Select(word => word.ToLowerInvariant()).ToHashSet(StringComparer.Ordinal);
        return new ToneFacts(text, words, Said(good), Said(bad));
    }

    private static string[] Said(SortedDictionary<string, int> evidence) => [.. evidence.SelectMany(word =>
        Enumerable.Repeat(word.Key.StartsWith(Denied, StringComparison.Ordinal) ? word.Key[Denied.Length..] : word.Key,
            word.Value))];

    /// <summary>Runs of letters, with apostrophes within; a curled one is straight.</summary>
    private static IEnumerable<string> Words(string text)
    {
        for (int at = 0; at < text.Length;)
        {
            int start = at;
            while (at < text.Length && (char.IsLetter(text[at]) || (at > start && IsApostrophe(text[at])))) at++;
            if (at > start) yield return text[start..at].Replace('’', '\'').TrimEnd('\'');
            else at++;
        }
    }

    private static bool IsApostrophe(char c) => c is '\'' or '’';
}
