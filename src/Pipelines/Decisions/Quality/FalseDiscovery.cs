namespace Tauric.Pipelines.Decisions.Quality;

/// <summary>Which of many tests to believe: Benjamini and Hochberg's step-up procedure (1995).</summary>
public static class FalseDiscovery
{
    /// <summary>
    /// Marks the tests that are rejected, so that of those rejected a share of at most <paramref name="rate"/> is
    /// expected to be false, for tests that are independent or positively dependent.
    /// </summary>
    /// <param name="p">In [0, 1]; NaN was not tested and is not rejected.</param>
    /// <param name="rate">In (0, 1).</param>
    public static bool[] Reject(ReadOnlySpan<double> p, double rate)
    {
        double[] tested = [.. p.ToArray().Where(chance => !double.IsNaN(chance)).Order()];
        int rank = tested.Length;
        while (rank > 0 && tested[rank - 1] > rank * rate / tested.Length) rank--;
        double most = rank == 0 ? -1 : tested[rank - 1];
        return Array.ConvertAll(p.ToArray(), chance => chance <= most);
    }
}
