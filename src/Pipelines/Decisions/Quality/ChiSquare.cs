using Tauric.Kernels.Statistics;

namespace Tauric.Pipelines.Decisions.Quality;

/// <summary>The χ² distribution with an even number of degrees of freedom, where its tail is a finite sum.</summary>
public static class ChiSquare
{
    /// <summary>The chance that χ² exceeds x: exp(−x/2)·Σ(x/2)ᵏ/k! over k below half the degrees.</summary>
    /// <param name="x">0 or more.</param>
    /// <param name="degrees">Even, at least 2.</param>
    public static double Exceeds(double x, int degrees)
    {
        if (degrees < 2 || degrees % 2 != 0) throw new ArgumentOutOfRangeException(nameof(degrees), degrees, null);
        double term = 1, sum = 0;
        for (int k = 0; k < degrees / 2; k++)
        {
            sum += term;
            term *= x / 2 / (k + 1);
        }

        return sum * Elementary.Exp(-x / 2);
    }

    /// <summary>What χ² exceeds with this chance, by bisection to the last bits.</summary>
    /// <param name="chance">In (0, 1).</param>
    public static double Quantile(double chance, int degrees)
    {
        double low = 0, high = 1;
        while (Exceeds(high, degrees) > chance) high *= 2;
        for (int i = 0; i < 60; i++)
        {
            double middle = 0.5 * (low + high);
            if (Exceeds(middle, degrees) > chance) low = middle;
            else high = middle;
        }

        return 0.5 * (low + high);
    }
}
