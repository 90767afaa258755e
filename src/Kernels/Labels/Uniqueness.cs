using System.Buffers;

namespace Tauric.Kernels.Labels;

/// <summary>
/// Weights for labels that overlap: ten labels of the same ten days are not ten observations. López de Prado,
/// "Advances in Financial Machine Learning", 4.3–4.4.
/// </summary>
public static class Uniqueness
{
    /// <summary>
    /// Average uniqueness of every label: the mean, over the rows of its life, of 1 / labels alive in that row. 1 for a
    /// label alone, 0.5 for two of the same life.
    /// </summary>
    /// <param name="lives">From entry to exit, both included (<see cref="Outcome.Life"/>), in any order.</param>
    /// <param name="weights">One per label, in (0, 1].</param>
    /// <exception cref="ArgumentException">Lengths differ, or a life ends before it starts.</exception>
    public static void Weigh(ReadOnlySpan<LabelSpan> lives, Span<double> weights)
    {
        if (lives.Length != weights.Length)
        {
            throw new ArgumentException($"{lives.Length} lives but {weights.Length} weights.", nameof(weights));
        }

        int first = int.MaxValue, last = int.MinValue;
        foreach (LabelSpan life in lives)
        {
            if (life.End < life.Start) throw new ArgumentException($"{life} ends before it starts.", nameof(lives));
            (first, last) = (Math.Min(first, life.Start), Math.Max(last, life.End));
        }

        if (lives.IsEmpty) return;
        int rows = last - first + 1;
        int[] rented = ArrayPool<int>.Shared.Rent(rows + 1);
        Span<int> alive = rented.AsSpan(0, rows + 1);
        CountAlive(lives, first, alive);
        for (int i = 0; i < weights.Length; i++)
        {
            ReadOnlySpan<int> during = alive[(lives[i].Start - first)..(lives[i].End - first + 1)];
            double sum = 0;
            foreach (int labels in during) sum += 1.0 / labels;
            weights[i] = sum / during.Length;
        }

        ArrayPool<int>.Shared.Return(rented);
    }

    private static void CountAlive(ReadOnlySpan<LabelSpan> lives, int first, Span<int> alive)
    {
        alive.Clear();
        foreach (LabelSpan life in lives)
        {
            alive[life.Start - first]++;
            alive[life.End - first + 1]--;
        }

        for (int row = 1; row < alive.Length; row++) alive[row] += alive[row - 1];
    }
}
