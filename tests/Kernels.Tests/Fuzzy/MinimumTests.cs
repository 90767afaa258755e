using Tauric.Kernels.Fuzzy;

namespace Tauric.Kernels.Tests.Fuzzy;

public sealed class MinimumTests : TriangularNormContract
{
    protected override ITriangularNorm Norm => new Minimum();

    protected override double Rounding => 0;

    protected override (double A, double B, double And, double Or)[] Known =>
        [(0.3, 0.7, 0.3, 0.7), (0.5, 0.5, 0.5, 0.5)];
}
