using Tauric.Engine;

namespace Tauric.Pipelines.Tests.Corpus;

/// <summary>Prompts with a section of every modality.</summary>
internal static class SamplePrompts
{
    private static readonly string[] s_sections =
    [
        "## Daily prices\n- 2024-03-01 open 9.00 high 11.00 low 8.00 close 10.00 volume 1.2M\n" +
        "- 2024-03-04 open 9.00 high 11.00 low 8.00 close 12.00 volume 9\n",
        "## Technical indicators (15 sessions, oldest first)\n<rsi_14> now 71.2 | Momentum. | 1 2 71.2\n" +
        "<macd_histogram> now -0.5 | Histogram. | 1 -0.5\n<roc_12> now 9 | Change. | 9\n",
        "## News: Finnhub (30 days, newest first)\n- [2024-03-04] Wire: Profit beats é | x\n" +
        "- [2024-03-01] Wire: A probe\n",
        "## News: Google News (30 days, newest first)\n- [2024-03-04] Paper: Nothing much\n",
        "## Fundamentals\n- 2023-Q4 published 2024-02-02: revenue 1B, net_income -5M, shares_diluted 3\n",
        "## Analyst actions (90 days)\n- [2024-03-01] House: down from Buy to Hold\n- [2024-02-01] House: main\n",
        "## Insider activity\n- 2024-02 insider sentiment mspr -12, change 3\n" +
        "- [2024-03-01] Name (P), change 500 at 3\n",
        "## Macro series\n<UNRATE> 2024-01 3.7 2024-02 3.9\n<GDP> 2024-01 20k 2024-02 21k\n",
    ];

    public static string Whole { get; } = string.Concat(s_sections);

    /// <summary>Two sections or more, in any order.</summary>
    public static string Next(ref CounterRandom random)
    {
        string[] sections = [.. s_sections];
        random.Shuffle<string>(sections);
        return "# AAPL\n" + string.Concat(sections.Take(2 + random.NextInt(7))) + "# Task\n";
    }
}
