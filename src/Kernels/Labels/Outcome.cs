namespace Tauric.Kernels.Labels;

/// <summary>Which way a position stands; its number is the sign of its returns.</summary>
public enum Side { Short = -1, Long = 1 }

/// <summary>
/// What became of one row, by an <see cref="ILabelRule"/>. A type of its own on purpose: it knows the future, and no
/// indicator takes it.
/// </summary>
/// <param name="Class">1 for the first of the rule's classes; 0 when undefined.</param>
/// <param name="Return">From entry to exit, as a fraction, positive when it paid; NaN when undefined.</param>
/// <param name="Row">The row that is labelled.</param>
/// <param name="Span">Every row it depends on, history included: what purging needs.</param>
public readonly record struct Outcome(int Class, double Return, int Row, LabelSpan Span)
{
    public bool IsDefined => Class > 0;

    /// <summary>The rows from entry to exit, both included: what <see cref="Uniqueness"/> needs.</summary>
    public LabelSpan Life => new(Row, Span.End);

    /// <summary>No outcome, because of what is, or is not yet, in these rows.</summary>
    internal static Outcome Undefined(int row, LabelSpan span) => new(0, double.NaN, row, span);

    /// <summary>The return of holding from entry to exit.</summary>
    internal static double ReturnOf(Side side, double entry, double exit) => (int)side * ((exit - entry) / entry);
}
