namespace Tauric.WriterModel;

/// <summary>
/// A llama with an untied head, forward and backward over a batch of packed documents, on one core.
/// </summary>
internal sealed unsafe class Network
{
    private readonly Weights _weights;
    private readonly Block[] _blocks;
    private readonly Workspace _work;
    private readonly FloatBuffer _last, _picked, _normed, _rms, _logits, _dx;

    public Network(Weights weights, int tokensMax)
    {
        _weights = weights;
        Shape shape = weights.Shape;
        var attention = new Attention(shape, new Rope(shape));
        _blocks = [.. Enumerable.Range(0, shape.Layers).Select(i => new Block(weights, i, attention, tokensMax))];
        _work = new Workspace(shape, tokensMax);
        (_last, _picked, _normed) =
            (new(tokensMax * shape.Width), new(tokensMax * shape.Width), new(tokensMax * shape.Width));
        (_rms, _logits, _dx) = (new(tokensMax), new(tokensMax * shape.Vocabulary), new(tokensMax * shape.Width));
    }

    /// <summary>Mean of −log p over the targets.</summary>
    public double Loss(Batch batch)
    {
        Forward(batch);
        return CrossEntropy(batch, gradientScale: 0);
    }

    /// <summary>The loss; the gradient of share · loss is added to the weights' gradients.</summary>
    /// <param name="share">Of this batch among those a step is made of.</param>
    public double Gradient(Batch batch, float share = 1)
    {
        Forward(batch);
        double loss = CrossEntropy(batch, share / batch.Rows.Count);
        Backward(batch);
        return loss;
    }

    private void Forward(Batch batch)
    {
        int n = batch.Tokens.Count, width = _weights.Shape.Width;
        Matrix x = _blocks[0].Input(n), table = _weights.Embeddings.Value;
        for (int i = 0; i < n; i++) Copy(table.Row(batch.Tokens[i]), x.Row(i));
        for (int layer = 0; layer < _blocks.Length; layer++)
        {
            Matrix y = layer + 1 < _blocks.Length ? _blocks[layer + 1].Input(n) : _last.Matrix(n, width);
            _blocks[layer].Forward(batch, y);
        }

        int rows = batch.Rows.Count;
        Matrix picked = _picked.Matrix(rows, width), normed = _normed.Matrix(rows, width);
        for (int i = 0; i < rows; i++) Copy(_last.Data + (batch.Rows[i] * width), picked.Row(i));
        Elementwise.RmsNorm(picked, _weights.OutputGain.Value.Data, normed, _rms.Data, Shape.Epsilon);
        Gemm.Multiply(normed, _weights.Output.Value.Turned, _logits.Matrix(rows, _weights.Shape.Vocabulary));
    }

    /// <summary>Turns logits into their gradients times the scale.</summary>
    private double CrossEntropy(Batch batch, float gradientScale)
    {
        Matrix logits = _logits.Matrix(batch.Rows.Count, _weights.Shape.Vocabulary);
        double loss = 0;
        for (int i = 0; i < logits.Rows; i++)
        {
            float* row = logits.Row(i);
            float target = row[batch.Targets[i]];
            (float largest, float sum) = Elementwise.Softmax(row, logits.Columns, gradientScale);
            loss += Math.Log(sum) - (target - largest);
            row[batch.Targets[i]] -= gradientScale;
        }

        return loss / logits.Rows;
    }

    private void Backward(Batch batch)
    {
        int n = batch.Tokens.Count, rows = batch.Rows.Count, width = _weights.Shape.Width;
        Matrix dx = _dx.Matrix(n, width), dnormed = _work.Normed.Matrix(rows, width);
        Matrix dpicked = _work.Attended.Matrix(rows, width);
        Block.Multiply(
            _logits.Matrix(rows, _weights.Shape.Vocabulary), _weights.Output, _normed.Matrix(rows, width), dnormed);
        new Span<float>(dx.Data, n * width).Clear();
        new Span<float>(dpicked.Data, rows * width).Clear();
        Elementwise.RmsNormBack(_picked.Matrix(rows, width), _weights.OutputGain.Value.Data, _rms.Data, dnormed,
            dpicked, _weights.OutputGain.Gradient.Data);
        for (int i = 0; i < rows; i++) Copy(dpicked.Row(i), dx.Row(batch.Rows[i]));
        foreach (Block block in _blocks.Reverse()) block.Backward(batch, dx, _work);
        Matrix table = _weights.Embeddings.Gradient;
        for (int i = 0; i < n; i++) Elementwise.AddScaled(dx.Row(i), 1, table.Row(batch.Tokens[i]), width);
    }

    private void Copy(float* from, float* to) =>
        new Span<float>(from, _weights.Shape.Width).CopyTo(new Span<float>(to, _weights.Shape.Width));
}
