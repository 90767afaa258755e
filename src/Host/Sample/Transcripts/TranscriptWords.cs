using System.Globalization;
using Tauric.Engine;

namespace Tauric.Host.Sample.Transcripts;

/// <summary>Sentences of earnings calls. What they share is drawn part by part: no wording is a topic.</summary>
internal static class TranscriptWords
{
    private static readonly string[] s_openers =
    [
        "In the quarter,", "As you know,", "Turning to operations,", "On a sequential basis,", "Across our footprint,",
        "From a planning perspective,", "Versus our guidance,", "During the period,", "To give you some color,",
        "As I mentioned,", "Relative to last year,", "Operationally,", "For the rest of the year,", "Frankly,",
        "At this stage,", "In our view,",
    ];

    private static readonly string[] s_up =
        ["improved", "strengthened", "exceeded expectations", "rebounded", "benefited nicely", "outperformed"];

    private static readonly string[] s_down =
        ["declined", "weakened", "disappointed", "deteriorated", "suffered", "underperformed"];

    private static readonly string[] s_flat =
        ["moved sideways", "tracked our plan", "behaved normally", "stayed put", "landed where modeled", "held steady"];

    private static readonly string[] s_links =
    [
        "together with", "alongside", "on top of", "in addition to", "combined with", "next to", "as part of",
        "in connection with",
    ];

    private static readonly string[] s_closers =
    [
        "which our teams handled", "and management monitors that closely", "which supports the outlook",
        "and the organization adapted", "which leaders reviewed", "and customers noticed",
        "which the board discussed", "and partners agreed", "which matters for execution",
        "and investors asked about that", "which peers also report", "and we expect more of the same",
    ];

    private static readonly string[] s_questions =
    [
        "Can you talk about {0} and {1}, and also {2}?", "How should we think about {0} given {1} and {2}?",
        "Could you help us model {0}, {1} and {2}?", "What changed in {0} relative to {1} and {2}?",
    ];

    private static readonly string[] s_empty =
    [
        "Thank you all for joining the call this morning.", "I will turn it over to my colleague now.",
        "That is a fair question, and I appreciate it.", "We will come back to you on that with more detail.",
        "Let me start there and then hand over.", "I think that covers most of it.",
        "We are pleased with how the team executed.", "Good afternoon and welcome, everyone.",
        "Please refer to the press release on our website.", "I would not read too much into one period.",
        "Our people did an outstanding job for our stakeholders.", "So we feel comfortable with where we are.",
        "Next slide, please.", "And then just one follow up, if I may.", "Congratulations on the results.",
        "We do not give guidance on that metric.", "The replay will be available later today.",
        "Those statements are subject to risks and uncertainties.",
    ];

    public static string Empty(ref CounterRandom random) => s_empty[random.NextInt(s_empty.Length)];

    /// <param name="terms">One or more.</param>
    /// <param name="mood">−1, 0 or 1.</param>
    public static string Statement(ReadOnlySpan<string> terms, int mood, ref CounterRandom random)
    {
        string[] verbs = mood > 0 ? s_up : mood < 0 ? s_down : s_flat;
        string text = $"{Pick(s_openers, ref random)} {terms[0]} {Pick(verbs, ref random)}";
        for (int i = 1; i < terms.Length; i++)
            text += (i == 1 ? " " + Pick(s_links, ref random) : i == terms.Length - 1 ? " and" : ",") + " " + terms[i];
        if (random.NextInt(4) == 0)
            text += string.Create(CultureInfo.InvariantCulture, $" by {random.NextInt(90) / 10.0:F1}%");
        if (random.NextInt(2) == 0) text += ", " + Pick(s_closers, ref random);
        return text + ".";
    }

    public static string Question(ReadOnlySpan<string> terms, ref CounterRandom random) => string.Format(
        CultureInfo.InvariantCulture, Pick(s_questions, ref random), terms[0], terms[1 % terms.Length],
        terms[2 % terms.Length]);

    private static string Pick(string[] words, ref CounterRandom random) => words[random.NextInt(words.Length)];
}
