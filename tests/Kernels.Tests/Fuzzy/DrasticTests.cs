using Tauric.Kernels.Fuzzy;

namespace Tauric.Kernels.Tests.Fuzzy;

public sealed class DrasticTests : TriangularNormContract
{
    protected override ITriangularNorm Norm => new Drastic();

    protected override double Rounding => 0;

    protected override (double A, double B, double And, double Or)[] Known =>
        [(0.3, 0.9, 0, 1), (1, 0.9, 0.9, 1), (0, 0.2, 0, 0.2)];
}
