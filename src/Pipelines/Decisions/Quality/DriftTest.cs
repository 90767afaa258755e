using System.Buffers;
using Tauric.Kernels.Statistics;

namespace Tauric.Pipelines.Decisions.Quality;

/// <summary>Does a column still come from where its reference came from?</summary>
/// <param name="Psi">Population stability index: how far it moved; without unit.</param>
/// <param name="PsiThreshold">About what PSI exceeds by chance once in a hundred, for these numbers of rows.</param>
/// <param name="P">The chance of so unlike bins without drift.</param>
/// <param name="Ks">Largest gap of the empirical distributions, 0 to 1.</param>
/// <param name="KsP">The chance of so large a gap without drift.</param>
/// <remarks>
/// PSI = Σ(cᵢ − rᵢ)·ln(cᵢ/rᵢ) over bins cut at the reference's quantiles, each of which starts with nearly half a row;
/// without drift it is near (1/n + 1/m)·χ² with bins − 1 degrees of freedom (Yurdakul 2018), from which comes
/// the threshold. The 0.1 and 0.25 in use are convention: at 100,000 rows far too high, at 50 far too low. What is
/// believed follows from <see cref="GTest"/> of the same bins, because PSI's own tail is heavier than χ² where a test
/// among 240 columns looks: days without drift had one that was believed in 3.5 of 100, not in one. There are 5 bins
/// under 200 rows, 11 from there. KS by Kolmogorov's law at (√e + 0.12 + 0.11/√e)·D, e = nm/(n + m) (Stephens 1970).
/// </remarks>
public readonly record struct DriftTest(double Psi, double PsiThreshold, double P, double Ks, double KsP)
{
    /// <summary>Fewer rows than this are not judged.</summary>
    public const int RowsMin = 50;

    /// <summary>One false alarm in so many: columns tested alone, days of columns tested together.</summary>
    public const double FalseAlarms = 0.01;

    private const int BinsMax = 11;

    // Half a row is Jeffreys' prior; a little less was nearest to one in a hundred from 50 rows to 3,000.
    private const double Prior = 0.45;

    public bool IsAlarm => P < FalseAlarms;

    /// <param name="reference">Finite.</param>
    /// <param name="current">Finite.</param>
    /// <returns>Null when either has fewer than <see cref="RowsMin"/> rows.</returns>
    public static DriftTest? Of(ReadOnlySpan<double> reference, ReadOnlySpan<double> current)
    {
        if (Math.Min(reference.Length, current.Length) < RowsMin) return null;
        double[] rented = ArrayPool<double>.Shared.Rent(reference.Length + current.Length);
        Span<double> before = rented.AsSpan(0, reference.Length), now = rented.AsSpan(before.Length, current.Length);
        reference.CopyTo(before);
        current.CopyTo(now);
        ColumnSort.Ascending(before);
        ColumnSort.Ascending(now);
        DriftTest test = OfSorted(before, now);
        ArrayPool<double>.Shared.Return(rented);
        return test;
    }

    private static DriftTest OfSorted(ReadOnlySpan<double> reference, ReadOnlySpan<double> current)
    {
        int bins = Math.Min(reference.Length, current.Length) < 200 ? 5 : BinsMax;
        Span<double> edges = stackalloc double[bins - 1];
        QuantileBins.EdgesOfSorted(reference, edges);
        Span<int> before = stackalloc int[bins], now = stackalloc int[bins];
        QuantileBins.CountSorted(reference, edges, before);
        QuantileBins.CountSorted(current, edges, now);
        double chance = (1.0 / reference.Length) + (1.0 / current.Length), e = Math.Sqrt(1 / chance);
        double ks = KolmogorovSmirnov.Gap(reference, current);
        return new DriftTest(
            PsiOf(before, reference.Length, now, current.Length),
            chance * ChiSquare.Quantile(FalseAlarms, bins - 1), GTest.P(before, now), ks,
            KolmogorovSmirnov.Exceeds((e + 0.12 + (0.11 / e)) * ks));
    }

    private static double PsiOf(ReadOnlySpan<int> reference, int rows, ReadOnlySpan<int> current, int rowsNow)
    {
        double psi = 0, all = rows + (Prior * reference.Length), allNow = rowsNow + (Prior * reference.Length);
        for (int bin = 0; bin < reference.Length; bin++)
        {
            double before = (reference[bin] + Prior) / all, now = (current[bin] + Prior) / allNow;
            psi = Math.FusedMultiplyAdd(now - before, Elementary.Log(now / before), psi);
        }

        return psi;
    }
}
