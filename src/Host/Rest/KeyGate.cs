using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace Tauric.Host.Rest;

/// <summary>Lets in who has a key, as often as a key may.</summary>
internal sealed class KeyGate : IDisposable
{
    private const string ClientItem = "tauric.client";
    private const string Bearer = "Bearer ";

    private readonly ApiKeys _keys;
    private readonly RateLimiter[] _limits;

    public KeyGate(ApiKeys keys, int perSecondMax)
    {
        _keys = keys;
        _limits = [.. Enumerable.Range(0, keys.Count).Select(_ => new TokenBucketRateLimiter(
            new TokenBucketRateLimiterOptions
            {
                TokenLimit = perSecondMax,
                TokensPerPeriod = Math.Max(1, perSecondMax / 10),
                ReplenishmentPeriod = TimeSpan.FromSeconds(Math.Max(.1, 1.0 / perSecondMax)),
            }))];
    }

    /// <exception cref="ProblemException">No key, a wrong one, or too often.</exception>
    public void Admit(HttpContext context)
    {
        int key = _keys.Find(KeyOf(context.Request.Headers));
        if (key < 0) throw new ProblemException(Problem.OfStatus(StatusCodes.Status401Unauthorized));
        using RateLimitLease lease = _limits[key].AttemptAcquire();
        if (!lease.IsAcquired)
            throw new ProblemException(Problem.TooMany("This API key asks more often than it may."));
        context.Items[ClientItem] = key;
    }

    /// <summary>Hash of the key that was let in.</summary>
    public ReadOnlyMemory<byte> ClientOf(HttpContext context) =>
        _keys.HashOf((int)context.Items[ClientItem]!).ToArray();

    public void Dispose()
    {
        foreach (RateLimiter limit in _limits) limit.Dispose();
    }

    private static string? KeyOf(IHeaderDictionary headers) =>
        headers["X-API-Key"] is [{ } plain] ? plain
        : headers.Authorization is [{ } given] && given.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? given[Bearer.Length..] : null;
}
