using System.Runtime.CompilerServices;

namespace Tauric.Kernels.Text;

/// <summary>A stable 64-bit hash: the same on every machine, in every version.</summary>
/// <remarks>
/// FNV-1a 64 over the UTF-16 code units, low byte first (Fowler, Noll, Vo), finished by SplitMix64's mixer (Steele,
/// Lea, Flood 2014). Two different texts collide with probability 2⁻⁶⁴.
/// </remarks>
[Kernel("text-hash")]
public sealed class TextHash : ITextKernel
{
    /// <summary>FNV's state before the first byte.</summary>
    internal const ulong Start = 0xCBF29CE484222325;

    private const ulong Prime = 0x100000001B3;

    // A high byte of zero changes nothing before its multiplication, so both are one.
    private const ulong PrimeTwice = unchecked(Prime * Prime);

    public int OutputsMax(ReadOnlySpan<char> text) => 1;

    public int Compute(ReadOnlySpan<char> text, Span<ulong> outputs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs.Length, 1, nameof(outputs));
        outputs[0] = Of(text);
        return 1;
    }

    public static ulong Of(ReadOnlySpan<char> text)
    {
        ulong hash = Start;
        foreach (char unit in text) hash = Continue(hash, unit);
        return Mix(hash);
    }

    /// <summary>FNV's state after one more unit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Continue(ulong hash, char unit) => unit <= byte.MaxValue
        ? ContinueNarrow(hash, unit)
        : (((hash ^ (byte)unit) * Prime) ^ (byte)(unit >> 8)) * Prime;

    /// <summary>The same for a unit that fits a byte, as nearly all of news do: half the multiplications.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong ContinueNarrow(ulong hash, char unit) => (hash ^ unit) * PrimeTwice;

    /// <summary>SplitMix64's finisher: a bijection that spreads every bit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
