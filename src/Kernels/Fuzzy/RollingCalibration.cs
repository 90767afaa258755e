using System.Buffers;
using System.Runtime.CompilerServices;
using Tauric.Kernels.Lanes;
using Tauric.Kernels.Statistics;

namespace Tauric.Kernels.Fuzzy;

/// <summary>
/// How far a value is from the mean of the Window rows <em>before</em> it, in their population standard deviations.
/// The row itself is not among them: a value does not take part in saying what is usual.
/// </summary>
/// <remarks>
/// Mean and deviation are those of <see cref="WindowTree"/>, so a score is a pure function of Window + 1 values:
/// the same bits in any cut, and an outlier leaves no trace once it has left the window. When the rows before are
/// flat the score is 0, whatever the value (<see cref="Ratio.OfSpread(double, double, double)"/>). NaN until Window
/// defined rows have gone before. What is carried from call to call is a history: the last Window values, oldest
/// first, NaN where there were none.
/// </remarks>
/// <param name="Window">Rows, 2 to 10,000.</param>
public sealed record RollingCalibration(int Window = 60)
{
    // Rows at a time: what they need stays in a core's first cache for windows of up to some hundred rows.
    private const int ChunkRows = 256;

    public int Window { get; } = Window is >= 2 and <= 10_000
        ? Window
        : throw new ArgumentOutOfRangeException(nameof(Window), Window, "A window has 2 to 10,000 rows.");

    /// <summary>The history before the first row, to be carried from call to call.</summary>
    public double[] Start()
    {
        var history = new double[Window];
        history.AsSpan().Fill(double.NaN);
        return history;
    }

    /// <summary>The standard score of every value against the rows before it.</summary>
    /// <param name="history">The rows before the first; afterwards those before the next call's first.</param>
    /// <param name="values">The next rows: finite, or NaN while what they come from warms up.</param>
    /// <param name="scores">One a row; may be the values.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a history is not Window long.</exception>
    public unsafe void Scores(Span<double> history, ReadOnlySpan<double> values, Span<double> scores)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(scores.Length, values.Length);
        double* means = stackalloc double[ChunkRows], deviations = stackalloc double[ChunkRows];
        fixed (double* from = values, to = scores)
        {
            for (int row = 0; row < values.Length; row += ChunkRows)
            {
                int rows = Math.Min(ChunkRows, values.Length - row);
                Moments(history, values.Slice(row, rows), new(means, rows), new(deviations, rows));
                EachRow.Run(new Standard(from + row, means, deviations, to + row), 0, rows);
            }
        }
    }

    /// <summary>Mean and population standard deviation of the rows before every row; spans as for scores.</summary>
    /// <exception cref="ArgumentException">Lengths differ, or a history is not Window long.</exception>
    public unsafe void Moments(
        Span<double> history, ReadOnlySpan<double> values, Span<double> means, Span<double> deviations)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(history.Length, Window);
        ArgumentOutOfRangeException.ThrowIfNotEqual(means.Length, values.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(deviations.Length, values.Length);
        double[] memory = ArrayPool<double>.Shared.Rent(WindowMoments.MemoryLength(Window, ChunkRows));
        fixed (double* start = memory, mean = means, deviation = deviations)
        {
            var moments = new WindowMoments(start, Window, ChunkRows);
            for (int row = 0; row < values.Length; row += ChunkRows)
            {
                int rows = Math.Min(ChunkRows, values.Length - row);
                moments.Take(history, values.Slice(row, rows));
                moments.Before(rows, mean + row, deviation + row);
            }
        }

        ArrayPool<double>.Shared.Return(memory);
    }

    private readonly unsafe struct Standard(double* values, double* means, double* deviations, double* scores) : IRowOp
    {
        private readonly double* _values = values;
        private readonly double* _means = means;
        private readonly double* _deviations = deviations;
        private readonly double* _scores = scores;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<T>(nint row)
            where T : struct, ILane<T>
        {
            T mean = T.Load(_means + row), apart = T.Load(_values + row) - mean;
            T score = Ratio.OfSpread(apart, T.Load(_deviations + row), mean);
            // What is not defined stays NaN, also where the spread compares as flat.
            T.Store(T.Fma(apart, 0, score), _scores + row);
        }
    }
}
