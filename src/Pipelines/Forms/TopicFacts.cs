using Tauric.Engine;
using Tauric.Kernels.Text;

namespace Tauric.Pipelines.Forms;

/// <summary>What is known of a topic when it is named and summarised.</summary>
/// <param name="Keywords">Weightiest first, in small letters.</param>
/// <param name="Firms">Names that may not be said, in small letters, word by word.</param>
public sealed record TopicFacts(IReadOnlyList<string> Keywords, IReadOnlyList<string> Firms)
{
    private const int SentenceLengthMax = 240;

    private readonly IReadOnlyList<string> _sentences = [];

    /// <summary>Keywords that name no firm.</summary>
    public IReadOnlyList<string> Allowed { get; } =
        [.. Keywords.Where(k => !k.Split(' ').Any(Firms.Contains)).Distinct()];

    /// <summary>Sentences that stand for it; those that name a firm, or are no short line, are left out.</summary>
    public IReadOnlyList<string> Sentences
    {
        get => _sentences;
        init => _sentences = [.. value.Select(s => s.Trim()).Where(s => s.Length is > 0 and <= SentenceLengthMax
            && !s.Any(char.IsControl) && FirmIn(s) is null).Distinct()];
    }

    /// <summary>In plain words, for a model that knows no short wording.</summary>
    internal string Told => $"Keywords: {string.Join(", ", Allowed)}\n"
        + (Sentences.Count == 0 ? "" : $"Said:\n{string.Concat(Sentences.Select(s => $"- {s}\n"))}");

    /// <summary>The first word of a firm's name that a text says, or null.</summary>
    internal string? FirmIn(string text) => CanonicalText.Of(text).Split(' ').FirstOrDefault(Firms.Contains);

    internal static TopicFacts Invent(ref CounterRandom random, int keywordsMax)
    {
        var keywords = new string[3 + random.NextInt(keywordsMax - 2)];
        for (int i = 0; i < keywords.Length; i++)
        {
            string second = random.NextInt(5) == 0 ? " " + TopicWords.Next(ref random) : "";
            keywords[i] = TopicWords.Next(ref random) + second;
        }

        string firm = TopicWords.Next(ref random);
        return new TopicFacts(keywords.All(k => k.Split(' ').Contains(firm)) ? ["growth"] : keywords, [firm])
        {
            Sentences = [$"We saw {keywords[0]} rise by 12% in the quarter.", $"Much depends on {keywords[1]}."],
        };
    }
}
