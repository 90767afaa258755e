using Tauric.Engine;
using Tauric.Engine.Contracts;
using Tauric.Engine.Time;

namespace Tauric.Pipelines.Stories;

/// <summary>Sessions that are asked for, as days in New York, both included; null is open on that side.</summary>
public readonly record struct StoryDays(DateOnly? From = null, DateOnly? To = null)
{
    /// <summary>The instants of these days.</summary>
    /// <exception cref="UsageException">They end before they begin.</exception>
    internal TimeRange Range => From > To
        ? throw new UsageException($"from {StorySessions.Text(From.Value)} is after to {StorySessions.Text(To.Value)}")
        : new TimeRange(
            From is { } from ? MarketTime.ToUtcMicros(from, TimeOnly.MinValue) : long.MinValue,
            To is { } to && to < DateOnly.MaxValue
                ? MarketTime.ToUtcMicros(to.AddDays(1), TimeOnly.MinValue) - 1 : long.MaxValue);
}
