using System.Text;
using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Host.Sample;
using Tauric.Kernels.Text;
using Tauric.Kernels.Vectors;
using Tauric.Pipelines.Embeddings;

namespace Tauric.Host.Tests.Proofs;

/// <summary>
/// How well a headline is found among all headlines of the invented market: by its edited and corrected copies, and by
/// what is left when a third of its words go and the rest is shuffled.
/// </summary>
public sealed class EmbeddingQualityTests
{
    private const int Nearest = 50;

    private static readonly Lazy<Release[]> s_releases = new(Releases);

    private static string[] Headlines =>
        [.. Originals().Select(release => release.Headline).Distinct(StringComparer.Ordinal)];

    [Fact]
    public void Copies_of_a_headline_find_it_first()
    {
        var byId = Originals().ToLookup(release => release.Id);
        (string, string)[] pairs =
        [
            .. from copy in s_releases.Value
               where copy.Kind is ReleaseKind.Syndicated or ReleaseKind.Corrected
               let id = copy.Kind == ReleaseKind.Syndicated ? copy.Id - 500 : copy.Id
               from original in byId[id].Take(1)
               where original.Headline != copy.Headline
               select (copy.Headline, original.Headline),
        ];
        Assert.True(pairs.Length > 100);
        Assert.InRange(ReciprocalRank(new HashedEmbedding(), pairs), 0.97, 1);
        Assert.InRange(ReciprocalRank(Fitted(), pairs), 0.97, 1);
    }

    [Fact]
    public void What_is_left_of_a_headline_finds_it()
    {
        (string, string)[] pairs = [.. Headlines.Take(600).Select(headline => (Broken(headline), headline))];
        Assert.InRange(ReciprocalRank(new HashedEmbedding(), pairs), 0.9, 1);
        Assert.InRange(ReciprocalRank(Fitted(), pairs), 0.9, 1);
    }

    private static HashedEmbedding Fitted() => new(InverseDocumentFrequency.Fit(Utf8(Headlines)));

    /// <summary>Mean of 1/(rank of the wanted headline), 0 when it is not among the nearest 50.</summary>
    private static double ReciprocalRank(IEmbeddingModel model, (string Query, string Wanted)[] pairs)
    {
        string[] headlines = Headlines;
        float[] queries = Embed(model, [.. pairs.Select(pair => pair.Query)]), points = Embed(model, headlines);
        int[] neighbours = new int[pairs.Length * Nearest];
        using IPairwiseOps ops = SimdOps.Create(workers: 1);
        var asked = new Rows(queries, pairs.Length, model.Dimensions);
        ops.TopK(asked, new Rows(points, headlines.Length, model.Dimensions), Nearest, Metric.Cosine, self: -1,
            neighbours, new float[neighbours.Length]);
        return pairs.Index().Average(pair =>
        {
            int wanted = Array.IndexOf(headlines, pair.Item.Wanted);
            int rank = neighbours.AsSpan(pair.Index * Nearest, Nearest).IndexOf(wanted);
            return rank < 0 ? 0 : 1.0 / (rank + 1);
        });
    }

    private static float[] Embed(IEmbeddingModel model, string[] texts)
    {
        float[] vectors = new float[texts.Length * model.Dimensions];
        model.Embed(Utf8(texts), vectors, CancellationToken.None);
        return vectors;
    }

    private static string Broken(string headline)
    {
        string[] words = headline.Split(' ');
        var random = CounterRandom.For(9, headline);
        random.Shuffle<string>(words);
        return string.Join(' ', words.Skip(words.Length / 3));
    }

    private static ReadOnlyMemory<byte>[] Utf8(string[] texts) =>
        [.. texts.Select(text => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(text))];

    private static IEnumerable<Release> Originals() =>
        s_releases.Value.Where(release => release.Kind == ReleaseKind.Original);

    private static Release[] Releases()
    {
        var options = SampleOptions.Cut();
        MarketModel market = MarketModel.Simulate(options.Seed, options.To);
        return
        [
            .. from issuer in Issuers.All
               let desk = new NewsDesk(options.Seed, market, issuer, options.NewsScale)
               from day in Enumerable.Range(0, options.To.DayNumber - options.From.DayNumber)
               from release in desk.BornOn(options.From.AddDays(day))
               select release,
        ];
    }
}
