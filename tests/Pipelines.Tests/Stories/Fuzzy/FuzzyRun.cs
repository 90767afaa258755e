using Tauric.Pipelines.Stories;
using Tauric.Pipelines.Stories.Fuzzy;

namespace Tauric.Pipelines.Tests.Stories.Fuzzy;

/// <summary>A market from bars to fuzzy output.</summary>
internal sealed class FuzzyRun : IDisposable
{
    private readonly StepHarness _store = new();

    public FuzzyRun(StoryMarket market, StoriesOptions options, long until = long.MaxValue)
    {
        market.Put(_store, until);
        Indicators = _store.Run(new ComputeIndicators(options));
        Sets = _store.Run(new FuzzySets(options));
        Patterns = _store.Run(new FuzzyPatterns(options));
        Output = _store.Run(new FuzzyOutput(options));
    }

    public StepResult Indicators { get; }

    public StepResult Sets { get; }

    public StepResult Patterns { get; }

    public StepResult Output { get; }

    public IEnumerable<StepResult> Results => [Indicators, Sets, Patterns, Output];

    /// <summary>Rows of all four by dataset and partition, in order.</summary>
    public IEnumerable<string> Lines =>
        Results.SelectMany((result, i) => result.Lines.Select(line => $"{i} {line}"));

    public static StoriesOptions Telling(StoryMarket market, int last, int window = 20) => new()
    {
        From = market.Sessions[^last],
        To = market.Sessions[^1],
        RollingWindow = window,
    };

    public void Dispose() => _store.Dispose();
}
