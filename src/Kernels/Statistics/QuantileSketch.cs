using System.Buffers;

namespace Tauric.Kernels.Statistics;

/// <summary>
/// Quantiles of a stream in little memory, mergeable, with a proven bound on the error of every rank.
/// </summary>
/// <remarks>
/// Level h holds at most <see cref="Capacity"/> values that stand for 2^h rows each. A full level is sorted and every
/// second value moves up, the others go: the compactors of Munro and Paterson 1980, Manku, Rajagopalan and Lindsay
/// 1998, and KLL (Karnin, Lang and Liberty 2016), whose coin is replaced by a balance, so that nothing is random.
/// Proof: keeping the first of each pair overstates the rank of any value by 0 or 2^h, keeping the second understates
/// it by 0 or 2^h. Both totals are counted as they happen, add up under merging, and the smaller one grows next. So
/// estimate − truth lies in [−Under, Over] always, and <see cref="RankErrorMax"/> is near
/// n·log₂(n/capacity)/(2·capacity): 0.5 % of a million rows at the default, and 0 up to <see cref="Capacity"/> rows.
/// The answer is a pure function of the order of <see cref="Add(double)"/> and <see cref="Merge"/>. Not for
/// concurrent use.
/// </remarks>
public sealed class QuantileSketch
{
    // 2^40 times the capacity rows: more than any stream.
    private const int LevelsMax = 40;

    private readonly double[]?[] _levels = new double[LevelsMax][];
    private readonly int[] _counts = new int[LevelsMax];
    private long _over;
    private long _under;

    /// <param name="capacity">Values a level holds: even, at least 8.</param>
    public QuantileSketch(int capacity = 1024)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 8);
        if (capacity % 2 != 0) throw new ArgumentOutOfRangeException(nameof(capacity), capacity, "It must be even.");
        Capacity = capacity;
        Clear();
    }

    public int Capacity { get; }

    /// <summary>Rows seen.</summary>
    public long Count { get; private set; }

    /// <summary>Smallest row, exact.</summary>
    public double Min { get; private set; }

    /// <summary>Largest row, exact.</summary>
    public double Max { get; private set; }

    /// <summary>How many rows a rank, and the rank of a quantile, can be off.</summary>
    public long RankErrorMax => Math.Max(_over, _under);

    public void Clear()
    {
        Array.Clear(_counts);
        (_over, _under, Count) = (0, 0, 0);
        (Min, Max) = (double.PositiveInfinity, double.NegativeInfinity);
    }

    /// <exception cref="ArgumentException">The value is NaN or infinite.</exception>
    public void Add(double value) => Add([value]);

    /// <exception cref="ArgumentException">A value is NaN or infinite; nothing was added.</exception>
    public void Add(ReadOnlySpan<double> values)
    {
        FiniteColumn.Require(values, nameof(values));
        foreach (double value in values)
        {
            // Adding 0 turns −0 into 0, so that sorting has one way to order equal values.
            Push(0, value + 0.0);
            Min = Math.Min(Min, value);
            Max = Math.Max(Max, value);
        }

        Count += values.Length;
    }

    /// <summary>Takes what the other has seen, after what this one has. The other stays as it is.</summary>
    /// <exception cref="ArgumentException">The capacities differ, or it is this very sketch.</exception>
    public void Merge(QuantileSketch other)
    {
        if (other.Capacity != Capacity) throw new ArgumentException("The capacities differ.", nameof(other));
        if (ReferenceEquals(other, this)) throw new ArgumentException("A sketch cannot take itself.", nameof(other));
        for (int level = 0; level < LevelsMax; level++)
        {
            foreach (double value in other._levels[level].AsSpan(0, other._counts[level])) Push(level, value);
        }

        (_over, _under, Count) = (_over + other._over, _under + other._under, Count + other.Count);
        (Min, Max) = (Math.Min(Min, other.Min), Math.Max(Max, other.Max));
    }

    /// <summary>About how many rows are at most <paramref name="value"/>.</summary>
    public long Rank(double value)
    {
        long rank = 0;
        for (int level = 0; level < LevelsMax; level++)
        {
            foreach (double kept in _levels[level].AsSpan(0, _counts[level])) rank += kept <= value ? 1L << level : 0;
        }

        return rank;
    }

    /// <summary>
    /// A row whose rank is within <see cref="RankErrorMax"/> of ⌈share·n⌉; exact at 0 and 1. NaN without rows.
    /// </summary>
    /// <param name="share">In [0, 1].</param>
    public double Quantile(double share)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        if (Count == 0) return double.NaN;
        if (share is 0 or 1) return share == 0 ? Min : Max;
        int kept = _counts.Sum();
        double[] values = ArrayPool<double>.Shared.Rent(kept);
        long[] weights = ArrayPool<long>.Shared.Rent(kept);
        Gather(values, weights);
        values.AsSpan(0, kept).Sort(weights.AsSpan(0, kept));
        double target = Math.Ceiling(share * Count);
        int at = 0;
        for (long rank = weights[0]; rank < target; rank += weights[at]) at++;
        double quantile = values[at];
        ArrayPool<double>.Shared.Return(values);
        ArrayPool<long>.Shared.Return(weights);
        return quantile;
    }

    private void Gather(Span<double> values, Span<long> weights)
    {
        for (int level = 0, at = 0; level < LevelsMax; at += _counts[level++])
        {
            _levels[level].AsSpan(0, _counts[level]).CopyTo(values[at..]);
            weights.Slice(at, _counts[level]).Fill(1L << level);
        }
    }

    private void Push(int level, double value)
    {
        if (_counts[level] == Capacity) Compact(level);
        (_levels[level] ??= new double[Capacity])[_counts[level]++] = value;
    }

    private void Compact(int level)
    {
        Span<double> values = _levels[level];
        ColumnSort.Ascending(values);
        int second = _over <= _under ? 0 : 1;
        if (second == 0) _over += 1L << level;
        else _under += 1L << level;
        for (int pair = 0; pair < Capacity; pair += 2) Push(level + 1, values[pair + second]);
        _counts[level] = 0;
    }
}
