namespace Tauric.Kernels.Vectors;

/// <summary>Of two rows, in f32. The definition the pairwise kernels and their device twins share.</summary>
public static class Similarity
{
    /// <summary>The inner product: s ← fma(a[k], b[k], s) over k in order, from s = +0. Symmetric to the bit.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        if (a.Length != b.Length) throw new ArgumentException($"Lengths differ: {a.Length} and {b.Length}.", nameof(b));
        float sum = 0;
        for (int k = 0; k < a.Length; k++) sum = MathF.FusedMultiplyAdd(a[k], b[k], sum);
        return sum;
    }

    /// <summary>
    /// dot(a, b)·(u_a·u_b), u = 1/sqrt(dot(x, x)); 0 when a row has no length, as in <see cref="Metric.Cosine"/>.
    /// </summary>
    public static float Cosine(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        float factor = Metric.Cosine.Terms(Dot(a, a)).Factor * Metric.Cosine.Terms(Dot(b, b)).Factor;
        return Dot(a, b) * factor;
    }
}
