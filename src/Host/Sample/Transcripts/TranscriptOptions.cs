using Tauric.Engine;

namespace Tauric.Host.Sample.Transcripts;

/// <summary>How far apart topics are said.</summary>
public enum TranscriptDifficulty
{
    /// <summary>Every sentence names four terms of its topic and nothing else's; one in ten is about nothing.</summary>
    Easy,

    /// <summary>Three terms; one in ten sentences names another topic too; one in seven is about nothing.</summary>
    Medium,

    /// <summary>Two terms; three in ten name another topic too; one in four is about nothing.</summary>
    Hard,
}

/// <param name="Seed">Same seed, same bytes.</param>
/// <param name="First">The first quarter, by its first day.</param>
/// <param name="Firms">Each quarter; some have no security.</param>
public sealed record TranscriptOptions(long Seed, DateOnly First, int Firms, int Quarters)
{
    public const long DefaultSeed = 146;

    public TranscriptDifficulty Difficulty { get; init; } = TranscriptDifficulty.Medium;

    /// <summary>Topics of a firm, and sentences about each.</summary>
    public int Topics { get; init; } = 9;

    public int SentencesPerTopic { get; init; } = 28;

    /// <summary>Firms of one chunk.</summary>
    public int ChunkFirms { get; init; } = 50;

    /// <summary>What <c>data-samples/topics</c> holds: 12 firms, two quarters.</summary>
    public static TranscriptOptions Cut(long seed = DefaultSeed) => new(seed, new DateOnly(2023, 1, 1), 12, 2)
    {
        Topics = 6,
        SentencesPerTopic = 21,
        ChunkFirms = 6,
    };

    /// <param name="text">Firms and quarters: <c>100x2</c>.</param>
    /// <exception cref="UsageException">It is not that.</exception>
    public static TranscriptOptions Parse(string text, long seed = DefaultSeed)
    {
        string[] parts = text.Split('x');
        if (parts.Length != 2 || !int.TryParse(parts[0], out int firms) || !int.TryParse(parts[1], out int quarters)
            || firms is < 1 or > 9999 || quarters is < 1 or > 80)
        {
            throw new UsageException($"'{text}' is not FIRMSxQUARTERS like 100x2 (at most 9999x80).");
        }

        return new TranscriptOptions(seed, new DateOnly(2023, 1, 1), firms, quarters);
    }
}
