namespace Tauric.Kernels.Statistics;

/// <summary>The quantile of a column from a <see cref="QuantileSketch"/>, and how far its rank can be off.</summary>
/// <param name="Share">In [0, 1]; 0.5 is the median.</param>
/// <param name="Capacity">Of the sketch.</param>
[Kernel("quantile_sketch")]
public sealed record SketchedQuantile(double Share = 0.5, int Capacity = 1024) : Statistic
{
    private static readonly string[] Names = ["quantile", "rank_error_max"];

    // A sketch is some ten arrays: one a thread serves every call.
    [ThreadStatic]
    private static QuantileSketch? t_sketch;

    public override IReadOnlyList<string> Outputs => Names;

    public override int RowsMin => 1;

    public double Share { get; } = Within(0, 1, Share);

    protected override void Of(in Samples samples, Span<double> values)
    {
        if (t_sketch?.Capacity != Capacity) t_sketch = new QuantileSketch(Capacity);
        t_sketch.Clear();
        t_sketch.Add(samples.X);
        values[0] = t_sketch.Quantile(Share);
        values[1] = (double)t_sketch.RankErrorMax / t_sketch.Count;
    }
}
