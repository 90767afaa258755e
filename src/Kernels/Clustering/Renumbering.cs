namespace Tauric.Kernels.Clustering;

/// <summary>Clusters are numbered in the order in which their first rows come, whatever found them.</summary>
public static class Renumbering
{
    /// <param name="labels">Any numbers; negative ones mean noise and become −1.</param>
    /// <returns>How many clusters there are.</returns>
    public static int ByFirstRow(Span<int> labels)
    {
        var numbers = new Dictionary<int, int>();
        foreach (ref int label in labels)
        {
            if (label < 0) label = -1;
            else if (numbers.TryGetValue(label, out int number)) label = number;
            else numbers.Add(label, label = numbers.Count);
        }

        return numbers.Count;
    }
}
