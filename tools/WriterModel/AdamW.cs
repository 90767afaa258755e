namespace Tauric.WriterModel;

/// <summary>Adam with decoupled weight decay (Loshchilov, Hutter 2019): for tables and gains.</summary>
internal sealed class AdamW(Weights weights)
{
    private const float First = 0.9f, Second = 0.95f, Decay = 0.1f;
    private readonly float[] _mean = new float[weights.Values.Length], _square = new float[weights.Values.Length];

    /// <param name="step">Counted from 1.</param>
    /// <param name="clip">What gradients are multiplied by.</param>
    public void Step(Parameter parameter, int step, float rate, float clip)
    {
        float mean = 1 / (1 - MathF.Pow(First, step)), square = 1 / (1 - MathF.Pow(Second, step));
        float keep = parameter.IsGain ? 1 : 1 - (rate * Decay);
        Span<float> values = weights.Values.Span, gradients = weights.Gradients.Span;
        for (int i = parameter.Offset; i < parameter.Offset + parameter.Length; i++)
        {
            float g = gradients[i] * clip;
            _mean[i] = (First * _mean[i]) + ((1 - First) * g);
            _square[i] = (Second * _square[i]) + ((1 - Second) * g * g);
            values[i] = (values[i] * keep) - (rate * _mean[i] * mean / (MathF.Sqrt(_square[i] * square) + 1e-8f));
        }
    }
}
