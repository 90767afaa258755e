using Tauric.Kernels.Fuzzy;

namespace Tauric.Kernels.Tests.Fuzzy;

public sealed class ProductTests : TriangularNormContract
{
    protected override ITriangularNorm Norm => new Product();

    protected override double Rounding => 1e-15;

    protected override (double A, double B, double And, double Or)[] Known =>
        [(0.3, 0.7, 0.21, 0.79), (0.5, 0.5, 0.25, 0.75)];
}
