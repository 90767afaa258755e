using Tauric.Kernels.Vectors;

namespace Tauric.Kernels.Clustering;

/// <summary>A few of many that fit a query and do not repeat each other. Carbonell, Goldstein 1998.</summary>
public static class MaximalMarginalRelevance
{
    /// <summary>
    /// One after the other, what has most of (1 − diversity)·cosine with the query − diversity·(largest cosine with one
    /// already chosen); the first by the query alone. Ties go to the lower row.
    /// </summary>
    /// <param name="query">As long as a row.</param>
    /// <param name="diversity">0: only relevance counts; 1: only difference.</param>
    /// <param name="chosen">Rows in the order they were chosen, as many as there is room for.</param>
    /// <returns>How many were chosen: fewer than there is room for when there are fewer rows.</returns>
    public static int Select(in Rows rows, ReadOnlySpan<float> query, double diversity, Span<int> chosen)
    {
        if (diversity is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(diversity), diversity, "0 to 1");
        double[] relevance = new double[rows.Count], repetition = new double[rows.Count];
        for (int row = 0; row < rows.Count; row++) relevance[row] = Similarity.Cosine(rows[row], query);
        Array.Fill(repetition, double.NegativeInfinity);
        bool[] isChosen = new bool[rows.Count];
        int count = Math.Min(chosen.Length, rows.Count);
        for (int place = 0; place < count; place++)
        {
            int best = -1;
            double most = 0;
            for (int row = 0; row < rows.Count; row++)
            {
                double worth = place == 0
                    ? relevance[row] : ((1 - diversity) * relevance[row]) - (diversity * repetition[row]);
                if (!isChosen[row] && (best < 0 || worth > most)) (best, most) = (row, worth);
            }

            (chosen[place], isChosen[best]) = (best, true);
            for (int row = 0; row < rows.Count; row++)
                repetition[row] = Math.Max(repetition[row], Similarity.Cosine(rows[row], rows[best]));
        }

        return count;
    }
}
