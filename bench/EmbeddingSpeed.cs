using System.Runtime.InteropServices;
using System.Text;
using Tauric.Engine.Contracts;
using Tauric.Host.Sample;
using Tauric.Kernels.Text;
using Tauric.Pipelines.Embeddings;

namespace Tauric.Bench;

/// <summary>The embeddings that need no model, on headlines of the invented market.</summary>
[Benchmark("embeddings", "hashed and latent semantic embeddings of headlines: texts/s on one core, seconds to fit")]
internal sealed class EmbeddingSpeed : IBenchmark
{
    private const int Dimensions = 128;

    public void Run(Measurement measurement)
    {
        ReadOnlyMemory<byte>[] texts = Headlines(measurement.Size(20_000, 300));
        int rounds = measurement.Size(5, 2);
        InverseDocumentFrequency frequency = null!;
        LatentSemantics semantics = null!;
        double bytes = texts.Sum(text => text.Length);
        measurement.Figure("a text", bytes / texts.Length, "bytes");
        measurement.Figure("to fit frequencies", Measurement.Seconds(
            () => frequency = InverseDocumentFrequency.Fit(texts)), "s");
        measurement.Figure("to fit latent semantics", Measurement.Seconds(
            () => semantics = LatentSemantics.Fit(texts, Dimensions)), "s");
        foreach ((string name, IEmbeddingModel model) in new (string, IEmbeddingModel)[]
        {
            ("hashed", new HashedEmbedding()), ("hashed, by rarity", new HashedEmbedding(frequency)),
            ("latent semantics", new LatentSemanticEmbedding(semantics)),
        })
        {
            float[] vectors = new float[texts.Length * model.Dimensions];
            Action embed = () => model.Embed(texts, vectors, CancellationToken.None);
            Spread seconds = Measurement.Rounds(rounds, embed)[0];
            measurement.Figure(name, seconds.Map(s => texts.Length / s), "texts/s");
            long before = GC.GetAllocatedBytesForCurrentThread();
            embed();
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            measurement.Figure($"{name}, a batch allocates", allocated, "bytes");
            measurement.Check($"{name}: every vector has length 1", vectors.Chunk(model.Dimensions).All(
                vector => Math.Abs(vector.Sum(x => (double)x * x) - 1) < 1e-5));
            measurement.Hash(MemoryMarshal.AsBytes<float>(vectors));
        }
    }

    private static ReadOnlyMemory<byte>[] Headlines(int count)
    {
        var options = SampleOptions.Full();
        MarketModel market = MarketModel.Simulate(options.Seed, options.To);
        return
        [
            .. (from day in Enumerable.Range(options.From.DayNumber, options.To.DayNumber - options.From.DayNumber)
                from issuer in Issuers.All
                let desk = new NewsDesk(options.Seed, market, issuer, options.NewsScale)
                from release in desk.BornOn(DateOnly.FromDayNumber(day))
                where release.Kind == ReleaseKind.Original
                select (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(release.Headline)).Take(count),
        ];
    }
}
