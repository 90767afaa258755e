namespace Tauric.Kernels.Labels;

/// <summary>The words for a decision.</summary>
public static class DecisionNames
{
    private static readonly string[] Names = ["", "STRONG SELL", "SELL", "HOLD", "BUY", "STRONG BUY"];

    /// <summary>As written in theses: <c>STRONG BUY</c>; empty for <see cref="Decision.Undefined"/>.</summary>
    public static string Words(this Decision decision) => Names[(int)decision];
}
