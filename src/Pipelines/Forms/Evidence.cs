using System.Globalization;
using System.Text;

namespace Tauric.Pipelines.Forms;

/// <summary>Something a prompt says that a thesis may rest on.</summary>
/// <param name="Number">From 1, the same for all prompts of a ticker and day; see <see cref="Id"/>.</param>
/// <param name="Section">Title of the section of the prompt.</param>
/// <param name="Stance">+1 for buying, −1 for selling, 0 neither.</param>
/// <param name="Claim">What follows from the quote, as a clause without capital and full stop.</param>
/// <param name="Quote">Words of the prompt, byte for byte.</param>
public sealed record Evidence(int Number, string Section, int Stance, string Claim, ReadOnlyMemory<char> Quote)
{
    public string Id { get; } = "E" + Number.ToString(CultureInfo.InvariantCulture);

    /// <summary>What it does to a view. What takes no side is for a view to wait, and all else is open.</summary>
    /// <param name="direction">Of the view, as <see cref="Recommendation.DirectionOf"/>.</param>
    public Effect EffectOn(int direction) => (direction, Stance * direction) switch
    {
        (0, _) => Stance == 0 ? Effect.For : Effect.Neutral,
        (_, > 0) => Effect.For,
        (_, < 0) => Effect.Against,
        _ => Effect.Neutral,
    };

    /// <summary>All evidence of a ticker and day, as any model is shown it: one line each.</summary>
    public static string Listing(IReadOnlyList<Evidence> evidence)
    {
        var text = new StringBuilder("Evidence:\n");
        foreach (Evidence e in evidence)
        {
            text.Append(e.Id).Append(" [").Append(e.Section).Append("] ").Append(e.Claim).Append(": ")
                .Append(e.Quote).Append('\n');
        }

        return text.ToString();
    }
}

/// <summary>What a piece of evidence does to a view.</summary>
public enum Effect
{
    For,
    Neutral,
    Against,
}
