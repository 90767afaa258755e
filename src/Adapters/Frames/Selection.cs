namespace Tauric.Adapters.Frames;

/// <summary>The value that would be at a rank if the values were sorted, in linear time.</summary>
internal static class Selection
{
    /// <summary>Reorders the values, none of which is NaN (Hoare 1961, FIND; the pivot is the median of
    /// three).</summary>
    public static double AtRank(Span<double> values, int rank)
    {
        int low = 0, high = values.Length - 1;
        while (high > low)
        {
            double pivot = Middle(values[low], values[(low + high) / 2], values[high]);
            int left = low, right = high;
            while (left <= right)
            {
                while (values[left] < pivot) left++;
                while (values[right] > pivot) right--;
                if (left > right) break;
                (values[left], values[right]) = (values[right], values[left]);
                left++;
                right--;
            }

            if (rank <= right) high = right;
            else if (rank >= left) low = left;
            else return values[rank];
        }

        return values[rank];
    }

    private static double Middle(double a, double b, double c) =>
        Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
