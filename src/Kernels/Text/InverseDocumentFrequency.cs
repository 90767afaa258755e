using System.Buffers.Binary;
using System.Security.Cryptography;
using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Text;

/// <summary>
/// What is in few texts says more of them: ln(1 + (texts + 1)/(texts with the feature + 1)), fitted on a corpus (Spärck
/// Jones 1972). A feature the corpus has not weighs most.
/// </summary>
/// <remarks>
/// A function of the texts as a set with repetitions: their order does not matter. Always positive, so a text keeps
/// its content whatever the corpus.
/// </remarks>
public sealed class InverseDocumentFrequency
{
    private readonly Dictionary<ulong, int> _texts;
    private readonly Dictionary<ulong, float> _weights;
    private readonly float _unseen;

    private InverseDocumentFrequency(Dictionary<ulong, int> texts, int count)
    {
        _texts = texts;
        _weights = new Dictionary<ulong, float>(texts.Count);
        foreach ((ulong feature, int with) in texts) _weights.Add(feature, Weight(count, with));
        _unseen = Weight(count, 0);
        Identity = IdentityOf(texts, count);
    }

    /// <summary>16 hex digits of SHA-256 over all that was counted.</summary>
    public string Identity { get; }

    /// <param name="texts">UTF-8.</param>
    public static InverseDocumentFrequency Fit(IReadOnlyCollection<ReadOnlyMemory<byte>> texts)
    {
        var counts = new Dictionary<ulong, int>();
        foreach (ReadOnlyMemory<byte> text in texts)
        {
            using var bag = new TermBag(text.Span);
            foreach (ulong feature in bag.Features) counts[feature] = counts.GetValueOrDefault(feature) + 1;
        }

        return new InverseDocumentFrequency(counts, texts.Count);
    }

    /// <summary>Multiplies each weight by that of its feature. From any thread.</summary>
    public void Weigh(ReadOnlySpan<ulong> features, Span<float> weights)
    {
        for (int i = 0; i < features.Length; i++) weights[i] *= _weights.GetValueOrDefault(features[i], _unseen);
    }

    /// <summary>Features of at least so many texts, those of most texts first, ties by hash.</summary>
    internal IEnumerable<ulong> MostFrequent(int textsMin, int count) => _texts
        .Where(feature => feature.Value >= textsMin)
        .OrderByDescending(feature => feature.Value).ThenBy(feature => feature.Key)
        .Take(count).Select(feature => feature.Key);

    private static float Weight(int count, int with) => (float)Elementary.Log(1 + ((count + 1.0) / (with + 1)));

    private static string IdentityOf(Dictionary<ulong, int> texts, int count)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> entry = stackalloc byte[12];
        ulong[] features = [.. texts.Keys.Order()];
        foreach (ulong feature in features)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(entry, feature);
            BinaryPrimitives.WriteInt32LittleEndian(entry[8..], texts[feature]);
            hash.AppendData(entry);
        }

        BinaryPrimitives.WriteInt32LittleEndian(entry, count);
        hash.AppendData(entry[..4]);
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }
}
