using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Tauric.Kernels.Text;

namespace Tauric.Kernels.Vectors;

/// <summary>
/// Sparse features of any number to a vector of few dimensions: each goes along its own direction of random signs, so
/// dots are kept up to noise of 1/√dimensions (Achlioptas 2003). Nothing is stored: a sign is a bit of a hash.
/// </summary>
/// <remarks>
/// vector[d] = Σ ±weight, a chain of f32 additions in the order given, from +0; minus where bit d mod 64 of
/// Mix(feature + (d/64 + 1)·2⁶⁴/φ) is set, Mix being SplitMix64's finisher. The same bits on every machine.
/// </remarks>
public static class SignProjection
{
    /// <summary>A vector's length is a multiple of it: the signs of one hash.</summary>
    public const int Block = 64;

    private const int Lanes = 16;
    private const ulong Step = 0x9E3779B97F4A7C15;

    /// <param name="weights">One a feature.</param>
    /// <param name="vector">Written whole; a positive multiple of <see cref="Block"/> values.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static void Of(ReadOnlySpan<ulong> features, ReadOnlySpan<float> weights, Span<float> vector)
    {
        if (features.Length != weights.Length || vector.IsEmpty || vector.Length % Block != 0)
        {
            throw new ArgumentException($"{features.Length} features with {weights.Length} weights into "
                + $"{vector.Length} values: needs as many weights, a multiple of {Block} values.");
        }

        for (int start = 0; start < vector.Length; start += Block)
            Project(features, weights, Step * (ulong)((start / Block) + 1), vector.Slice(start, Block));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Project(
        ReadOnlySpan<ulong> features, ReadOnlySpan<float> weights, ulong key, Span<float> vector)
    {
        Vector512<uint> low = Bits(0), high = Bits(Lanes);
        Vector512<float> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        for (int i = 0; i < features.Length; i++)
        {
            ulong signs = TextHash.Mix(features[i] + key);
            Vector512<float> weight = Vector512.Create(weights[i]);
            Vector512<uint> first = Vector512.Create((uint)signs), second = Vector512.Create((uint)(signs >> 32));
            sum0 += Signed(weight, first & low);
            sum1 += Signed(weight, first & high);
            sum2 += Signed(weight, second & low);
            sum3 += Signed(weight, second & high);
        }

        sum0.CopyTo(vector);
        sum1.CopyTo(vector[Lanes..]);
        sum2.CopyTo(vector[(2 * Lanes)..]);
        sum3.CopyTo(vector[(3 * Lanes)..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Signed(Vector512<float> weight, Vector512<uint> bit) => Vector512.ConditionalSelect(
        Vector512.Equals(bit, Vector512<uint>.Zero).AsSingle(), weight, -weight);

    private static Vector512<uint> Bits(int first)
    {
        Span<uint> bits = stackalloc uint[Lanes];
        for (int i = 0; i < Lanes; i++) bits[i] = 1u << (first + i);
        return Vector512.Create<uint>(bits);
    }
}
