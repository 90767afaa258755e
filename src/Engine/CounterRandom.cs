using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Tauric.Engine;

/// <summary>
/// Counter-based randomness: the n-th draw is a pure function of (seed, key, n), so no draw depends on
/// scheduling, on a process-salted hash or on how many draws somebody else made.
/// </summary>
/// <remarks>
/// The key is folded by SHA-256; draws are SplitMix64 over the counter (Steele, Lea, Flood 2014, "Fast splittable
/// pseudorandom number generators").
/// </remarks>
public struct CounterRandom
{
    private readonly ulong _origin;
    private ulong _counter;

    private CounterRandom(ulong origin)
    {
        _origin = origin;
        _counter = 0;
    }

    /// <param name="seed">The run's seed.</param>
    /// <param name="key">What is drawn for, e.g. <c>AAPL/2024-03-05/7</c>. Parts are joined by <c>/</c>.</param>
    public static CounterRandom For(long seed, params ReadOnlySpan<string> key)
    {
        string text = seed + "/" + string.Join('/', key);
        Span<byte> digest = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), digest);
        return new CounterRandom(BinaryPrimitives.ReadUInt64LittleEndian(digest));
    }

    /// <summary>The next 64 uniform bits.</summary>
    public ulong NextBits() => Mix(_origin + ((++_counter) * 0x9E3779B97F4A7C15));

    /// <summary>The bits this key assigns to an item: order-free, for bottom-k sampling.</summary>
    public readonly ulong BitsOf(ulong item) => Mix(_origin ^ Mix(item));

    /// <summary>Uniform in [0, 1): 53 bits.</summary>
    public double NextUniform() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform integer in [0, bound). Lemire's multiply-shift; bias below 2⁻³² for bounds under 2³².</summary>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        return (int)(((NextBits() >> 32) * (ulong)bound) >> 32);
    }

    /// <summary>Standard normal draw (Box–Muller, cosine branch only so that each draw costs two counters).</summary>
    public double NextNormal()
    {
        double u = 1.0 - NextUniform();
        double v = NextUniform();
        return Math.Sqrt(-2.0 * Math.Log(u)) * Math.Cos(2.0 * Math.PI * v);
    }

    /// <summary>Fisher–Yates, in place.</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = NextInt(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
