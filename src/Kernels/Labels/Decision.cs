namespace Tauric.Kernels.Labels;

/// <summary>The five classes of a label, weakest first; their numbers are stored.</summary>
public enum Decision : byte
{
    /// <summary>No label: something it needs is missing. Never stored as a class.</summary>
    Undefined = 0,
    StrongSell = 1,
    Sell = 2,
    Hold = 3,
    Buy = 4,
    StrongBuy = 5,
}

/// <summary>The words for a decision.</summary>
public static class DecisionNames
{
    private static readonly string[] Names = ["", "STRONG SELL", "SELL", "HOLD", "BUY", "STRONG BUY"];

    /// <summary>As written in theses: <c>STRONG BUY</c>; empty for <see cref="Decision.Undefined"/>.</summary>
    public static string Words(this Decision decision) => Names[(int)decision];
}
