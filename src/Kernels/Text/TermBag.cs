using System.Buffers;
using System.Text.Unicode;
using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Text;

/// <summary>
/// A text as a bag: its distinct <see cref="NGrams"/>, ascending, each with a weight of 1 + ln(how often it occurs)
/// (Salton, Buckley 1988). Rents its memory: dispose it, and never copy it.
/// </summary>
public ref struct TermBag : IDisposable
{
    private static readonly NGrams Kernel = new();

    // Counts are small nearly always.
    private static readonly float[] Logarithms =
        [0, .. Enumerable.Range(1, 31).Select(count => (float)(1 + Elementary.Log(count)))];

    private readonly ulong[] _features;
    private readonly float[] _weights;

    /// <param name="text">UTF-8, what is none being as good as a space; read as its canonical text.</param>
    public TermBag(ReadOnlySpan<byte> text)
    {
        char[] units = ArrayPool<char>.Shared.Rent(text.Length);
        Utf8.ToUtf16(text, units, out _, out int length, replaceInvalidSequences: true);
        char[] canonical = ArrayPool<char>.Shared.Rent(CanonicalText.LengthMax(length));
        ReadOnlySpan<char> words = canonical.AsSpan(0, CanonicalText.Write(units.AsSpan(0, length), "", canonical));
        _features = ArrayPool<ulong>.Shared.Rent(Kernel.OutputsMax(words));
        int found = Kernel.Compute(words, _features);
        ArrayPool<char>.Shared.Return(units);
        ArrayPool<char>.Shared.Return(canonical);
        _weights = ArrayPool<float>.Shared.Rent(found);
        Count = Weigh(_features.AsSpan(0, found), _weights);
    }

    public int Count { get; }

    public readonly ReadOnlySpan<ulong> Features => _features.AsSpan(0, Count);

    /// <summary>The caller's to change.</summary>
    public readonly Span<float> Weights => _weights.AsSpan(0, Count);

    public readonly void Dispose()
    {
        ArrayPool<ulong>.Shared.Return(_features);
        ArrayPool<float>.Shared.Return(_weights);
    }

    private static int Weigh(Span<ulong> features, Span<float> weights)
    {
        Shingles.Sort(features);
        int count = 0;
        for (int start = 0, end; start < features.Length; start = end)
        {
            ulong feature = features[start];
            for (end = start + 1; end < features.Length && features[end] == feature;) end++;
            int times = end - start;
            weights[count] = times < Logarithms.Length ? Logarithms[times] : (float)(1 + Elementary.Log(times));
            features[count++] = feature;
        }

        return count;
    }
}
