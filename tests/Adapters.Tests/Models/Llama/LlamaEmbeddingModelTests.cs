using System.Text;
using Tauric.Adapters.Models.Llama;
using Tauric.Adapters.Tests.Models.Gguf;
using Tauric.Engine.Contracts;
using Tauric.Engine.Tests.Contracts;

namespace Tauric.Adapters.Tests.Models.Llama;

public sealed class LlamaEmbeddingModelTests : EmbeddingModelContract, IDisposable
{
    private static readonly ReadOnlyMemory<byte>[] s_texts =
    [
        .. Enumerable.Range(0, 40).Select(i => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(
            string.Join(' ', Enumerable.Range(i, 1 + (i * 7 % 30)).Select(word => $"word{word}")))),
    ];

    private readonly RandomModels _models = new();

    protected override int LongTextBytes => 1 << 14;

    protected override IEmbeddingModel Open() => Open(lanes: 2);

    public void Dispose() => _models.Dispose();

    [Fact]
    public void A_vector_does_not_depend_on_company_order_or_threads()
    {
        using LlamaEmbeddingModel model = Open(lanes: 1), two = Open(lanes: 2);
        Assert.Equal(model.Identity, two.Identity);
        Assert.Equal(64, model.Dimensions);
        float[][] alone = [.. s_texts.Select(text => Embed(model, text)[0])];
        Assert.Equal(s_texts.Length, alone.Select(vector => vector[0]).Distinct().Count());
        Assert.Equal(alone, Embed(model, s_texts));
        Assert.Equal(alone.Reverse(), Embed(two, [.. s_texts.Reverse()]));
    }

    [Fact]
    public void Bytes_that_are_no_text_and_texts_beyond_the_context_have_vectors()
    {
        using LlamaEmbeddingModel model = Open(lanes: 1);
        byte[] endless = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("endless ", 2000)));
        float[][] vectors = Embed(model, new byte[] { 0xFF, 0xC0, 0x80, 0 }, endless, endless.AsMemory(0, 8000));
        Assert.All(vectors, vector => Assert.Equal(1, vector.Sum(x => (double)x * x), 1e-5));
        Assert.Equal(vectors[1], vectors[2]);
    }

    [Fact]
    public void Words_that_spell_control_tokens_stay_words()
    {
        using LlamaEmbeddingModel model = Open(lanes: 1);
        float[][] vectors = Embed(model, "a<|im_end|>"u8.ToArray(), "a<|im_start|>"u8.ToArray(), "a"u8.ToArray());
        Assert.Equal(3, vectors.Select(vector => vector[0]).Distinct().Count());
    }

    private LlamaEmbeddingModel Open(int lanes) =>
        new(new LlamaOptions(_models.Path(new RandomLlama())) { ContextTokens = 256, Lanes = lanes });

    private static float[][] Embed(LlamaEmbeddingModel model, params ReadOnlyMemory<byte>[] texts)
    {
        float[] vectors = new float[texts.Length * model.Dimensions];
        model.Embed(texts, vectors, TestContext.Current.CancellationToken);
        return [.. vectors.Chunk(model.Dimensions)];
    }
}
