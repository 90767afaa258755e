using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Tauric.Kernels.Lanes;

/// <summary>
/// Four instruments that stand at the same row, and the columns recurrences read and write, as rows of four values.
/// </summary>
internal sealed unsafe class FourTiles
{
    private readonly SeriesProgram _program;
    private readonly double[] _memory;
    private readonly double* _start;

    public FourTiles(SeriesProgram program)
    {
        _program = program;
        Tiles = [new(program), new(program), new(program), new(program)];
        _memory = GC.AllocateArray<double>((program.Crossings.Count * Pitch) + 8, pinned: true);
        double* start = (double*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_memory));
        _start = (double*)(((nint)start + 63) & ~63);
    }

    public Tile[] Tiles { get; }

    // Not a multiple of 4 KB, or all columns would compete for the same cache lines.
    private static int Pitch => (4 * Tile.RowsMax) + 8;

    /// <summary>Where the column is interleaved.</summary>
    public double* Across(Series series) => _start + (_program.Crossings[series] * Pitch);

    /// <summary>Columns of the four tiles become rows of four.</summary>
    public void Interleave(Series series, nint from, nint to)
    {
        double* a = Tiles[0].At(series), b = Tiles[1].At(series), c = Tiles[2].At(series), d = Tiles[3].At(series);
        double* across = Across(series);
        nint row = from;
        for (; row <= to - 4; row += 4)
        {
            VectorLane v = VectorLane.Load(a + row), w = VectorLane.Load(b + row);
            VectorLane x = VectorLane.Load(c + row), y = VectorLane.Load(d + row);
            VectorLane.Transpose(ref v, ref w, ref x, ref y);
            double* four = across + (4 * row);
            VectorLane.Store(v, four);
            VectorLane.Store(w, four + 4);
            VectorLane.Store(x, four + 8);
            VectorLane.Store(y, four + 12);
        }

        for (; row < to; row++)
        {
            double* four = across + (4 * row);
            (four[0], four[1], four[2], four[3]) = (a[row], b[row], c[row], d[row]);
        }
    }

    /// <summary>Rows of four become columns of the four tiles.</summary>
    public void Separate(Series series, nint from, nint to)
    {
        double* a = Tiles[0].At(series), b = Tiles[1].At(series), c = Tiles[2].At(series), d = Tiles[3].At(series);
        double* across = Across(series);
        nint row = from;
        for (; row <= to - 4; row += 4)
        {
            double* four = across + (4 * row);
            VectorLane v = VectorLane.Load(four), w = VectorLane.Load(four + 4);
            VectorLane x = VectorLane.Load(four + 8), y = VectorLane.Load(four + 12);
            VectorLane.Transpose(ref v, ref w, ref x, ref y);
            VectorLane.Store(v, a + row);
            VectorLane.Store(w, b + row);
            VectorLane.Store(x, c + row);
            VectorLane.Store(y, d + row);
        }

        for (; row < to; row++)
        {
            double* four = across + (4 * row);
            (a[row], b[row], c[row], d[row]) = (four[0], four[1], four[2], four[3]);
        }
    }

    /// <summary>What a recurrence remembers of each of the four.</summary>
    public Slots<VectorLane> Load(int stateAt)
    {
        Slots<VectorLane> state = default;
        state.A = VectorLane.Load(Tiles[0].State(stateAt));
        state.B = VectorLane.Load(Tiles[1].State(stateAt));
        state.C = VectorLane.Load(Tiles[2].State(stateAt));
        state.D = VectorLane.Load(Tiles[3].State(stateAt));
        VectorLane.Transpose(ref state.A, ref state.B, ref state.C, ref state.D);
        return state;
    }

    public void Store(int stateAt, Slots<VectorLane> state)
    {
        VectorLane.Transpose(ref state.A, ref state.B, ref state.C, ref state.D);
        VectorLane.Store(state.A, Tiles[0].State(stateAt));
        VectorLane.Store(state.B, Tiles[1].State(stateAt));
        VectorLane.Store(state.C, Tiles[2].State(stateAt));
        VectorLane.Store(state.D, Tiles[3].State(stateAt));
    }
}
