using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Tauric.Kernels.Statistics;

/// <summary>Pearson's correlation of every pair of columns, the same bits as <see cref="Pearson"/> of each.</summary>
/// <remarks>
/// Columns are standardised once into panels of 8 interleaved columns; a tile of 64 × 64 columns is worked off in
/// blocks of rows that stay in the cache, 4 × 8 dot products at a time in registers. Each dot product is the definition
/// of <see cref="Standard"/>: fma in row order within a block of 256 rows, blocks added in order.
/// Not for concurrent calls: it owns its panels.
/// </remarks>
public sealed class CorrelationMatrix
{
    private const int Wide = 8;
    private const int High = 4;
    private const int Tile = 64;
    private readonly double[] _panels;
    private readonly Action<int, int> _tile;
    private Memory<double> _matrix;

    /// <param name="columns">How many columns.</param>
    /// <param name="rows">Rows of every column, at least 2.</param>
    public CorrelationMatrix(int columns, int rows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 2);
        (Columns, Rows) = (columns, rows);
        _panels = new double[(columns + Wide - 1) / Wide * Wide * rows];
        _tile = ComputeTile;
    }

    public int Columns { get; }

    public int Rows { get; }

    /// <summary>Standardises a column; it stays until set anew.</summary>
    /// <exception cref="ArgumentException">
    /// Another number of rows, or a value that is not finite; names column and row.
    /// </exception>
    public void Set(int column, ReadOnlySpan<double> values)
    {
        if (values.Length != Rows) throw new ArgumentException($"{values.Length} rows for {Rows}.", nameof(values));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, Columns);
        FiniteColumn.Require(values, column);
        var standard = Standard.Of(values);
        Span<double> panel = _panels.AsSpan(column / Wide * Wide * Rows, Wide * Rows);
        for (int row = 0; row < Rows; row++) panel[(row * Wide) + (column % Wide)] = standard.Score(values[row]);
    }

    /// <param name="matrix">columns × columns, symmetric.</param>
    /// <param name="workers">How many cores; the bits do not depend on it.</param>
    public void Compute(Memory<double> matrix, int workers = 1)
    {
        if (matrix.Length != Columns * Columns)
        {
            throw new ArgumentException($"{matrix.Length} values for {Columns} × {Columns}.", nameof(matrix));
        }

        _matrix = matrix;
        TriangleTiles.ForEach((Columns + Tile - 1) / Tile, workers, _tile);
        _matrix = default;
    }

    private void ComputeTile(int tileRow, int tileColumn)
    {
        Span<double> sums = stackalloc double[Tile * Tile];
        sums.Clear();
        int x = tileRow * Tile, y = tileColumn * Tile;
        int xs = Math.Min(Tile, Columns - x), ys = Math.Min(Tile, Columns - y);
        for (int start = 0; start < Rows; start += Standard.BlockRows)
        {
            int rows = Math.Min(Standard.BlockRows, Rows - start);
            for (int i = 0; i < xs; i += High)
            {
                ReadOnlySpan<double> left = Block(x + i, start, rows)[(i % Wide)..];
                // Below the diagonal is the mirror's.
                for (int j = x == y ? i / Wide * Wide : 0; j < ys; j += Wide)
                    AddBlock(left, Block(y + j, start, rows), sums[((i * Tile) + j)..]);
            }
        }

        Write(sums, x, xs, y, ys);
    }

    /// <summary>Some rows of the panel that holds a column.</summary>
    private ReadOnlySpan<double> Block(int column, int start, int rows) =>
        _panels.AsSpan((column / Wide * Wide * Rows) + (start * Wide), rows * Wide);

    /// <summary>Adds the block's dot products of 4 columns with 8 to a corner of the tile.</summary>
    private static void AddBlock(ReadOnlySpan<double> left, ReadOnlySpan<double> right, Span<double> sums)
    {
        Vector256<double> a0 = default, a1 = default, b0 = default, b1 = default;
        Vector256<double> c0 = default, c1 = default, d0 = default, d1 = default;
        ref double x = ref MemoryMarshal.GetReference(left), y = ref MemoryMarshal.GetReference(right);
        for (nuint at = 0; at < (nuint)right.Length; at += Wide)
        {
            Vector256<double> y0 = Vector256.LoadUnsafe(ref y, at), y1 = Vector256.LoadUnsafe(ref y, at + 4);
            Vector256<double> a = At(ref x, at), b = At(ref x, at + 1), c = At(ref x, at + 2), d = At(ref x, at + 3);
            a0 = Vector256.FusedMultiplyAdd(a, y0, a0);
            a1 = Vector256.FusedMultiplyAdd(a, y1, a1);
            b0 = Vector256.FusedMultiplyAdd(b, y0, b0);
            b1 = Vector256.FusedMultiplyAdd(b, y1, b1);
            c0 = Vector256.FusedMultiplyAdd(c, y0, c0);
            c1 = Vector256.FusedMultiplyAdd(c, y1, c1);
            d0 = Vector256.FusedMultiplyAdd(d, y0, d0);
            d1 = Vector256.FusedMultiplyAdd(d, y1, d1);
        }

        AddTo(sums, a0, a1);
        AddTo(sums[Tile..], b0, b1);
        AddTo(sums[(2 * Tile)..], c0, c1);
        AddTo(sums[(3 * Tile)..], d0, d1);
    }

    private static Vector256<double> At(ref double first, nuint at) =>
        Vector256.Create(Unsafe.Add(ref first, at));

    private static void AddTo(Span<double> sums, Vector256<double> low, Vector256<double> high)
    {
        (Vector256.Create<double>(sums) + low).CopyTo(sums);
        (Vector256.Create<double>(sums[4..]) + high).CopyTo(sums[4..]);
    }

    private void Write(ReadOnlySpan<double> sums, int x, int xs, int y, int ys)
    {
        Span<double> matrix = _matrix.Span;
        for (int i = 0; i < xs; i++)
        {
            for (int j = Math.Max(0, x + i - y); j < ys; j++)
            {
                double correlation = Math.Clamp(sums[(i * Tile) + j], -1, 1);
                matrix[((x + i) * Columns) + y + j] = correlation;
                matrix[((y + j) * Columns) + x + i] = correlation;
            }
        }
    }
}
