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
    [
        new PackedWords(), new DeltaWords(), new SparseWords(), new DistinctWords(), new DecimalWords(),
        new GridWords(),
    ];

    /// <param name="areDoubles">The values are bits of doubles.</param>
    public static void Write(ReadOnlySpan<long> values, bool areDoubles, ByteOutput output, int depth = 0)
    {
        var run = WordRun.Of(values, areDoubles, depth);
        int start = output.Length, best = 1 + PackedWords.BytesFor(values.Length, run);
        bool isWritten = false;   // Packing is written last, if at all: its length is known before.
        for (int i = 1; i < s_schemes.Length && !run.IsConstant; i++)
        {
            int at = output.Length;
            output.Byte(i);
            if (!s_schemes[i].TryWrite(values, run, output) || output.Length - at >= best)
            {
                output.Cut(at);
                continue;
            }

            best = output.Length - at;
            if (isWritten) output.Close(start, at);
            isWritten = true;
        }

        if (isWritten) return;
        output.Byte(0);
        s_schemes[0].TryWrite(values, run, output);
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
