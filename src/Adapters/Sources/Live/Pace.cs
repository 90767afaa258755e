namespace Tauric.Adapters.Sources.Live;

/// <summary>Spreads requests evenly over a provider's minute. One asks at a time.</summary>
internal sealed class Pace(int perMinute, TimeProvider clock)
{
    private readonly TimeSpan _between = TimeSpan.FromMinutes(1) / perMinute;
    private DateTimeOffset _next = DateTimeOffset.MinValue;

    public async Task TurnAsync(CancellationToken cancelled)
    {
        TimeSpan wait = _next - clock.GetUtcNow();
        if (wait > TimeSpan.Zero) await Task.Delay(wait, clock, cancelled).ConfigureAwait(false);
        _next = clock.GetUtcNow() + _between;
    }
}
