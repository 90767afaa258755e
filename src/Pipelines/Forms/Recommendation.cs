using Tauric.Kernels.Labels;

namespace Tauric.Pipelines.Forms;

/// <summary>The five decisions as they are written, and the way each points.</summary>
public static class Recommendation
{
    private static readonly Decision[] s_strongestFirst =
        [Decision.StrongBuy, Decision.Buy, Decision.Hold, Decision.Sell, Decision.StrongSell];

    private static readonly string[] s_all = [.. s_strongestFirst.Select(d => d.Words())];

    public static IReadOnlyList<string> All => s_all;

    /// <summary>+1 for buying, −1 for selling, 0 for waiting and for whatever is no decision.</summary>
    public static int DirectionOf(string recommendation) => Array.IndexOf(s_all, recommendation) is >= 0 and var at
        ? Math.Sign((int)s_strongestFirst[at] - (int)Decision.Hold) : 0;
}
