using FsCheck;
using FsCheck.Fluent;
using Tauric.Engine;
using Tauric.Engine.Tests.Proofs;
using Tauric.Kernels.Text;

namespace Tauric.Kernels.Tests.Text;

public sealed class MinHashTests : TextKernelContract
{
    protected override ITextKernel Kernel => new MinHash();

    protected override ulong[] Defined(string text) => TextDefinition.Signature(TextDefinition.Shingles(text));

    [Fact]
    public void A_signature_equals_its_definition_on_every_set() => Prop.ForAll<ulong[]>(set =>
        Signature(set).SequenceEqual(TextDefinition.Signature(set))).Holds();

    /// <summary>An estimate is the mean of 128 draws that are 1 with probability J: bias and variance follow.</summary>
    [Fact]
    public void The_similarity_of_signatures_estimates_Jaccard()
    {
        const int pairs = 400, union = 300;
        var random = CounterRandom.For(11, "pairs");
        double sum = 0, squares = 0;
        for (int pair = 0; pair < pairs; pair++)
        {
            int shared = 15 + random.NextInt(union - 30), own = (union - shared) / 2;
            ulong[] elements = [.. Enumerable.Range(0, shared + (2 * own)).Select(_ => random.NextBits())];
            ulong[] a = elements[..(shared + own)], b = elements[own..];
            double jaccard = TextDefinition.Jaccard(a, b);
            double error = MinHash.Similarity(Signature(a), Signature(b)) - jaccard;
            double sigmas = error / Math.Sqrt(jaccard * (1 - jaccard) / MinHash.Permutations);
            sum += sigmas;
            squares += sigmas * sigmas;
        }

        Assert.InRange(sum / Math.Sqrt(pairs), -4, 4);
        Assert.InRange((squares - pairs) / Math.Sqrt(2 * pairs), -4, 4);
    }

    [Fact]
    public void Order_and_repetition_of_the_set_do_not_show() => Assert.Equal(
        Signature([5, 9, 1]), Signature([1, 5, 1, 9, 5]));

    private static ulong[] Signature(ulong[] set)
    {
        var signature = new ulong[MinHash.Permutations];
        MinHash.Signature(set, signature);
        return signature;
    }
}
