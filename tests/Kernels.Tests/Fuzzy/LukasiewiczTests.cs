using Tauric.Kernels.Fuzzy;

namespace Tauric.Kernels.Tests.Fuzzy;

public sealed class LukasiewiczTests : TriangularNormContract
{
    protected override ITriangularNorm Norm => new Lukasiewicz();

    protected override double Rounding => 1e-15;

    protected override (double A, double B, double And, double Or)[] Known =>
        [(0.3, 0.6, 0, 0.9), (0.7, 0.6, 0.3, 1), (0.5, 0.5, 0, 1)];
}
