using System.Runtime.CompilerServices;
using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Lanes;

/// <summary>
/// Sums and squared deviations of windows that end one row apart, by the tree of <see cref="WindowTree"/>: blocks of
/// 1, 2, 4… rows double along time, each once for all windows, and a window merges a few of them.
/// </summary>
/// <param name="memory">Working memory of <see cref="MemoryLength"/> doubles, the caller's.</param>
/// <param name="window">Rows of a window.</param>
/// <param name="rowsMax">Windows at a time.</param>
internal readonly unsafe struct WindowMoments(double* memory, int window, int rowsMax)
{
    private readonly double* _memory = memory;
    private readonly int _levels = int.Log2(window) + 1;

    public static int MemoryLength(int window, int rowsMax) => 2 * (int.Log2(window) + 1) * (window + rowsMax);

    /// <summary>Puts values behind the window of rows before them, which then is that of the next values.</summary>
    public void Take(Span<double> history, ReadOnlySpan<double> values)
    {
        history.CopyTo(new(Sums(0), window));
        values.CopyTo(new(Sums(0) + window, values.Length));
        new ReadOnlySpan<double>(Sums(0) + values.Length, window).CopyTo(history);
    }

    /// <summary>Mean and population standard deviation of the window before each value taken last.</summary>
    public void Before(int rows, double* means, double* deviations)
    {
        new Span<double>(Squares(0), window + rows).Clear();
        for (int level = 0; level < _levels - 1; level++)
        {
            int half = 1 << level;
            var doubling = new Merge(half, half, Part(level), Part(level, -half), Part(level + 1));
            EachRow.Run(doubling, (2 * half) - 1, window + rows - 1);
        }

        // The largest block is in no other window part, so the window is gathered in its place.
        int top = _levels - 1, newest = window - 1, taken = 1 << top;
        for (int level = top - 1; level >= 0; level--)
        {
            int block = 1 << level;
            if ((window & block) == 0) continue;
            Block whole = Part(top, newest);
            EachRow.Run(new Merge(taken, block, whole, Part(level, newest - taken), whole), 0, rows);
            taken += block;
        }

        EachRow.Run(new Deviation(1.0 / window, Part(top, newest), means, deviations), 0, rows);
    }

    private double* Sums(int level) => _memory + (2 * level * (window + rowsMax));

    private double* Squares(int level) => Sums(level) + window + rowsMax;

    private Block Part(int level, int at = 0) => new(Sums(level) + at, Squares(level) + at);

    /// <summary>Columns of sums and squared deviations of the blocks that end at each row.</summary>
    private readonly struct Block(double* sums, double* squares)
    {
        public readonly double* Sums = sums;
        public readonly double* Squares = squares;
    }

    /// <summary>The merge of <see cref="Moments"/>, along rows.</summary>
    private readonly struct Merge(int newer, int older, Block left, Block right, Block to) : IRowOp
    {
        private readonly double _times = newer / older;
        private readonly double _weight = 1.0 / ((double)(newer / older) * (newer + older));
        private readonly Block _newer = left;
        private readonly Block _older = right;
        private readonly Block _to = to;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<T>(nint row)
            where T : struct, ILane<T>
        {
            T newer = T.Load(_newer.Sums + row), older = T.Load(_older.Sums + row);
            T apart = T.Fma(-_times, older, newer);
            T squares = T.Load(_newer.Squares + row) + T.Load(_older.Squares + row);
            T.Store(newer + older, _to.Sums + row);
            T.Store(T.Fma(apart * apart, _weight, squares), _to.Squares + row);
        }
    }

    private readonly struct Deviation(double share, Block of, double* means, double* deviations) : IRowOp
    {
        private readonly double _share = share;
        private readonly Block _of = of;
        private readonly double* _means = means;
        private readonly double* _deviations = deviations;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<T>(nint row)
            where T : struct, ILane<T>
        {
            T.Store(T.Load(_of.Sums + row) * _share, _means + row);
            T.Store(T.Sqrt(T.Load(_of.Squares + row) * _share), _deviations + row);
        }
    }
}
