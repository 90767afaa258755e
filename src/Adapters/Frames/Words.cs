using System.Buffers;

namespace Tauric.Adapters.Frames;

/// <summary>One way to write a run of 64-bit values without loss.</summary>
internal interface IWordScheme
{
    /// <returns>False when it does not suit these values; what it then wrote is dropped.</returns>
    bool TryWrite(ReadOnlySpan<long> values, in WordRun run, ByteOutput output);

    /// <param name="depth">Of the run within others.</param>
    void Read(ref ByteCursor from, Span<long> values, int depth);
}

/// <summary>
/// Runs of 64-bit values (integers, instants, bits of doubles) in as few bytes as the schemes manage: each that suits
/// is tried, the shortest result stays, the first of equals. So the same values always give the same bytes.
/// </summary>
internal static class Words
{
    /// <summary>Runs within runs, at most: an outlier's position in a decimal column in a sparse one.</summary>
    public const int DepthMax = 3;

    // The index is written: only append.
    private static readonly IWordScheme[] s_schemes =
        [new PackedWords(), new DeltaWords(), new SparseWords(), new DistinctWords(), new DecimalWords()];

    /// <param name="areDoubles">The values are bits of doubles.</param>
    public static void Write(ReadOnlySpan<long> values, bool areDoubles, ByteOutput output, int depth = 0)
    {
        var run = WordRun.Of(values, areDoubles, depth);
        int start = output.Length, best = int.MaxValue;
        for (int i = 0; i < s_schemes.Length; i++)
        {
            int at = output.Length;
            output.Byte(i);
            if (!s_schemes[i].TryWrite(values, run with { BytesMax = best }, output) || output.Length - at >= best)
            {
                output.Cut(at);
                continue;
            }

            best = output.Length - at;
            if (at > start) output.Close(start, at);
            if (run.IsConstant) return;
        }
    }

    /// <exception cref="Engine.DataException">The bytes are no such run.</exception>
    public static void Read(ref ByteCursor from, Span<long> values, int depth = 0)
    {
        if (depth > DepthMax) throw from.Fault("runs lie too deep in runs");
        int scheme = from.Byte();
        if (scheme >= s_schemes.Length) throw from.Fault($"there is no scheme {scheme}");
        s_schemes[scheme].Read(ref from, values, depth);
    }

    public static long[] Rent(int count) => ArrayPool<long>.Shared.Rent(count);

    public static void Return(long[] rented) => ArrayPool<long>.Shared.Return(rented);
}
