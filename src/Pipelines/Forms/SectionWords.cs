using System.Text;
using Tauric.Engine;

namespace Tauric.Pipelines.Forms;

/// <summary>How the opinions of a section are worded by rule, and the words their effect is known by.</summary>
internal static class SectionWords
{
    /// <summary>Words a sentence may open with: any other capital would be a name.</summary>
    public static readonly IReadOnlyList<string> Openings =
    [
        "Because", "Since", "As", "Given", "That", "Here", "With", "While", "When", "If", "In", "On", "For", "It",
        "This", "The", "What", "To", "Seeing", "Note",
    ];

    /// <summary>Before the claim, after it; the verb follows.</summary>
    private static readonly (string Before, string After)[] s_frames =
    [
        ("", ", which "),
        ("", ", and this "),
        ("", ", a point that "),
        ("Because ", ", this point "),
        ("Since ", ", it "),
        ("As ", ", the reading "),
        ("That ", " "),
        ("The evidence says that ", ", which "),
        ("What counts here is that ", ", and it "),
        ("It matters that ", ", for it "),
    ];

    private static readonly Wording s_for = new(
        ["supports", "strengthens", "favours", "backs", "underpins"],
        [
            "for as long as the picture stays the same", "and deserves its full weight in the balance",
            "over the weeks that the view looks ahead", "and gives the view a firm place to stand",
            "in a way that is easy to verify", "and adds to what the other points show",
        ]);

    private static readonly Wording s_neutral = new(
        ["neither helps nor hurts", "says little about", "leaves open", "stays neutral for"],
        [
            "and mainly helps to see the whole picture", "until a clearer sign comes into view",
            "so that other points have to decide", "and should weigh less than the rest of it",
            "but it belongs to an honest account", "at least for the time being",
        ]);

    private static readonly Wording s_against = new(
        ["weakens", "weighs on", "argues against", "clouds", "undermines"],
        [
            "and calls for a smaller position than usual", "and needs to be watched in the coming days",
            "until it is seen to fade again", "and would matter more if it grew",
            "so the view must bear it openly", "and asks for patience before adding more",
        ]);

    /// <summary>The word of each verb that says the effect.</summary>
    public static readonly IReadOnlyDictionary<string, Effect> Effects =
        new[] { Effect.For, Effect.Neutral, Effect.Against }
            .SelectMany(e => Verbs(e).Select(v => (Word: Key(v), Effect: e)))
            .ToDictionary(p => p.Word, p => p.Effect);

    public static IReadOnlyList<string> Verbs(Effect effect) => Of(effect).Verbs;

    /// <summary>A sentence on a claim.</summary>
    /// <param name="view">buying, selling or waiting.</param>
    public static void Append(StringBuilder text, string claim, Effect effect, string view, ref CounterRandom random)
    {
        Wording wording = Of(effect);
        (string before, string after) = s_frames[random.NextInt(s_frames.Length)];
        if (before.Length > 0) text.Append(before).Append(claim);
        else if (claim.Length > 0) text.Append(char.ToUpperInvariant(claim[0])).Append(claim, 1, claim.Length - 1);
        text.Append(after).Append(wording.Verbs[random.NextInt(wording.Verbs.Length)])
            .Append(" the case for ").Append(view).Append(' ')
            .Append(wording.Tails[random.NextInt(wording.Tails.Length)]).Append('.');
    }

    private static Wording Of(Effect effect) =>
        effect switch { Effect.For => s_for, Effect.Against => s_against, _ => s_neutral };

    private static string Key(string verb) => verb switch
    {
        "says little about" => "little",
        "leaves open" => "open",
        "stays neutral for" => "neutral",
        _ => verb.Split(' ')[0],
    };

    private sealed record Wording(string[] Verbs, string[] Tails);
}
