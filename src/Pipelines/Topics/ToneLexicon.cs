using System.Text;
using Tauric.Engine;
using Tauric.Engine.Datasets;
using Tauric.Pipelines.Feeds;

namespace Tauric.Pipelines.Topics;

/// <summary>Words of good and of bad tone, inflected forms each, in capitals.</summary>
public sealed class ToneLexicon
{
    private readonly HashSet<string> _positive, _negative;

    private ToneLexicon(string name, IEnumerable<string> positive, IEnumerable<string> negative)
    {
        (_positive, _negative) = (ToSet(positive), ToSet(negative));
        _negative.ExceptWith(_positive);
        string words = string.Join(' ', _positive.Order(StringComparer.Ordinal)) + "|"
            + string.Join(' ', _negative.Order(StringComparer.Ordinal));
        Identity = $"{name}:{Hash256.Of(Encoding.UTF8.GetBytes(words)).ToString()[..16]}";
    }

    /// <summary>A few hundred words of our own: for a start, where no better list is at hand.</summary>
    public static ToneLexicon Default { get; } =
        new("tauric-tone", ToneWords.Positive.Split(), ToneWords.Negative.Split());

    /// <summary>Name and hash of the words: it enters fingerprints.</summary>
    public string Identity { get; }

    /// <summary>
    /// The master dictionary of Loughran and McDonald (2011), which is not ours to ship: a CSV with <c>Word</c>,
    /// <c>Negative</c> and <c>Positive</c>, the latter the year a word was added, 0 where it is not of the list, less
    /// than 0 from when it was taken off.
    /// </summary>
    /// <exception cref="DataException">A column is missing, or it has no words.</exception>
    public static ToneLexicon LoughranMcDonald(ReadOnlyMemory<byte> csv)
    {
        var (positive, negative) = (new List<string>(), new List<string>());
        try
        {
            using var rows = new WrdsCsv(csv, "word", "negative", "positive");
            while (rows.Read())
            {
                if (rows.Text("word") is not { } word) continue;
                if (rows.MaybeWhole("positive") > 0) positive.Add(word);
                if (rows.MaybeWhole("negative") > 0) negative.Add(word);
            }
        }
        catch (RefusedException refused)
        {
            throw new DataException($"The lexicon is no master dictionary: {refused.Reason}, {refused.Message}.");
        }

        return positive.Count + negative.Count > 0 ? new ToneLexicon("loughran-mcdonald", positive, negative)
            : throw new DataException("The lexicon has no word of good or bad tone.");
    }

    /// <summary>1 good, −1 bad, 0 neither.</summary>
    /// <param name="word">In any case.</param>
    public int ToneOf(string word)
    {
        string capitals = word.ToUpperInvariant();
        return _positive.Contains(capitals) ? 1 : _negative.Contains(capitals) ? -1 : 0;
    }

    private static HashSet<string> ToSet(IEnumerable<string> words) =>
        words.Where(word => word.Length > 1).Select(word => word.ToUpperInvariant()).ToHashSet(StringComparer.Ordinal);
}
