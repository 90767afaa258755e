using System.Net;

namespace Tauric.Host.Rest;

internal sealed record ServeOptions
{
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>0 for any that is free.</summary>
    public int Port { get; init; }

    /// <summary>Secrets, at least one.</summary>
    public IReadOnlyList<string> ApiKeys { get; init; } = [];

    /// <summary>Of a key, with as many at once.</summary>
    public int RequestsPerSecondMax { get; init; } = 10_000;

    /// <summary>Of a decision or outcome.</summary>
    public int RequestBytesMax { get; init; } = 64 << 10;

    /// <summary>Of what features are engineered from.</summary>
    public int MarketBytesMax { get; init; } = 16 << 20;

    /// <summary>From the first byte of a request to its answer.</summary>
    public TimeSpan RequestTimeMax { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Where events are posted; null for nowhere. A secret: it may hold a token.</summary>
    public Uri? Webhook { get; init; }

    /// <summary>Symbols that are known; empty for any.</summary>
    public IReadOnlySet<string> Symbols { get; init; } = new SortedSet<string>(StringComparer.Ordinal);
}
