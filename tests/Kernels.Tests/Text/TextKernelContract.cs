using Tauric.Kernels.Text;

namespace Tauric.Kernels.Tests.Text;

/// <summary>What every text kernel owes us. Inherited by its test, never copied.</summary>
public abstract class TextKernelContract
{
    private static readonly string[] Texts = [.. InventedTexts.All()];

    protected abstract ITextKernel Kernel { get; }

    protected abstract ulong[] Defined(string text);

    [Fact]
    public void Equals_its_definition_on_every_text() =>
        Assert.All(Texts, text => Assert.Equal(Defined(text), Computed(text)));

    [Fact]
    public void Ten_megabytes_are_a_text_like_any_other()
    {
        string text = string.Join(' ', Enumerable.Repeat(InventedTexts.Words(12_000, "long"), 160));
        Assert.True(text.Length > 10 << 20);
        Assert.Equal(Defined(text), Computed(text));
    }

    [Fact]
    public void Neither_alignment_nor_what_lies_around_shows()
    {
        string text = InventedTexts.Words(40, "aligned");
        ulong[] expected = Computed(text);
        for (int offset = 0; offset < 9; offset++)
        {
            string around = new string('é', offset) + text + "é";
            var outputs = new ulong[Kernel.OutputsMax(text) + (2 * offset)];
            Array.Fill(outputs, 7UL);
            int count = Kernel.Compute(around.AsSpan(offset, text.Length), outputs.AsSpan(offset));
            Assert.Equal(expected, outputs[offset..(offset + count)]);
            Assert.All(outputs[..offset], untouched => Assert.Equal(7UL, untouched));
        }
    }

    [Fact]
    public void No_more_is_written_than_promised()
    {
        foreach (string text in Texts)
        {
            int promised = Kernel.OutputsMax(text);
            var outputs = new ulong[promised + 1];
            outputs[promised] = 7;
            Assert.InRange(Kernel.Compute(text, outputs), 0, promised);
            Assert.Equal(7UL, outputs[promised]);
        }
    }

    [Fact]
    public void Too_short_an_output_is_refused() => Assert.ThrowsAny<ArgumentException>(
        () => Kernel.Compute("a b c d", new ulong[Kernel.OutputsMax("a b c d") - 1]));

    [Fact]
    public void A_text_allocates_nothing()
    {
        string text = InventedTexts.Words(500, "steady") + " café 株価 \uD83D";
        ITextKernel kernel = Kernel;
        var outputs = new ulong[kernel.OutputsMax(text)];
        // The first call makes what later ones reuse, and a collection between two may drop it.
        long[] allocated = new long[5];
        for (int call = 0; call < allocated.Length; call++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            kernel.Compute(text, outputs);
            allocated[call] = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated.Min());
    }

    private ulong[] Computed(string text)
    {
        var outputs = new ulong[Kernel.OutputsMax(text)];
        return outputs[..Kernel.Compute(text, outputs)];
    }
}
