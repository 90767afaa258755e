namespace Tauric.WriterModel;

/// <summary>
/// Momentum whose step is made orthogonal by five Newton–Schulz iterations (Jordan et al. 2024, "Muon"): for the
/// matrices inside the layers.
/// </summary>
internal sealed unsafe class Muon(Weights weights)
{
    private const float Momentum = 0.95f;
    private const float Decay = 0.1f;
    private readonly FloatBuffer _momentum = new(weights.Values.Length);
    private readonly FloatBuffer _step = new(LargestOf(weights)), _spare = new(LargestOf(weights));
    private readonly FloatBuffer _gram = new(SideOf(weights)), _square = new(SideOf(weights));

    public static bool IsFor(Parameter parameter) => !parameter.IsGain && !parameter.IsTable;

    public void Step(Parameter parameter, float rate)
    {
        Span<float> gradient = weights.Gradients.Span.Slice(parameter.Offset, parameter.Length);
        Span<float> momentum = _momentum.Span.Slice(parameter.Offset, parameter.Length);
        for (int i = 0; i < gradient.Length; i++)
        {
            momentum[i] = (Momentum * momentum[i]) + gradient[i];
            _step.Span[i] = gradient[i] + (Momentum * momentum[i]);
        }

        Orthogonalise(_step.Matrix(parameter.Rows, parameter.Columns));
        float by = rate * MathF.Sqrt(Math.Max(1f, (float)parameter.Rows / parameter.Columns));
        Span<float> values = weights.Values.Span.Slice(parameter.Offset, parameter.Length);
        for (int i = 0; i < values.Length; i++) values[i] = (values[i] * (1 - (rate * Decay))) - (by * _step.Span[i]);
    }

    /// <summary>Brings all singular values near 1, on the shorter side's Gram matrix.</summary>
    private void Orthogonalise(Matrix x)
    {
        int length = x.Rows * x.Columns, side = Math.Min(x.Rows, x.Columns);
        float by = 1 / (MathF.Sqrt(Elementwise.Dot(x.Data, x.Data, length)) + 1e-7f);
        for (int i = 0; i < length; i++) x.Data[i] *= by;
        Matrix gram = _gram.Matrix(side, side), square = _square.Matrix(side, side);
        Matrix next = _spare.Matrix(x.Rows, x.Columns);
        for (int round = 0; round < 5; round++)
        {
            bool wide = x.Rows <= x.Columns;
            Gemm.Multiply(wide ? x : x.Turned, wide ? x.Turned : x, gram);
            for (int i = 0; i < side * side; i++) square.Data[i] = -4.7750f * gram.Data[i];
            Gemm.Multiply(gram, gram, square, beta: 1, alpha: 2.0315f);
            for (int i = 0; i < length; i++) next.Data[i] = 3.4445f * x.Data[i];
            Gemm.Multiply(wide ? square : x, wide ? x : square, next, beta: 1);
            new Span<float>(next.Data, length).CopyTo(new Span<float>(x.Data, length));
        }
    }

    private static int LargestOf(Weights weights) => weights.Parameters.Where(IsFor).Max(p => p.Length);

    private static int SideOf(Weights weights) =>
        weights.Parameters.Where(IsFor).Max(p => Math.Min(p.Rows, p.Columns) * Math.Min(p.Rows, p.Columns));
}
