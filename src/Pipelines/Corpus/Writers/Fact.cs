namespace Tauric.Pipelines.Corpus.Writers;

/// <summary>Something a prompt says, read by rule.</summary>
/// <param name="Quote">The words of the prompt it rests on: a slice of it, copied only when it is used.</param>
/// <param name="Claim">What follows from them, as a sentence without capital and full stop.</param>
/// <param name="Stance">+1 for buying, −1 against, 0 neither.</param>
/// <param name="Weight">How much it matters among the facts of its section, 0 to 1.</param>
internal sealed record Fact(ReadOnlyMemory<char> Quote, string Claim, int Stance, double Weight);

/// <summary>Reads the facts of one section of a prompt.</summary>
internal interface IFactReader
{
    /// <summary>How the section's title starts.</summary>
    string Title { get; }

    /// <summary>Heading in the thesis.</summary>
    string Heading { get; }

    /// <param name="lines">Slices of the prompt, each longer than two characters; anything may stand in them.</param>
    IEnumerable<Fact> Read(IReadOnlyList<ReadOnlyMemory<char>> lines);
}
