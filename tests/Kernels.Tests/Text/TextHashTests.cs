using Tauric.Kernels.Text;

namespace Tauric.Kernels.Tests.Text;

public sealed class TextHashTests : TextKernelContract
{
    protected override ITextKernel Kernel => new TextHash();

    protected override ulong[] Defined(string text) => [TextDefinition.Hash(text)];

    /// <summary>Computed apart, from the definitions of FNV-1a 64 and SplitMix64.</summary>
    [Fact]
    public void The_hash_is_stable() => Assert.Equal(0xBACD556EBD93E65E, TextHash.Of("the é"));
}
