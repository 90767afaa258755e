using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Tauric.Kernels.Vectors;

namespace Tauric.Kernels.Text;

/// <summary>
/// Latent semantic analysis of a corpus: features that occur in the same texts share a coordinate (Deerwester et al.
/// 1990). Texts are <see cref="TermBag"/>s with <see cref="InverseDocumentFrequency"/>, of length 1.
/// </summary>
/// <remarks>
/// A function of the texts as a set with repetitions: they are put in order before anything is added up. A feature of
/// one text only says nothing of others and is left out; of the rest the most frequent are kept, ties by hash.
/// </remarks>
public sealed class LatentSemantics
{
    private const int TextsMin = 2;
    private const int FeaturesMax = 1 << 15;

    private readonly InverseDocumentFrequency _frequency;
    private readonly Dictionary<ulong, int> _columns;
    private readonly double[] _vectors;

    private LatentSemantics(
        InverseDocumentFrequency frequency, Dictionary<ulong, int> columns, TruncatedSvd svd)
    {
        (_frequency, _columns, _vectors, Dimensions) = (frequency, columns, svd.Vectors, svd.Values.Length);
        SingularValues = svd.Values;
        byte[] hash = SHA256.HashData(MemoryMarshal.AsBytes<double>(_vectors));
        Identity = $"{frequency.Identity}{Convert.ToHexStringLower(hash.AsSpan(0, 8))}";
    }

    public int Dimensions { get; }

    /// <summary>Largest first: what each coordinate explains.</summary>
    public IReadOnlyList<double> SingularValues { get; }

    /// <summary>32 hex digits over all that decides a coordinate.</summary>
    public string Identity { get; }

    /// <param name="texts">UTF-8.</param>
    public static LatentSemantics Fit(IReadOnlyCollection<ReadOnlyMemory<byte>> texts, int dimensions)
    {
        ReadOnlyMemory<byte>[] ordered =
            [.. texts.Order(Comparer<ReadOnlyMemory<byte>>.Create((a, b) => a.Span.SequenceCompareTo(b.Span)))];
        var frequency = InverseDocumentFrequency.Fit(ordered);
        Dictionary<ulong, int> columns = frequency.MostFrequent(TextsMin, FeaturesMax)
            .Order().Index().ToDictionary(feature => feature.Item, feature => feature.Index);
        return new LatentSemantics(frequency, columns, new TruncatedSvd(Rows(ordered, frequency, columns), dimensions));
    }

    /// <summary>The coordinates of a text, not of length 1; zeros when it has no feature of the corpus.</summary>
    /// <param name="bag">Its weights are changed.</param>
    /// <param name="coordinates"><see cref="Dimensions"/> values.</param>
    public void Project(in TermBag bag, Span<float> coordinates)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(coordinates.Length, Dimensions, nameof(coordinates));
        double[] rented = ArrayPool<double>.Shared.Rent(Dimensions);
        Span<double> sums = rented.AsSpan(0, Dimensions);
        sums.Clear();
        _frequency.Weigh(bag.Features, bag.Weights);
        for (int i = 0; i < bag.Count; i++)
        {
            if (_columns.TryGetValue(bag.Features[i], out int column))
                Axpy.Add(bag.Weights[i], _vectors.AsSpan(column * Dimensions, Dimensions), sums);
        }

        for (int k = 0; k < sums.Length; k++) coordinates[k] = (float)sums[k];
        ArrayPool<double>.Shared.Return(rented);
    }

    private static SparseRows Rows(
        ReadOnlyMemory<byte>[] texts, InverseDocumentFrequency frequency, Dictionary<ulong, int> columns)
    {
        var (starts, at, values) = (new List<int> { 0 }, new List<int>(), new List<float>());
        foreach (ReadOnlyMemory<byte> text in texts)
        {
            using var bag = new TermBag(text.Span);
            frequency.Weigh(bag.Features, bag.Weights);
            for (int i = 0; i < bag.Count; i++)
            {
                if (!columns.TryGetValue(bag.Features[i], out int column)) continue;
                at.Add(column);
                values.Add(bag.Weights[i]);
            }

            Span<float> row = CollectionsMarshal.AsSpan(values)[starts[^1]..];
            if (!row.IsEmpty) Normalise.Rows(new Rows(row, 1, row.Length), row);
            starts.Add(at.Count);
        }

        return new SparseRows([.. starts], [.. at], [.. values], columns.Count);
    }
}
