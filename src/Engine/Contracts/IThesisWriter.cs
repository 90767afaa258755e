namespace Tauric.Engine.Contracts;

/// <summary>Turns a prompt and its label into a reasoned thesis: a rule writer, a local model, a remote one.</summary>
public interface IThesisWriter
{
    /// <summary>Name and version of the model: it enters fingerprints and the corpus.</summary>
    string Identity { get; }

    Thesis Write(ThesisRequest request);
}

/// <param name="SampleId">Unique; keys the writer's randomness, if it has any.</param>
/// <param name="Prompt">All the writer may know.</param>
/// <param name="Recommendation">What the label says: <c>STRONG BUY</c> … <c>STRONG SELL</c>.</param>
public sealed record ThesisRequest(string SampleId, string Prompt, string Recommendation);

/// <summary>A thesis whose every claim quotes the prompt.</summary>
public sealed record Thesis(string Summary, IReadOnlyList<ThesisClaim> Claims, IReadOnlyList<string> Risks,
    string Recommendation, string Text);

/// <param name="Quote">A span of the prompt, byte for byte.</param>
/// <param name="Source">Section of the prompt it comes from.</param>
/// <param name="Stance">+1 supports buying, −1 selling, 0 neither.</param>
public sealed record ThesisClaim(string Text, string Quote, string Source, int Stance);
