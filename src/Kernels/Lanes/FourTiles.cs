using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Tauric.Kernels.Lanes;

/// <summary>A column, and its place among the interleaved ones.</summary>
internal readonly record struct Crossing(Series Of, int Place);

/// <summary>
/// Four instruments that stand at the same row, and the columns recurrences read and write, as rows of four values.
/// </summary>
internal sealed unsafe class FourTiles
{
    private readonly double[] _memory;
    private readonly double* _start;

    public FourTiles(SeriesProgram program)
    {
        Tiles = [new(program), new(program), new(program), new(program)];
        _memory = GC.AllocateArray<double>((program.Crossings * Pitch) + 8, pinned: true);
        double* start = (double*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_memory));
        _start = (double*)(((nint)start + 63) & ~63);
    }

    public Tile[] Tiles { get; }

    // Not a multiple of 4 KB, or all columns would compete for the same cache lines.
    private static int Pitch => (4 * Tile.RowsMax) + 8;

    /// <summary>Where an interleaved column is.</summary>
    public double* Across(int place) => _start + (place * Pitch);

    /// <summary>Columns of the four tiles become rows of four.</summary>
    public void Interleave(Crossing crossing, nint from, nint to)
    {
        double* a = Tiles[0].At(crossing.Of), b = Tiles[1].At(crossing.Of);
        double* c = Tiles[2].At(crossing.Of), d = Tiles[3].At(crossing.Of);
        double* four = Across(crossing.Place) + (4 * from);
        nint row = from;
        for (; row <= to - 4; row += 4, four += 16)
        {
            VectorLane.Transpose(a + row, b + row, c + row, d + row, four, four + 4, four + 8, four + 12);
        }

        for (; row < to; row++, four += 4)
        {
            (four[0], four[1], four[2], four[3]) = (a[row], b[row], c[row], d[row]);
        }
    }

    /// <summary>Rows of four become columns of the four tiles.</summary>
    public void Separate(Crossing crossing, nint from, nint to)
    {
        double* a = Tiles[0].At(crossing.Of), b = Tiles[1].At(crossing.Of);
        double* c = Tiles[2].At(crossing.Of), d = Tiles[3].At(crossing.Of);
        double* four = Across(crossing.Place) + (4 * from);
        nint row = from;
        for (; row <= to - 4; row += 4, four += 16)
        {
            VectorLane.Transpose(four, four + 4, four + 8, four + 12, a + row, b + row, c + row, d + row);
        }

        for (; row < to; row++, four += 4)
        {
            (a[row], b[row], c[row], d[row]) = (four[0], four[1], four[2], four[3]);
        }
    }

    /// <summary>What a recurrence remembers of each of the four.</summary>
    public Slots<VectorLane> Load(int stateAt)
    {
        Slots<VectorLane> state;
        double* four = (double*)&state;
        VectorLane.Transpose(
            Tiles[0].State(stateAt),
            Tiles[1].State(stateAt),
            Tiles[2].State(stateAt),
            Tiles[3].State(stateAt),
            four,
            four + 4,
            four + 8,
            four + 12);
        return state;
    }

    public void Store(int stateAt, Slots<VectorLane> state)
    {
        double* four = (double*)&state;
        VectorLane.Transpose(
            four,
            four + 4,
            four + 8,
            four + 12,
            Tiles[0].State(stateAt),
            Tiles[1].State(stateAt),
            Tiles[2].State(stateAt),
            Tiles[3].State(stateAt));
    }
}
