using Tauric.Engine;

namespace Tauric.WriterModel;

/// <param name="Hidden">Width of the feed-forward layer.</param>
internal sealed record Shape(int Vocabulary, int Width, int Layers, int Heads, int Hidden)
{
    public const float RopeBase = 10_000;
    public const float Epsilon = 1e-5f;

    /// <summary>Tokens of the longest prompt with its answer.</summary>
    public const int Context = 1024;

    public int HeadWidth => Width / Heads;
}

/// <param name="Name">As GGUF calls it.</param>
/// <param name="Rows">1 for the gain of a norm.</param>
internal sealed record Parameter(string Name, int Rows, int Columns, int Offset)
{
    public int Length => Rows * Columns;

    public bool IsGain => Rows == 1;

    /// <summary>A table with a row a token: read by row, not multiplied through.</summary>
    public bool IsTable => Name is Weights.Embedding or Weights.Head;
}

/// <summary>
/// The parameters of a llama: one run of floats, and their gradients beside it. What is multiplied together lies
/// together: query, key and value are one matrix of 3·width rows, gate and up one of 2·hidden.
/// </summary>
internal sealed class Weights
{
    public const string Embedding = "token_embd.weight";
    public const string Head = "output.weight";
    public const string LastGain = "output_norm.weight";
    private readonly Dictionary<string, Parameter> _named;

    public Weights(Shape shape)
    {
        Shape = shape;
        List<Parameter> all = [];
        foreach ((string name, int rows, int columns) in Layout(shape))
            all.Add(new(name, rows, columns, all.Sum(earlier => earlier.Length)));
        Parameters = all;
        _named = all.ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);
        Values = new FloatBuffer(all.Sum(parameter => parameter.Length));
        Gradients = new FloatBuffer(Values.Length);
    }

    public Shape Shape { get; }

    public IReadOnlyList<Parameter> Parameters { get; }

    public FloatBuffer Values { get; }

    public FloatBuffer Gradients { get; }

    public Grown Embeddings => At(Embedding, Shape.Vocabulary);

    public Grown OutputGain => At(LastGain, 1);

    public Grown Output => At(Head, Shape.Vocabulary);

    /// <summary>Normal draws: 1/√columns for matrices, less for what adds to the stream; gains are 1.</summary>
    public static Weights Draw(Shape shape, long seed)
    {
        var weights = new Weights(shape);
        foreach (Parameter parameter in weights.Parameters)
        {
            var random = CounterRandom.For(seed, "weights", parameter.Name);
            float scale = Deviation(parameter, shape);
            foreach (ref float value in weights.Values.Span.Slice(parameter.Offset, parameter.Length))
                value = parameter.IsGain ? 1 : scale * (float)random.NextNormal();
        }

        return weights;
    }

    /// <summary>A matrix by the name of its first part.</summary>
    public Grown At(string name, int rows)
    {
        Parameter parameter = _named[name];
        return new(
            Values.Matrix(rows, parameter.Columns, parameter.Offset),
            Gradients.Matrix(rows, parameter.Columns, parameter.Offset));
    }

    private static float Deviation(Parameter parameter, Shape shape)
    {
        if (parameter.Name == Embedding) return 0.1f;
        if (parameter.Name == Head) return 0.02f;
        bool adds = parameter.Name.EndsWith("attn_output.weight", StringComparison.Ordinal)
            || parameter.Name.EndsWith("ffn_down.weight", StringComparison.Ordinal);
        return (adds ? 1 / MathF.Sqrt(2f * shape.Layers) : 1) / MathF.Sqrt(parameter.Columns);
    }

    private static IEnumerable<(string Name, int Rows, int Columns)> Layout(Shape shape)
    {
        (int width, int hidden) = (shape.Width, shape.Hidden);
        yield return (Embedding, shape.Vocabulary, width);
        for (int layer = 0; layer < shape.Layers; layer++)
        {
            string block = $"blk.{layer}.";
            yield return (block + "attn_norm.weight", 1, width);
            yield return (block + "attn_q.weight", width, width);
            yield return (block + "attn_k.weight", width, width);
            yield return (block + "attn_v.weight", width, width);
            yield return (block + "attn_output.weight", width, width);
            yield return (block + "ffn_norm.weight", 1, width);
            yield return (block + "ffn_gate.weight", hidden, width);
            yield return (block + "ffn_up.weight", hidden, width);
            yield return (block + "ffn_down.weight", width, hidden);
        }

        yield return (LastGain, 1, width);
        yield return (Head, shape.Vocabulary, width);
    }
}

/// <summary>Weights and, in the same shape, what their gradient is added to.</summary>
internal readonly record struct Grown(Matrix Value, Matrix Gradient);
