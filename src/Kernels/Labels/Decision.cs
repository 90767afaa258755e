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
