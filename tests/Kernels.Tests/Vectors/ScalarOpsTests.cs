using Tauric.Kernels.Vectors;

namespace Tauric.Kernels.Tests.Vectors;

public sealed class ScalarOpsTests : PairwiseOpsContract
{
    protected override IPairwiseOps Create() => new ScalarOps();

    protected override int LargeDimension => 70;
}
