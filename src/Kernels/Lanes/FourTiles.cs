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
            double* four = across + (4 * row);
            VectorLane.Transpose(a + row, b + row, c + row, d + row, out var v, out var w, out var x, out var y);
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
            VectorLane.Transpose(four, four + 4, four + 8, four + 12, out var v, out var w, out var x, out var y);
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
        double* a = Tiles[0].State(stateAt), b = Tiles[1].State(stateAt);
        double* c = Tiles[2].State(stateAt), d = Tiles[3].State(stateAt);
        Slots<VectorLane> state = default;
        VectorLane.Transpose(a, b, c, d, out state.A, out state.B, out state.C, out state.D);
        return state;
    }

    public void Store(int stateAt, Slots<VectorLane> state)
    {
        double* four = (double*)&state;
        VectorLane.Transpose(four, four + 4, four + 8, four + 12, out var a, out var b, out var c, out var d);
        VectorLane.Store(a, Tiles[0].State(stateAt));
        VectorLane.Store(b, Tiles[1].State(stateAt));
        VectorLane.Store(c, Tiles[2].State(stateAt));
        VectorLane.Store(d, Tiles[3].State(stateAt));
    }
}
