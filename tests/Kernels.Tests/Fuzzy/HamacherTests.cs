using Tauric.Kernels.Fuzzy;

namespace Tauric.Kernels.Tests.Fuzzy;

public sealed class HamacherTests : TriangularNormContract
{
    protected override ITriangularNorm Norm => new Hamacher();

    protected override double Rounding => 1e-15;

    protected override (double A, double B, double And, double Or)[] Known =>
        [(0.5, 0.5, 1 / 3.0, 2 / 3.0), (0.25, 0.5, 0.2, 4 / 7.0), (0, 0, 0, 0), (1, 1, 1, 1)];
}
