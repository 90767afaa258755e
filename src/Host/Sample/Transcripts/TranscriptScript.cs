using Tauric.Engine;

namespace Tauric.Host.Sample.Transcripts;

/// <summary>What a firm says in a call: sentences about its topics, in the order in which they are said.</summary>
internal sealed class TranscriptScript
{
    private const int TermsOfFirm = 8;
    private const int TurnSentencesMax = 7;

    private readonly TranscriptOptions _options;
    private readonly TranscriptFirm _firm;
    private readonly Topic[] _topics;
    private readonly string[] _analysts;

    public TranscriptScript(TranscriptOptions options, TranscriptFirm firm, string quarter, ref CounterRandom random)
    {
        (_options, _firm) = (options, firm);
        TranscriptTheme[] themes = [.. TranscriptTheme.All.Where(theme =>
            (theme.Sector is null || theme.Sector == firm.Sector) && IsTalkedOf(theme, quarter))];
        random.Shuffle<TranscriptTheme>(themes);
        var topics = new List<Topic>();
        // Its sector's first: they are what it lives from.
        foreach (TranscriptTheme theme in themes.OrderBy(t => t.Sector is null).Take(options.Topics))
        {
            string[] terms = [.. theme.Terms];
            random.Shuffle<string>(terms);
            topics.Add(new Topic(theme, terms[..TermsOfFirm], random.NextInt(3) - 1));
        }

        _topics = [.. topics];
        _analysts = [.. Enumerable.Repeat(0, 4).Select(_ => "")];
        foreach (ref string analyst in _analysts.AsSpan()) analyst = TranscriptFirm.Person(ref random);
    }

    /// <summary>Turns of speakers: a prepared part topic by topic, then questions and answers.</summary>
    public List<(string Speaker, string Type, IReadOnlyList<(string Text, string? Theme)> Sentences)> Turns(
        ref CounterRandom random)
    {
        var turns = new List<(string, string, IReadOnlyList<(string, string?)>)>();
        foreach ((int i, Topic topic) in _topics.Index())
        {
            string speaker = i % 2 == 0 ? _firm.Chief : _firm.Treasurer;
            for (int left = _options.SentencesPerTopic * 2 / 3; left > 0; left -= TurnSentencesMax)
                turns.Add((speaker, "Executives", Said(topic, Math.Min(left, TurnSentencesMax), ref random)));
        }

        for (int i = 0; i < _topics.Length; i++)
        {
            Topic topic = _topics[random.NextInt(_topics.Length)];
            turns.Add((_analysts[i % _analysts.Length], "Analysts", Asked(topic, ref random)));
            turns.Add((i % 2 == 0 ? _firm.Treasurer : _firm.Chief, "Executives",
                Said(topic, _options.SentencesPerTopic / 3, ref random)));
        }

        return turns;
    }

    /// <summary>Themes come and go: one in eight rests for a year, another one each year.</summary>
    private static bool IsTalkedOf(TranscriptTheme theme, string quarter)
    {
        int age = ((quarter[3] - '0') * 4) + (quarter[5] - '1');
        return (TranscriptTheme.All.Index().First(t => t.Item == theme).Index + (age / 2)) % 8 != 0;
    }

    private List<(string Text, string? Theme)> Said(Topic topic, int count, ref CounterRandom random)
    {
        var said = new List<(string, string?)>(count);
        while (said.Count < count)
        {
            if (random.NextUniform() < Share(0.10, 0.14, 0.25)) said.Add((TranscriptWords.Empty(ref random), null));
            else said.Add((TranscriptWords.Statement(Terms(topic, ref random), Mood(topic, ref random), ref random),
                topic.Theme.Name));
        }

        return said;
    }

    private List<(string Text, string? Theme)> Asked(Topic topic, ref CounterRandom random) =>
    [
        (TranscriptWords.Empty(ref random), null),
        (TranscriptWords.Question(Terms(topic, ref random), ref random), topic.Theme.Name),
    ];

    /// <summary>Terms of the topic, no two alike; where topics are hard to tell apart one of another's.</summary>
    private string[] Terms(Topic topic, ref CounterRandom random)
    {
        string[] terms = [.. topic.Terms];
        random.Shuffle<string>(terms);
        int count = _options.Difficulty switch
        {
            TranscriptDifficulty.Easy => 4,
            TranscriptDifficulty.Medium => 3,
            _ => 2,
        };
        if (random.NextUniform() >= Share(0, 0.1, 0.3)) return terms[..count];
        Topic other = _topics[random.NextInt(_topics.Length)];
        return [.. terms[..count], other.Terms[random.NextInt(other.Terms.Length)]];
    }

    /// <summary>Mostly the topic's.</summary>
    private static int Mood(Topic topic, ref CounterRandom random) =>
        random.NextInt(4) == 0 ? random.NextInt(3) - 1 : topic.Mood;

    private double Share(double easy, double medium, double hard) => _options.Difficulty switch
    {
        TranscriptDifficulty.Easy => easy,
        TranscriptDifficulty.Medium => medium,
        _ => hard,
    };

    /// <param name="Mood">−1 bad, 0 neither, 1 good: which words go with it.</param>
    private sealed record Topic(TranscriptTheme Theme, string[] Terms, int Mood);
}
