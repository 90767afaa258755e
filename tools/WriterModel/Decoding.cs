namespace Tauric.WriterModel;

/// <summary>
/// Likeliest answers of the network as it is being trained: all prompts in step, one token each, keys and values kept.
/// </summary>
internal sealed unsafe class Decoding
{
    private readonly Weights _weights;
    private readonly Shape _shape;
    private readonly Rope _rope;
    private readonly FloatBuffer[] _keysAndValues;
    private readonly FloatBuffer _x, _normed, _mixed, _attended, _gated, _hidden, _logits, _rms, _scores;
    private readonly int _context;

    public Decoding(Weights weights, int rows, int context)
    {
        (_weights, _shape, _context) = (weights, weights.Shape, context);
        _rope = new Rope(_shape);
        (int width, int hidden) = (_shape.Width, _shape.Hidden);
        _keysAndValues =
            [.. Enumerable.Range(0, _shape.Layers).Select(_ => new FloatBuffer(rows * context * 2 * width))];
        (_x, _normed, _attended) = (new(rows * width), new(rows * width), new(rows * width));
        (_mixed, _gated, _hidden) = (new(rows * 3 * width), new(rows * 2 * hidden), new(rows * hidden));
        (_logits, _rms) = (new(rows * _shape.Vocabulary), new(rows));
        _scores = new FloatBuffer(context + Elementwise.Width);
    }

    /// <summary>The tokens of each answer, up to and without <paramref name="end"/>.</summary>
    public List<int>[] Answer(IReadOnlyList<int[]> prompts, int tokensMax, int end)
    {
        List<int>[] answers = [.. prompts.Select(_ => new List<int>())];
        int[] tokens = new int[prompts.Count];
        bool[] done = new bool[prompts.Count];
        for (int t = 0; t < _context && done.Contains(false); t++)
        {
            for (int i = 0; i < tokens.Length; i++)
                if (t < prompts[i].Length) tokens[i] = prompts[i][t];
            Step(tokens, t);
            for (int i = 0; i < tokens.Length; i++)
            {
                if (done[i] || t + 1 < prompts[i].Length) continue;
                int likeliest = Likeliest(i);
                done[i] = likeliest == end || answers[i].Count >= tokensMax;
                if (!done[i]) answers[i].Add(likeliest);
                tokens[i] = likeliest;
            }
        }

        return answers;
    }

    private int Likeliest(int row)
    {
        ReadOnlySpan<float> logits = _logits.Span.Slice(row * _shape.Vocabulary, _shape.Vocabulary);
        int best = 0;
        for (int token = 1; token < logits.Length; token++)
            if (logits[token] > logits[best]) best = token;
        return best;
    }

    private void Step(ReadOnlySpan<int> tokens, int position)
    {
        int n = tokens.Length, width = _shape.Width;
        Matrix x = _x.Matrix(n, width), normed = _normed.Matrix(n, width), table = _weights.Embeddings.Value;
        for (int i = 0; i < n; i++)
            new Span<float>(table.Row(tokens[i]), width).CopyTo(new Span<float>(x.Row(i), width));
        for (int layer = 0; layer < _shape.Layers; layer++)
        {
            string name = $"blk.{layer}.";
            Norm(x, name + "attn_norm.weight", normed);
            Matrix mixed = _mixed.Matrix(n, 3 * width), attended = _attended.Matrix(n, width);
            Gemm.Multiply(normed, Value(name + "attn_q.weight", 3 * width).Turned, mixed);
            for (int i = 0; i < n; i++) Attend(layer, i, position, mixed.Row(i), attended.Row(i));
            Gemm.Multiply(attended, Value(name + "attn_output.weight", width).Turned, x, beta: 1);

            Norm(x, name + "ffn_norm.weight", normed);
            Matrix gated = _gated.Matrix(n, 2 * _shape.Hidden), hidden = _hidden.Matrix(n, _shape.Hidden);
            Gemm.Multiply(normed, Value(name + "ffn_gate.weight", 2 * _shape.Hidden).Turned, gated);
            Elementwise.Gate(gated, hidden);
            Gemm.Multiply(hidden, Value(name + "ffn_down.weight", width).Turned, x, beta: 1);
        }

        Norm(x, Weights.LastGain, normed);
        Gemm.Multiply(normed, _weights.Output.Value.Turned, _logits.Matrix(n, _shape.Vocabulary));
    }

    private void Attend(int layer, int row, int position, float* mixed, float* attended)
    {
        int width = _shape.Width, head = _shape.HeadWidth, seen = position + 1;
        int padded = (seen + Elementwise.Width - 1) / Elementwise.Width * Elementwise.Width;
        _rope.Turn(mixed, 2 * _shape.Heads, position, 1);
        float* kept = _keysAndValues[layer].Data + ((long)row * _context * 2 * width);
        new Span<float>(mixed + width, 2 * width).CopyTo(new Span<float>(kept + (position * 2 * width), 2 * width));
        new Span<float>(attended, width).Clear();
        _scores.Span.Fill(float.NegativeInfinity);
        for (int column = 0; column < width; column += head)
        {
            float* scores = _scores.Data;
            for (int t = 0; t < seen; t++)
                scores[t] = Elementwise.Dot(mixed + column, kept + (t * 2 * width) + column, head)
                    / MathF.Sqrt(head);
            Elementwise.Softmax(scores, padded);
            for (int t = 0; t < seen; t++)
                Elementwise.AddScaled(kept + (((t * 2) + 1) * width) + column, scores[t], attended + column, head);
            new Span<float>(scores + seen, padded - seen).Fill(float.NegativeInfinity);
        }
    }

    private void Norm(Matrix x, string gain, Matrix normed) =>
        Elementwise.RmsNorm(x, Value(gain, 1).Data, normed, _rms.Data, Shape.Epsilon);

    private Matrix Value(string name, int rows) => _weights.At(name, rows).Value;
}
