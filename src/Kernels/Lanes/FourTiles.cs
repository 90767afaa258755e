using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Tauric.Kernels.Lanes;

/// <summary>A column, where its row 0 is in a tile, and its place among the interleaved ones.</summary>
internal readonly record struct Crossing(Series Of, int At, int Place);

/// <summary>
/// Four instruments that stand at the same row, and the columns recurrences read and write, as rows of four values.
/// </summary>
internal sealed unsafe class FourTiles
{
    /// <summary>So many rows are interleaved at a time: they stay in the first-level cache.</summary>
    public const int RowsMax = 32;

    private readonly double[] _memory;
    private readonly double* _start;
    private readonly double* _a; // Where the tiles start.
    private readonly double* _b;
    private readonly double* _c;
    private readonly double* _d;
    private readonly int _stateLength;

    public FourTiles(SeriesProgram program)
    {
        Tiles = [new(program), new(program), new(program), new(program)];
        _a = Tiles[0].Start;
        _b = Tiles[1].Start;
        _c = Tiles[2].Start;
        _d = Tiles[3].Start;
        _stateLength = program.StateLength;
        _memory = GC.AllocateArray<double>((4 * _stateLength) + (program.Crossings * Pitch) + 16, pinned: true);
        double* start = (double*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_memory));
        States = (double*)(((nint)start + 63) & ~63);
        _start = States + (4 * _stateLength);
    }

    public Tile[] Tiles { get; }

    /// <summary>From one interleaved column to the next, in doubles.</summary>
    // Not a multiple of 4 KB, or all columns would compete for the same cache lines.
    public static int Pitch => (4 * RowsMax) + 8;

    /// <summary>The row of the tiles that is the first of the interleaved ones.</summary>
    public int From { get; set; }

    /// <summary>What recurrences remember of the four while they run together, as rows of four.</summary>
    public double* States { get; }

    /// <summary>Where row 0 of the tiles would be in an interleaved column.</summary>
    public double* Across(int place) => _start + (place * Pitch) - (4 * From);

    public ref Slots<VectorLane> State(int at) => ref *(Slots<VectorLane>*)(States + (4 * at));

    /// <summary>Columns of the four tiles become rows of four.</summary>
    public void Interleave(Crossing crossing, nint from, nint to)
    {
        double* a = _a + crossing.At, b = _b + crossing.At, c = _c + crossing.At, d = _d + crossing.At;
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
        double* a = _a + crossing.At, b = _b + crossing.At, c = _c + crossing.At, d = _d + crossing.At;
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

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        foreach (Tile tile in Tiles) tile.Clear();
        new Span<double>(States, 4 * _stateLength).Clear();
    }

    /// <summary>Gives each tile what recurrences remember of it.</summary>
    public void Part()
    {
        for (int at = 0; at < _stateLength; at += Slots<ScalarLane>.Count)
        {
            double* four = States + (4 * at);
            VectorLane.Transpose(
                four,
                four + 4,
                four + 8,
                four + 12,
                Tiles[0].State(at),
                Tiles[1].State(at),
                Tiles[2].State(at),
                Tiles[3].State(at));
        }
    }
}
