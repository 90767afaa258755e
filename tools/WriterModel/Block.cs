namespace Tauric.WriterModel;

/// <summary>One layer of a llama: x += attention(norm(x)), then x += feed-forward(norm(x)). Keeps what the way back
/// needs.</summary>
internal sealed unsafe class Block
{
    private readonly Shape _shape;
    private readonly Attention _attention;
    private readonly Grown _gain, _mix, _out, _gain2, _gateUp, _down;
    private readonly FloatBuffer _x, _normed, _rms, _mixed, _attended, _x2, _normed2, _rms2, _gated, _hidden;
    private FloatBuffer _probabilities = new(0x10000);

    public Block(Weights weights, int layer, Attention attention, int tokensMax)
    {
        _shape = weights.Shape;
        _attention = attention;
        (int width, int hidden) = (_shape.Width, _shape.Hidden);
        string name = $"blk.{layer}.";
        _gain = weights.At(name + "attn_norm.weight", 1);
        _mix = weights.At(name + "attn_q.weight", 3 * width);
        _out = weights.At(name + "attn_output.weight", width);
        _gain2 = weights.At(name + "ffn_norm.weight", 1);
        _gateUp = weights.At(name + "ffn_gate.weight", 2 * hidden);
        _down = weights.At(name + "ffn_down.weight", width);
        (_x, _normed, _rms) = (new(tokensMax * width), new(tokensMax * width), new(tokensMax));
        (_mixed, _attended) = (new(tokensMax * 3 * width), new(tokensMax * width));
        (_x2, _normed2, _rms2) = (new(tokensMax * width), new(tokensMax * width), new(tokensMax));
        (_gated, _hidden) = (new(tokensMax * 2 * hidden), new(tokensMax * hidden));
    }

    public Matrix Input(int tokens) => _x.Matrix(tokens, _shape.Width);

    /// <param name="y">The next layer's input.</param>
    public void Forward(Batch batch, Matrix y)
    {
        int n = batch.Tokens.Count, squares = Attention.ProbabilityFloats(batch, _shape);
        if (_probabilities.Length < squares) _probabilities = new FloatBuffer(squares + (squares / 4));
        Matrix x = Input(n), x2 = _x2.Matrix(n, _shape.Width), normed = _normed.Matrix(n, _shape.Width);
        Matrix mixed = _mixed.Matrix(n, 3 * _shape.Width), attended = _attended.Matrix(n, _shape.Width);
        Elementwise.RmsNorm(x, _gain.Value.Data, normed, _rms.Data, Shape.Epsilon);
        Gemm.Multiply(normed, _mix.Value.Turned, mixed);
        _attention.Forward(batch, mixed, _probabilities.Data, attended);
        Copy(x, x2);
        Gemm.Multiply(attended, _out.Value.Turned, x2, beta: 1);

        Matrix normed2 = _normed2.Matrix(n, _shape.Width), hidden = _hidden.Matrix(n, _shape.Hidden);
        Matrix gated = _gated.Matrix(n, 2 * _shape.Hidden);
        Elementwise.RmsNorm(x2, _gain2.Value.Data, normed2, _rms2.Data, Shape.Epsilon);
        Gemm.Multiply(normed2, _gateUp.Value.Turned, gated);
        Elementwise.Gate(gated, hidden);
        Copy(x2, y);
        Gemm.Multiply(hidden, _down.Value.Turned, y, beta: 1);
    }

    /// <param name="dx">Gradient of the output; becomes that of the input.</param>
    public void Backward(Batch batch, Matrix dx, Workspace work)
    {
        int n = batch.Tokens.Count;
        Matrix hidden = _hidden.Matrix(n, _shape.Hidden), dhidden = work.Hidden.Matrix(n, _shape.Hidden);
        Matrix dgated = work.Gated.Matrix(n, 2 * _shape.Hidden), dnormed = work.Normed.Matrix(n, _shape.Width);
        Multiply(dx, _down, hidden, dhidden);
        Elementwise.GateBack(_gated.Matrix(n, 2 * _shape.Hidden), dhidden, dgated);
        Multiply(dgated, _gateUp, _normed2.Matrix(n, _shape.Width), dnormed);
        Elementwise.RmsNormBack(
            _x2.Matrix(n, _shape.Width), _gain2.Value.Data, _rms2.Data, dnormed, dx, _gain2.Gradient.Data);

        Matrix mixed = _mixed.Matrix(n, 3 * _shape.Width), dmixed = work.Mixed.Matrix(n, 3 * _shape.Width);
        Matrix dattended = work.Attended.Matrix(n, _shape.Width);
        Multiply(dx, _out, _attended.Matrix(n, _shape.Width), dattended);
        _attention.Backward(batch, mixed, _probabilities.Data, dattended, dmixed);
        Multiply(dmixed, _mix, _normed.Matrix(n, _shape.Width), dnormed);
        Elementwise.RmsNormBack(Input(n), _gain.Value.Data, _rms.Data, dnormed, dx, _gain.Gradient.Data);
    }

    /// <summary>The way back through y = x·Wᵀ: adds to the gradient of W, writes that of x.</summary>
    public static void Multiply(Matrix dy, Grown weights, Matrix x, Matrix dx)
    {
        Gemm.Multiply(dy.Turned, x, weights.Gradient, beta: 1);
        Gemm.Multiply(dy, weights.Value, dx);
    }

    private static void Copy(Matrix from, Matrix to) =>
        new Span<float>(from.Data, from.Rows * from.Columns).CopyTo(new Span<float>(to.Data, to.Rows * to.Columns));
}

/// <summary>Gradients that live within one layer, shared by all.</summary>
internal sealed class Workspace(Shape shape, int tokensMax)
{
    public FloatBuffer Hidden { get; } = new(tokensMax * shape.Hidden);

    public FloatBuffer Gated { get; } = new(tokensMax * 2 * shape.Hidden);

    public FloatBuffer Normed { get; } = new(tokensMax * shape.Width);

    public FloatBuffer Mixed { get; } = new(tokensMax * 3 * shape.Width);

    public FloatBuffer Attended { get; } = new(tokensMax * shape.Width);
}
