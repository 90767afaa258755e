namespace Tauric.Pipelines.Forms;

/// <summary>The five decisions as they are written, and the way each points.</summary>
public static class Recommendation
{
    public static readonly IReadOnlyList<string> All = ["STRONG BUY", "BUY", "HOLD", "SELL", "STRONG SELL"];

    /// <summary>+1 for buying, −1 for selling, 0 for waiting and for whatever is no decision.</summary>
    public static int DirectionOf(string recommendation) => recommendation switch
    {
        "STRONG BUY" or "BUY" => +1,
        "SELL" or "STRONG SELL" => -1,
        _ => 0,
    };
}
