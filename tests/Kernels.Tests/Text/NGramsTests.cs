using Tauric.Kernels.Text;

namespace Tauric.Kernels.Tests.Text;

public sealed class NGramsTests : TextKernelContract
{
    protected override ITextKernel Kernel => new NGrams();

    [Fact]
    public void Worked_by_hand()
    {
        string[] grams = ["up", "_<up", "_<up>", "_up>", "it", "up it", "_<it", "_<it>", "_it>"];
        Assert.Equal(grams.Select(gram => TextHash.Of(gram)), Defined("up it"));
    }

    protected override ulong[] Defined(string text) => TextDefinition.NGrams(text);
}
