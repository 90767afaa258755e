namespace Tauric.WriterModel;

/// <summary>All that decides the bytes of a trained model besides the forms.</summary>
internal sealed record Recipe
{
    public long Seed { get; init; } = 1;

    /// <summary>Steps at the full rate.</summary>
    public int Hold { get; init; } = 3000;

    /// <summary>Steps in which it falls to zero.</summary>
    public int Fall { get; init; } = 2000;

    public int Vocabulary { get; init; } = 1024;

    public int Width { get; init; } = 128;

    public int Layers { get; init; } = 3;

    public int Heads { get; init; } = 4;

    public int Hidden { get; init; } = 256;

    /// <summary>Of a step.</summary>
    public int Tokens { get; init; } = 4096;

    /// <summary>Texts that merges are learned from.</summary>
    public int TokenizerTexts { get; init; } = 20_000;

    public Shape Shape(Tokenizer tokenizer) => new(tokenizer.Size, Width, Layers, Heads, Hidden);
}
