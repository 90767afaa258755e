namespace Tauric.Engine.Contracts;

/// <summary>Counts tokens as the model a corpus is made for would.</summary>
public interface ITokenizer
{
    /// <summary>Name and content hash of the vocabulary: it enters fingerprints.</summary>
    string Identity { get; }

    /// <summary>
    /// Tokens of the text. Additive over line ends: a text that ends in a newline and one that starts with neither
    /// white space nor <c>/</c> have together as many tokens as apart (o200k joins <c>"!\n/"</c> to one piece).
    /// </summary>
    int Count(ReadOnlySpan<char> text);
}
