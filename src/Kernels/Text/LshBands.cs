namespace Tauric.Kernels.Text;

/// <summary>Keys under which texts worth comparing meet: one band of their signatures is alike.</summary>
/// <remarks>
/// 32 bands of 4 of <see cref="MinHash"/>'s rows (Leskovec, Rajaraman, Ullman, ch. 3.4): two sets of Jaccard s meet
/// with probability 1 − (1 − s⁴)³², which is 0.10 at 0.24, 0.87 at 0.5 and 0.9999 at 0.7. An empty set meets nothing.
/// </remarks>
/// <param name="words">Words per shingle.</param>
[Kernel("lsh-bands")]
public sealed class LshBands(int words = 3) : ITextKernel
{
    public const int Bands = 32;
    private const int RowsPerBand = MinHash.Permutations / Bands;

    private readonly MinHash _minHash = new(words);

    public int OutputsMax(ReadOnlySpan<char> text) => Bands;

    /// <summary>A key a band; none when the text is empty.</summary>
    public int Compute(ReadOnlySpan<char> text, Span<ulong> outputs)
    {
        Span<ulong> signature = stackalloc ulong[MinHash.Permutations];
        _minHash.Compute(text, signature);
        return Keys(signature, outputs);
    }

    /// <returns>32, or 0 when the signature is that of an empty set.</returns>
    public static int Keys(ReadOnlySpan<ulong> signature, Span<ulong> keys)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(keys.Length, Bands, nameof(keys));
        if (signature[0] == ulong.MaxValue) return 0;
        keys[..Bands].Clear();
        // Row by row: a band's rows wait for each other, bands do not.
        for (int row = 0; row < RowsPerBand; row++)
        {
            for (int band = 0; band < Bands; band++)
                keys[band] = TextHash.Mix(keys[band] ^ signature[(band * RowsPerBand) + row]);
        }

        return Bands;
    }
}
