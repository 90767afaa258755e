using Tauric.Kernels.Statistics;
using Tauric.Kernels.Vectors;

namespace Tauric.Kernels.Clustering;

/// <summary>
/// Which terms tell a class of texts from the others: c-TF-IDF, all texts of a class taken as one (Grootendorst 2022).
/// </summary>
/// <remarks>
/// Share of the term among the class's terms, times ln(1 + A/f): f how often the term occurs in all classes, A the mean
/// number of terms a class, cut to an integer as BERTopic does.
/// </remarks>
public static class ClassTfIdf
{
    /// <param name="counts">A row a class, a column a term: how often it occurs, at least 0.</param>
    /// <returns>A weight for each value of <paramref name="counts"/>.</returns>
    public static float[] Weigh(SparseRows counts)
    {
        double[] frequency = new double[counts.ColumnCount];
        double total = 0;
        for (int i = 0; i < counts.Values.Length; i++)
        {
            frequency[counts.Columns[i]] += counts.Values[i];
            total += counts.Values[i];
        }

        double mean = Math.Truncate(total / Math.Max(1, counts.Count));
        float[] weights = new float[counts.Values.Length];
        for (int row = 0; row < counts.Count; row++)
        {
            double terms = 0;
            for (int i = counts.Starts[row]; i < counts.Starts[row + 1]; i++) terms += counts.Values[i];
            for (int i = counts.Starts[row]; i < counts.Starts[row + 1]; i++)
            {
                double share = counts.Values[i] == 0 ? 0 : counts.Values[i] / terms;
                weights[i] = share == 0 ? 0
                    : (float)(share * Elementary.Log(1 + (mean / frequency[counts.Columns[i]])));
            }
        }

        return weights;
    }
}
