using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Tauric.Kernels.Indicators;

namespace Tauric.Kernels.Lanes;

/// <summary>
/// The working memory of one instrument: some rows of every column of a plan, the rows before them that readers still
/// look at, and what recurrences remember. Small enough to stay in a core's cache.
/// </summary>
internal sealed unsafe class Tile
{
    public const int RowsMax = 384;
    private const int LineBytes = 64;

    private readonly SeriesProgram _program;
    private readonly double[] _memory;
    private readonly nint[] _ahead;     // Where the inputs' bars behind this tile lie; only ever fetched.
    private int _aheadAt, _aheadEnd;    // Bytes there.

    public Tile(SeriesProgram program)
    {
        _program = program;
        _ahead = new nint[program.Inputs.Length];
        _memory = GC.AllocateArray<double>(program.TileLength + 8, pinned: true);
        double* start = (double*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_memory));
        Start = (double*)(((nint)start + 63) & ~63);
    }

    /// <summary>What recurrences remember, then the columns; 64-byte aligned.</summary>
    public double* Start { get; }

    /// <summary>The row of the series that is row 0 here.</summary>
    public long Origin { get; private set; }

    /// <summary>How many rows are taken here.</summary>
    public int Taken { get; private set; }

    public double* State(int at) => Start + at;

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        new Span<double>(Start, _program.StateLength).Clear();
        foreach ((int offset, int history) in _program.Histories)
        {
            new Span<double>(Start + offset - history, history).Clear();
        }

        Origin = 0;
        Taken = 0;
    }

    /// <summary>Copies bars behind those taken, after making room; they are taken when every node has run.</summary>
    /// <returns>How many fitted, at most <paramref name="limit"/>.</returns>
    public int Admit(in Bars bars, int first, int limit)
    {
        if (Taken == RowsMax) MakeRoom();
        int rows = Math.Min(limit, RowsMax - Taken);
        for (int i = 0; i < _ahead.Length; i++)
        {
            (BarColumn of, int column) = _program.Inputs[i];
            ReadOnlySpan<double> from = bars[of].Slice(first, rows);
            Copy(from, Start + _program.Offsets[column] + Taken);
            _ahead[i] = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(from)) + (rows * sizeof(double));
        }

        (_aheadAt, _aheadEnd) = (0, Math.Min(rows, bars.Length - first - rows) * sizeof(double));
        return rows;
    }

    /// <summary>Asks memory for more of the next tile's bars, so that it hands them over while this one is computed.
    /// </summary>
    /// <param name="rows">Of each input.</param>
    public void FetchAhead(int rows)
    {
        if (!Sse.IsSupported) return;
        int end = Math.Min(_aheadAt + (rows * sizeof(double)), _aheadEnd);
        for (; _aheadAt < end; _aheadAt += LineBytes)
            foreach (nint bars in _ahead) Sse.Prefetch1((void*)(bars + _aheadAt));
    }

    public void Take(int rows) => Taken += rows;

    /// <summary>An output, rows [from, to) of this tile.</summary>
    public Span<double> Output(int output, int from, int to) =>
        new(Start + _program.Offsets[_program.Outputs[output].Column] + from, to - from);

    /// <summary>Writes all a later row depends on.</summary>
    public void Save(Span<double> state)
    {
        int at = 0;
        state[at++] = Origin + Taken;
        new Span<double>(Start, _program.StateLength).CopyTo(state[at..]);
        at += _program.StateLength;
        foreach ((int offset, int history) in _program.Histories)
        {
            new Span<double>(Start + offset + Taken - history, history).CopyTo(state[at..]);
            at += history;
        }
    }

    /// <summary>Continues after the row at which the state was saved.</summary>
    public void Restore(ReadOnlySpan<double> state)
    {
        int at = 0;
        Origin = (long)state[at++];
        Taken = 0;
        state.Slice(at, _program.StateLength).CopyTo(new(Start, _program.StateLength));
        at += _program.StateLength;
        foreach ((int offset, int history) in _program.Histories)
        {
            state.Slice(at, history).CopyTo(new(Start + offset - history, history));
            at += history;
        }
    }

    private void MakeRoom()
    {
        foreach ((int offset, int history) in _program.Histories)
        {
            double* from = Start + offset + Taken - history, to = Start + offset - history;
            // Some more than needed: the rows behind are yet to be written.
            for (int row = 0; row < history; row += VectorLane.Width)
            {
                VectorLane.Store(VectorLane.Load(from + row), to + row);
            }
        }

        Origin += Taken;
        Taken = 0;
    }

    /// <summary>A negative zero becomes zero: extrema may then compare in any order.</summary>
    private static void Copy(ReadOnlySpan<double> from, double* to)
    {
        fixed (double* source = from)
        {
            nint row = 0;
            for (; row <= from.Length - 4; row += 4) VectorLane.Store(VectorLane.Load(source + row) + 0.0, to + row);
            for (; row < from.Length; row++) to[row] = source[row] + 0.0;
        }
    }
}
