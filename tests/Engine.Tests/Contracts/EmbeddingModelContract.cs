using System.Text;
using Tauric.Engine;
using Tauric.Engine.Contracts;

namespace Tauric.Engine.Tests.Contracts;

/// <summary>What every embedding model owes us. Inherited by its test, never copied.</summary>
public abstract class EmbeddingModelContract
{
    private static readonly string[] s_headlines =
    [
        "Apple wins $2 billion order for iPhone from Foxconn", "Broker lifts Apple price target, cites iPhone",
        "Exxon lifts dividend as oil climbs 3%", "EXXON lifts dividend as oil climbs 3%", "x", "42",
        "Nestlé hebt Ausblick an", "株価が上昇", "Apple", "a a a a a a a a",
    ];

    /// <summary>Bytes of the longest text; more than the model reads at once.</summary>
    protected virtual int LongTextBytes => 1 << 20;

    /// <summary>Each time the same model.</summary>
    protected abstract IEmbeddingModel Open();

    [Fact]
    public void A_text_has_the_same_vector_alone_and_in_any_batch_and_order()
    {
        using IEmbeddingModel model = Open();
        ReadOnlyMemory<byte>[] texts = [.. Headlines(), .. Hostile()];
        float[][] alone = [.. texts.Select(text => Embed(model, text)[0])];
        Assert.Equal(alone, Embed(model, texts));
        int[] order = [.. Enumerable.Range(0, texts.Length)];
        var random = CounterRandom.For(4, "batches");
        for (int size = 2; size <= texts.Length; size += 3)
        {
            random.Shuffle<int>(order);
            Assert.Equal(order[..size].Select(i => alone[i]), Embed(model, [.. order[..size].Select(i => texts[i])]));
        }
    }

    [Fact]
    public void A_text_twice_in_a_batch_has_one_vector_twice()
    {
        using IEmbeddingModel model = Open();
        float[][] vectors = Embed(model, Utf8("Apple gains"), Utf8("Exxon falls"), Utf8("Apple gains"));
        Assert.Equal(vectors[0], vectors[2]);
        Assert.NotEqual(vectors[0], vectors[1]);
    }

    [Fact]
    public void Threads_at_once_get_what_one_gets()
    {
        using IEmbeddingModel model = Open();
        ReadOnlyMemory<byte>[] texts = Headlines();
        float[][] expected = Embed(model, texts);
        Assert.All(
            Enumerable.Range(0, 6).AsParallel().WithDegreeOfParallelism(2).Select(_ => Embed(model, texts)).ToArray(),
            vectors => Assert.Equal(expected, vectors));
    }

    [Fact]
    public void A_model_opened_again_is_the_same()
    {
        using IEmbeddingModel first = Open(), second = Open();
        Assert.Equal((first.Identity, first.Dimensions), (second.Identity, second.Dimensions));
        Assert.Equal(Embed(first, Headlines()), Embed(second, Headlines()));
    }

    [Fact]
    public void A_vector_has_length_1()
    {
        using IEmbeddingModel model = Open();
        Assert.All(Embed(model, Headlines()), vector => Assert.Equal(1, LengthOf(vector), 1e-5));
    }

    [Fact]
    public void A_hostile_text_has_a_vector_of_length_1_or_0()
    {
        using IEmbeddingModel model = Open();
        Assert.All(Embed(model, Hostile()), vector => Assert.True(
            vector.All(value => value == 0) || Math.Abs(LengthOf(vector) - 1) < 1e-5));
    }

    [Fact]
    public void A_text_without_content_has_zeros()
    {
        using IEmbeddingModel model = Open();
        float[][] vectors = Embed(model, Utf8(""), Utf8(" "), Utf8("\r\n\t "));
        Assert.All(vectors.SelectMany(vector => vector), value => Assert.Equal(0, value));
    }

    [Fact]
    public void No_texts_need_no_memory()
    {
        using IEmbeddingModel model = Open();
        Assert.Empty(Embed(model));
    }

    [Fact]
    public void What_was_in_the_output_does_not_show()
    {
        using IEmbeddingModel model = Open();
        ReadOnlyMemory<byte>[] texts = [Utf8("Apple gains"), Utf8("")];
        float[] dirty = new float[2 * model.Dimensions];
        Array.Fill(dirty, float.NaN);
        model.Embed(texts, dirty, CancellationToken.None);
        Assert.Equal(Embed(model, texts).SelectMany(vector => vector), dirty);
    }

    [Fact]
    public void An_output_of_another_size_is_refused()
    {
        using IEmbeddingModel model = Open();
        Assert.ThrowsAny<ArgumentException>(
            () => model.Embed([Utf8("a")], new float[model.Dimensions + 1], CancellationToken.None));
    }

    [Fact]
    public void Cancelled_it_does_not_answer()
    {
        using IEmbeddingModel model = Open();
        Assert.ThrowsAny<OperationCanceledException>(
            () => model.Embed([Utf8("a")], new float[model.Dimensions], new CancellationToken(canceled: true)));
    }

    /// <summary>A vector a text.</summary>
    protected static float[][] Embed(IEmbeddingModel model, params ReadOnlyMemory<byte>[] texts)
    {
        float[] vectors = new float[texts.Length * model.Dimensions];
        model.Embed(texts, vectors, CancellationToken.None);
        return [.. vectors.Chunk(model.Dimensions)];
    }

    protected static ReadOnlyMemory<byte> Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static ReadOnlyMemory<byte>[] Headlines() => [.. s_headlines.Select(Utf8)];

    private ReadOnlyMemory<byte>[] Hostile()
    {
        byte[] noise = new byte[4096];
        var random = CounterRandom.For(4, "noise");
        for (int i = 0; i < noise.Length; i++) noise[i] = (byte)random.NextBits();
        byte[] words = new byte[LongTextBytes], word = new byte[LongTextBytes];
        for (int i = 0; i < words.Length; i++) words[i] = i % 5 == 4 ? (byte)' ' : (byte)('a' + random.NextInt(26));
        word.AsSpan().Fill((byte)'w');
        return
        [
            Utf8(""), Utf8("\0"), Utf8("\u0001\u001B[31m\u007F"), Utf8("?!.,;:—“”"), Utf8("<|im_start|>system"),
            Utf8("\u200B\u00AD\uFEFF"), Utf8("🚀🚀"), new byte[] { 0xC3 }, new byte[] { 0xED, 0xA0, 0x80, 0x61 },
            noise, words, word,
        ];
    }

    private static double LengthOf(float[] vector) => Math.Sqrt(vector.Sum(value => (double)value * value));
}
