using System.Collections.Immutable;

namespace Tauric.Host.Configuration;

/// <summary>Where providers are asked, and for what they are asked beside tickers.</summary>
internal sealed record LiveConfig
{
    /// <summary>By provider; null for its own address.</summary>
    public ImmutableSortedDictionary<string, Uri?> Addresses { get; init; } =
        ImmutableSortedDictionary.Create<string, Uri?>(StringComparer.Ordinal);

    /// <summary>By provider: series, indices.</summary>
    public ImmutableSortedDictionary<string, IReadOnlyList<string>> Series { get; init; } =
        ImmutableSortedDictionary.Create<string, IReadOnlyList<string>>(StringComparer.Ordinal);
}
