using Tauric.Engine;

namespace Tauric.Kernels.Fuzzy;

/// <summary>
/// A quantity told in words: named states from low to high over its standard score, each a fuzzy set, overlapping.
/// </summary>
/// <remarks>
/// <para>
/// The centres of n states are evenly spread over ± Reach standard deviations, Step = 2·Reach / (n − 1) apart: for
/// five states and a reach of 2 one deviation. A score beyond the outermost centres counts as the centre, so the end
/// states are shoulders. State k has the degree Shape gives to the distance from its centre, in steps.
/// </para>
/// <para>
/// A shape is 1 at 0. Where it also gives ½ at ±½ and the degrees of neighbours add up, as the triangle's, the
/// default trapezoid's and π's do, the degrees of a row add up to 1 within one rounding. A score of 0, which is what
/// a flat past gives, is entirely the middle state.
/// </para>
/// </remarks>
public sealed class LinguisticVariable
{
    private const int ChunkRows = 256;

    private readonly double _stepsPerDeviation;

    /// <param name="name">Begins the names of the columns: <c>rsi</c>.</param>
    /// <param name="states">From low to high, at least two; five from very low to very high when not given.</param>
    /// <param name="reach">Deviations from the mean to the outermost centres, above 0.</param>
    /// <param name="shape">Triangular from −1 to 1 when not given.</param>
    /// <exception cref="PlanException">A name is empty or taken twice, or an option is out of range.</exception>
    public LinguisticVariable(
        string name, IReadOnlyList<string>? states = null, double reach = 2, IMembership? shape = null)
    {
        Name = name;
        States = states ?? StateNames.Levels();
        Reach = reach;
        Shape = shape ?? new Triangular();
        Check();
        _stepsPerDeviation = (States.Count - 1) / (2 * Reach);
        Columns = [.. States.Select(state => $"{Name}_{state}")];
    }

    public string Name { get; }

    /// <summary>From low to high.</summary>
    public IReadOnlyList<string> States { get; }

    /// <summary>Standard deviations from the mean to the outermost centres.</summary>
    public double Reach { get; }

    public IMembership Shape { get; }

    /// <summary>The names of the columns, in the order they are written: <c>rsi_very_low</c>, <c>rsi_low</c>…</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Writes a column of degrees a state, one column after the other.</summary>
    /// <param name="scores">Standard scores (<see cref="RollingCalibration"/>); NaN gives NaN in every state.</param>
    /// <param name="degrees">States × rows.</param>
    /// <exception cref="ArgumentException"><paramref name="degrees"/> is not states × rows long.</exception>
    public void Degrees(ReadOnlySpan<double> scores, Span<double> degrees)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(degrees.Length, States.Count * scores.Length);
        Span<double> away = stackalloc double[ChunkRows];
        double end = (States.Count - 1) / 2.0;
        for (int row = 0; row < scores.Length; row += ChunkRows)
        {
            int rows = Math.Min(ChunkRows, scores.Length - row);
            for (int state = 0; state < States.Count; state++)
            {
                Distance.Of(scores.Slice(row, rows), _stepsPerDeviation, end, state - end, away);
                Shape.Degrees(away[..rows], degrees.Slice((state * scores.Length) + row, rows));
            }
        }
    }

    private void Check()
    {
        if (Name.Length == 0) throw new PlanException("A linguistic variable has no name.");
        if (States.Count < 2) throw new PlanException($"'{Name}' has {States.Count} states; at least 2 are needed.");
        if (States.Any(string.IsNullOrEmpty)) throw new PlanException($"'{Name}' has a state without a name.");
        if (States.Distinct(StringComparer.Ordinal).Count() < States.Count)
        {
            throw new PlanException($"'{Name}' has a state name twice: {string.Join(", ", States)}.");
        }

        if (!(Reach > 0 && double.IsFinite(Reach)))
        {
            throw new PlanException($"'{Name}' reaches {Reach} deviations; a number above 0 is needed.");
        }

        if (Shape.Degree(0) != 1)
        {
            throw new PlanException($"The shape of '{Name}' is {Shape.Degree(0)} at 0, not 1: a state needs a centre.");
        }
    }
}
