namespace Tauric.Kernels.Clustering;

/// <summary>How far a cluster just made of two is from another one (Lance, Williams 1967).</summary>
public sealed class Linkage
{
    private readonly Func<double, int, double, int, double> _distance;

    private Linkage(Func<double, int, double, int, double> distance) => _distance = distance;

    /// <summary>The nearest pair of rows.</summary>
    public static Linkage Single { get; } = new((a, _, b, _) => Math.Min(a, b));

    /// <summary>The farthest pair of rows.</summary>
    public static Linkage Complete { get; } = new((a, _, b, _) => Math.Max(a, b));

    /// <summary>The mean over all pairs of rows.</summary>
    public static Linkage Average { get; } = new((a, sizeA, b, sizeB) => ((a * sizeA) + (b * sizeB)) / (sizeA + sizeB));

    internal double Distance(double a, int sizeA, double b, int sizeB) => _distance(a, sizeA, b, sizeB);
}
