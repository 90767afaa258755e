using Tauric.Engine.Tests.Contracts;
using Tauric.Engine.Contracts;
using Tauric.Kernels.Text;
using Tauric.Pipelines.Embeddings;

namespace Tauric.Pipelines.Tests.Embeddings;

public sealed class LatentSemanticEmbeddingTests : EmbeddingModelContract
{
    private static readonly LatentSemantics s_semantics = LatentSemantics.Fit(
    [
        .. ("Apple wins order for iPhone|Apple gains|Exxon falls|x y|x z|42 42|42|a|a a|"
            + "Exxon lifts dividend|Nestlé hebt an")
            .Split('|').SelectMany(text => new[] { Utf8(text), Utf8(text + " today") }),
        Utf8("株価が上昇"), Utf8("株価が上昇 n"), Utf8("Broker lifts target, cites iPhone"),
    ], dimensions: 12);

    protected override IEmbeddingModel Open() => new LatentSemanticEmbedding(s_semantics);

    [Fact]
    public void The_identity_is_that_of_the_fit() =>
        Assert.EndsWith(s_semantics.Identity, Open().Identity, StringComparison.Ordinal);
}
