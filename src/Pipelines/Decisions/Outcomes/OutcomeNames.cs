using Tauric.Kernels.Labels;

namespace Tauric.Pipelines.Decisions.Outcomes;

/// <summary>The five bands by class and by name: <see cref="OutcomeBands"/> names them, worst first.</summary>
public static class OutcomeNames
{
    private static readonly List<string> s_names = [.. new OutcomeBands().Classes];

    /// <summary>Worst first.</summary>
    public static IReadOnlyList<string> All => s_names;

    /// <param name="outcome">1 to 5, as <see cref="OutcomeBands.ClassOf"/> gives it.</param>
    public static DecisionOutcome Of(int outcome) => (DecisionOutcome)(outcome - 1);

    /// <summary>1 to 5; 0 for a name that is none.</summary>
    public static int ClassOf(string name) => s_names.IndexOf(name) + 1;

    /// <summary>As seed-004 writes it: <c>EXCELLENT</c>.</summary>
    public static string Words(this DecisionOutcome outcome) => s_names[(int)outcome];
}
