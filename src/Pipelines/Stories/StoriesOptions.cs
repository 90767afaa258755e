using System.Globalization;
using Tauric.Kernels.Patterns;

namespace Tauric.Pipelines.Stories;

/// <summary>Parameters of the stories that decide their bytes. Checked by <see cref="Problems"/> first.</summary>
public sealed record StoriesOptions
{
    /// <summary>Null for all symbols there are bars of.</summary>
    public IReadOnlyList<string>? Symbols { get; init; }

    /// <summary>First session told; null for the first one with enough bars before it.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last session told; null for the last one there are bars of.</summary>
    public DateOnly? To { get; init; }

    public long Seed { get; init; } = 1234;

    /// <summary>Rows before a row that say what is usual.</summary>
    public int RollingWindow { get; init; } = 60;

    /// <summary>Deviations to the outermost states.</summary>
    public double StdMultiplier { get; init; } = 2;

    /// <summary>Shape of memberships, by name.</summary>
    public string Membership { get; init; } = "triangular";

    /// <summary>Bars a pattern covers.</summary>
    public int PatternWindow { get; init; } = 10;

    /// <summary>A file of the user's patterns, or null.</summary>
    public string? PatternFile { get; init; }

    /// <summary>The patterns of that file: told besides the six named ones.</summary>
    public IReadOnlyList<Pattern> Patterns { get; init; } = [];

    /// <summary>The six, then the user's.</summary>
    public IReadOnlyList<Pattern> AllPatterns => [.. NamedPatterns.All, .. Patterns];

    /// <summary>Sessions of a training sequence: the last one is the target.</summary>
    public int SequenceLength { get; init; } = 7;

    /// <summary>Mean quality from which on a sequence is training data.</summary>
    public double QualityThreshold { get; init; } = 0.7;

    /// <summary>Letters of a story.</summary>
    public int StoryLengthMax { get; init; } = 2000;

    /// <summary>Share of the sessions, the last ones, whose stories validate.</summary>
    public double ValidationShare { get; init; } = 0.15;

    /// <summary>Everything wrong with these options, each with its configuration key.</summary>
    public IEnumerable<string> Problems()
    {
        if (From is { } from && To is { } to && from > to)
            yield return $"stories.from: {Text(from)} is after stories.to {Text(to)}";
        if (RollingWindow is < 2 or > 10_000) yield return $"fuzzy.rolling_window: {RollingWindow} is not in 2..10000";
        if (StdMultiplier is not (> 0 and <= 10))
            yield return $"fuzzy.std_multiplier: {Text(StdMultiplier)} is not in (0, 10]";
        if (PatternWindow is < 4 or > 1000) yield return $"fuzzy.pattern_window: {PatternWindow} is not in 4..1000";
        if (StoryLengthMax < 200) yield return $"stories.story_length_max: {StoryLengthMax} is under 200";
        if (SequenceLength is < 2 or > 60) yield return $"stories.sequence_length: {SequenceLength} is not in 2..60";
        if (QualityThreshold is not (>= 0 and <= 1))
            yield return $"stories.quality_threshold: {Text(QualityThreshold)} is not in [0, 1]";
        if (StoryLengthMax is < 200 or > 100_000)
            yield return $"stories.max_story_length: {StoryLengthMax} is not in 200..100000";
        if (ValidationShare is not (> 0 and < 1))
            yield return $"stories.validation_share: {Text(ValidationShare)} is not in (0, 1)";
    }

    private static string Text(IFormattable value) => value switch
    {
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };
}
