using System.Buffers;

namespace Tauric.Kernels.Statistics;

/// <summary>Entropy and mutual information of counted states, in nats (Shannon 1948).</summary>
/// <remarks>
/// Counts are exact; what is rounded is L(c) = c·ln c with <see cref="Elementary"/>, and sums in the order given here.
/// H = ln n − ΣL(cᵢ)/n. I = (L(n) + ΣL(cᵢⱼ) − ΣL(rᵢ) − ΣL(kᵢ))/n, the joint sum taking the diagonal and then
/// cᵢⱼ with cⱼᵢ, so that I(x;y) and I(y;x) have the same bits; rounding below 0 is 0.
/// </remarks>
internal static class Information
{
    public const int StatesMax = 32;

    /// <summary>L(0), L(1), …: for whoever needs many of the same rows.</summary>
    public static double[] LogTable(int rows)
    {
        var table = new double[rows + 1];
        for (int count = 0; count < table.Length; count++) table[count] = CountLog(count, []);
        return table;
    }

    /// <summary>The entropy of states seen so often.</summary>
    public static double Entropy(ReadOnlySpan<int> counts, ReadOnlySpan<double> table)
    {
        int rows = 0;
        double sum = 0;
        foreach (int count in counts)
        {
            rows += count;
            sum += CountLog(count, table);
        }

        return Math.Max(0, (CountLog(rows, table) - sum) / rows);
    }

    /// <param name="joint">states × states: how often x was in state i (row) while y was in state j.</param>
    /// <param name="ofX">Row sums of joint.</param>
    /// <param name="ofY">Column sums of joint.</param>
    /// <param name="table">Of at least as many rows, or empty.</param>
    public static double Mutual(
        ReadOnlySpan<int> joint, ReadOnlySpan<int> ofX, ReadOnlySpan<int> ofY, ReadOnlySpan<double> table)
    {
        int states = ofX.Length, rows = 0;
        double together = 0, apart = 0;
        for (int i = 0; i < states; i++)
        {
            rows += ofX[i];
            apart += CountLog(ofX[i], table) + CountLog(ofY[i], table);
            together += CountLog(joint[(i * states) + i], table);
            for (int j = i + 1; j < states; j++)
            {
                together += CountLog(joint[(i * states) + j], table) + CountLog(joint[(j * states) + i], table);
            }
        }

        return Math.Max(0, (CountLog(rows, table) + together - apart) / rows);
    }

    /// <summary>
    /// Counts two columns of states row by row: the definition of the counts that bit planes give faster.
    /// </summary>
    public static void Count(
        ReadOnlySpan<byte> x, ReadOnlySpan<byte> y, Span<int> joint, Span<int> ofX, Span<int> ofY)
    {
        joint.Clear();
        ofX.Clear();
        ofY.Clear();
        for (int row = 0; row < x.Length; row++)
        {
            joint[(x[row] * ofX.Length) + y[row]]++;
            ofX[x[row]]++;
            ofY[y[row]]++;
        }
    }

    /// <summary>Cuts two columns at their own quantiles and measures what one tells of the other.</summary>
    public static (double Mutual, double OfX, double OfY) OfPairs(in Samples samples, int states)
    {
        int rows = samples.X.Length;
        byte[] rented = ArrayPool<byte>.Shared.Rent(2 * rows);
        Span<byte> x = rented.AsSpan(0, rows), y = rented.AsSpan(rows, rows);
        QuantileBins.Cut(samples.X, states, x);
        QuantileBins.Cut(samples.Y, states, y);
        Span<int> joint = stackalloc int[states * states], ofX = stackalloc int[states], ofY = stackalloc int[states];
        Count(x, y, joint, ofX, ofY);
        ArrayPool<byte>.Shared.Return(rented);
        return (Mutual(joint, ofX, ofY, []), Entropy(ofX, []), Entropy(ofY, []));
    }

    private static double CountLog(int count, ReadOnlySpan<double> table)
    {
        if (count < table.Length) return table[count];
        return count == 0 ? 0 : count * Elementary.Log(count);
    }
}
