using System.Collections;

namespace Tauric.Kernels.Labels;

/// <summary>The rows a label depends on, both ends included. May reach outside the loaded rows.</summary>
public readonly record struct LabelSpan(int Start, int End)
{
    public bool Meets(LabelSpan other) => Start <= other.End && other.Start <= End;
}

/// <summary>Lower bounds, inclusive, of the four upper classes; what is below Sell is a strong sell.</summary>
public readonly record struct Thresholds(double Sell, double Hold, double Buy, double StrongBuy)
{
    /// <summary>The class of a composite; undefined when it, or the thresholds, are NaN.</summary>
    public Decision Classify(double composite) => composite switch
    {
        _ when double.IsNaN(composite) || double.IsNaN(Sell) => Decision.Undefined,
        _ when composite >= StrongBuy => Decision.StrongBuy,
        _ when composite >= Buy => Decision.Buy,
        _ when composite >= Hold => Decision.Hold,
        _ when composite >= Sell => Decision.Sell,
        _ => Decision.StrongSell,
    };
}

/// <summary>One row's label and how it came about.</summary>
/// <param name="Composite">Volatility-adjusted composite signal; NaN when any of its terms is undefined.</param>
/// <param name="Rank">Share of the fitted composites at or below this one, 0 to 1; NaN when undefined.</param>
/// <param name="Thresholds">Those this row was classed by; NaN when there were none yet.</param>
/// <param name="Span">The rows it depends on, for purging.</param>
public readonly record struct Label(
    Decision Decision, double Composite, double Rank, Thresholds Thresholds, LabelSpan Span);

/// <summary>
/// A label per row. Not a span of numbers on purpose: it looks into the future, and no feature can take it as input.
/// </summary>
public sealed class LabelColumn(IReadOnlyList<Label> rows) : IReadOnlyList<Label>
{
    public int Count => rows.Count;

    public Label this[int row] => rows[row];

    /// <summary>How many rows have a label.</summary>
    public int Labelled => rows.Count(row => row.Decision != Decision.Undefined);

    /// <summary>
    /// The class's realised share of the labelled rows, 0 to 1. Ties and short series move it off target.
    /// </summary>
    public double Share(Decision decision) =>
        Labelled == 0 ? 0 : (double)rows.Count(row => row.Decision == decision) / Labelled;

    public IEnumerator<Label> GetEnumerator() => rows.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
