using Tauric.Engine.Tests.Contracts;
using Tauric.Engine.Contracts;
using Tauric.Kernels.Text;
using Tauric.Pipelines.Embeddings;

namespace Tauric.Pipelines.Tests.Embeddings;

public sealed class HashedEmbeddingTests : EmbeddingModelContract
{
    protected override IEmbeddingModel Open() => new HashedEmbedding();

    [Fact]
    public void Spelling_case_and_marks_do_not_show()
    {
        float[][] vectors = Embed(Open(), Utf8("Nestlé: “Up”, 3%"), Utf8("nestle up 3"));
        Assert.Equal(vectors[0], vectors[1]);
    }

    [Fact]
    public void The_more_words_two_texts_share_the_nearer_they_are()
    {
        float[][] vectors = Embed(Open(), Utf8("Apple wins order for iPhone"), Utf8("Apple wins orders for iPhones"),
            Utf8("Apple wins appeal in patent case"), Utf8("Exxon lifts dividend as oil climbs"));
        double copy = Dot(0, 1), alike = Dot(0, 2), other = Dot(0, 3);
        Assert.True(copy > alike + 0.2 && alike > other + 0.1, $"{copy} {alike} {other}");

        double Dot(int a, int b) => vectors[a].Zip(vectors[b], (x, y) => (double)x * y).Sum();
    }

    [Fact]
    public void A_batch_allocates_nothing()
    {
        using IEmbeddingModel model = Open();
        ReadOnlyMemory<byte>[] texts = [Utf8("Apple wins order for iPhone"), Utf8("株価が上昇 \uFFFD")];
        float[] vectors = new float[texts.Length * model.Dimensions];
        // The first call makes what later ones reuse, and a collection between two may drop it.
        long[] allocated = new long[5];
        for (int call = 0; call < allocated.Length; call++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            model.Embed(texts, vectors, CancellationToken.None);
            allocated[call] = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated.Min());
    }
}

public sealed class FittedHashedEmbeddingTests : EmbeddingModelContract
{
    protected override IEmbeddingModel Open() => new HashedEmbedding(
        InverseDocumentFrequency.Fit([Utf8("Apple gains"), Utf8("Apple falls"), Utf8("Exxon falls")]));

    [Fact]
    public void What_few_texts_say_counts_for_more()
    {
        float[][] plain = Embed(new HashedEmbedding(), Utf8("Apple gains"), Utf8("Apple"));
        float[][] fitted = Embed(Open(), Utf8("Apple gains"), Utf8("Apple"));
        Assert.True(Dot(fitted) < Dot(plain) - 0.01);

        static float Dot(float[][] vectors) => vectors[0].Zip(vectors[1], (x, y) => x * y).Sum();
    }

    [Fact]
    public void The_identity_is_that_of_the_fit()
    {
        string other = new HashedEmbedding(InverseDocumentFrequency.Fit([Utf8("Apple")])).Identity;
        Assert.Equal(3, new HashSet<string> { new HashedEmbedding().Identity, Open().Identity, other }.Count);
    }
}
