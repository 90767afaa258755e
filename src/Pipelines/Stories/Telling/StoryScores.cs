namespace Tauric.Pipelines.Stories.Telling;

/// <summary>What a story is worth, by definition.</summary>
internal static class StoryScores
{
    /// <summary>Clauses more for one side than for the other from which on a story takes it.</summary>
    public const int BiasMin = 2;

    public static readonly string[] Biases = ["bearish", "neutral", "bullish"];

    private const int RootSteps = 64;

    /// <summary>−1, 0, +1: the side with at least <see cref="BiasMin"/> more clauses, or none.</summary>
    public static int Bias(IReadOnlyList<ToldClause> told)
    {
        int sum = 0;
        foreach (ToldClause clause in told) sum += clause.Lean;
        return Math.Abs(sum) >= BiasMin ? Math.Sign(sum) : 0;
    }

    /// <summary>
    /// 1 − the share of contradictory pairs among all pairs of clauses, the bias being one of them; 1 without a pair.
    /// What contradicts is conceded when it is told, and counted all the same.
    /// </summary>
    public static double Coherence(IReadOnlyList<ToldClause> told, int bias)
    {
        int against = 0;
        for (int i = 0; i < told.Count; i++)
        {
            if (told[i].Lean * bias < 0) against++;
            for (int j = i + 1; j < told.Count; j++)
                if (told[i].Contradicts(told[j])) against++;
        }

        int pairs = (told.Count + 1) * told.Count / 2;
        return pairs == 0 ? 1 : 1 - ((double)against / pairs);
    }

    /// <summary>
    /// Subjects told over the five there are. No headline is filled too where the feed was heard in the session, that
    /// is, where there is news of any symbol: then its absence is a fact of the cells, and nothing is missing.
    /// </summary>
    public static double Completeness(IReadOnlyList<ToldClause> told, bool isFeedHeard)
    {
        int filled = isFeedHeard ? 1 << (int)Subject.Event : 0;
        foreach (ToldClause clause in told) filled |= 1 << (int)clause.Subject;
        return (double)int.PopCount(filled) / Subjects.Count;
    }

    /// <summary>Geometric mean of coherence, completeness and fuzzy confidence, all in [0, 1].</summary>
    public static double Quality(double coherence, double completeness, double confidence) =>
        CubeRoot(coherence * completeness * confidence);

    /// <summary>By Newton's method from above: the same bits on every platform, which the C library's is not.</summary>
    private static double CubeRoot(double value)
    {
        if (!(value > 0)) return 0;
        double root = 1;
        for (int step = 0; step < RootSteps; step++)
        {
            double next = ((2 * root) + (value / (root * root))) / 3;
            if (next >= root) break;
            root = next;
        }

        return root;
    }
}
