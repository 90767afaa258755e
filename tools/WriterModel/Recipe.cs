namespace Tauric.WriterModel;

/// <summary>All that decides the bytes of a trained model besides the forms.</summary>
internal sealed record Recipe
{
    public long Seed { get; init; } = 1;

    /// <summary>Steps at the full rate.</summary>
    public int Hold { get; init; } = 3091;

    /// <summary>What the full rate is multiplied by: below 1 where a trained model is trained further.</summary>
    public float Rate { get; init; } = 1;

    /// <summary>The document that comes first: what an earlier training saw lies before it.</summary>
    public long First { get; init; }

    /// <summary>A model to go on from; empty for random weights.</summary>
    public string From { get; init; } = "";

    /// <summary>Steps in which it falls to zero.</summary>
    public int Fall { get; init; } = 1500;

    public int Vocabulary { get; init; } = 1024;

    public int Width { get; init; } = 128;

    public int Layers { get; init; } = 2;

    public int Heads { get; init; } = 2;

    public int Hidden { get; init; } = 384;

    /// <summary>Of a step.</summary>
    public int Tokens { get; init; } = 4096;

    /// <summary>Texts that merges are learned from.</summary>
    public int TokenizerTexts { get; init; } = 20_000;

    public Shape Shape(Tokenizer tokenizer) => new(tokenizer.Size, Width, Layers, Heads, Hidden);
}
