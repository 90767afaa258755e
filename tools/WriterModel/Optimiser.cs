namespace Tauric.WriterModel;

/// <summary>
/// Muon for what is inside the layers, AdamW for tables and gains. The rate warms up, holds, and falls to zero: most of
/// what is still wrong is cleared up in the fall.
/// </summary>
internal sealed class Optimiser(Weights weights, Recipe recipe)
{
    private const float MuonRate = 0.02f;
    private const float AdamRate = 3e-3f;
    private const float LargestGradient = 1;    // Longer ones are cut to it, for AdamW; Muon takes no note of length.
    private const int WarmUp = 100;
    private readonly Muon _muon = new(weights);
    private readonly AdamW _adam = new(weights);

    /// <summary>The last step before the fall.</summary>
    public int Hold { get; set; } = recipe.Hold;

    /// <summary>Takes the gradients there are, and clears them.</summary>
    /// <param name="step">Counted from 1.</param>
    public void Step(int step)
    {
        float fall = Math.Min(1, (float)(Hold + recipe.Fall - step) / recipe.Fall);
        float share = recipe.Rate * Math.Min(1, (float)step / WarmUp) * fall;
        float length = Length(weights.Gradients.Span);
        foreach (Parameter parameter in weights.Parameters)
        {
            if (Muon.IsFor(parameter)) _muon.Step(parameter, MuonRate * share);
            else _adam.Step(parameter, step, AdamRate * share, Math.Min(1, LargestGradient / length));
        }

        weights.Gradients.Span.Clear();
    }

    private static float Length(ReadOnlySpan<float> gradients)
    {
        double squares = 0;
        foreach (float gradient in gradients) squares += (double)gradient * gradient;
        return (float)Math.Sqrt(squares);
    }
}
