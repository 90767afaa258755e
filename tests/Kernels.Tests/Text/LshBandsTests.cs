using Tauric.Kernels.Text;

namespace Tauric.Kernels.Tests.Text;

public sealed class LshBandsTests : TextKernelContract
{
    protected override ITextKernel Kernel => new LshBands();

    protected override ulong[] Defined(string text) => TextDefinition.Bands(TextDefinition.Shingles(text));

    [Fact]
    public void An_empty_text_has_no_keys() => Assert.Equal(0, Kernel.Compute("", new ulong[LshBands.Bands]));
}
