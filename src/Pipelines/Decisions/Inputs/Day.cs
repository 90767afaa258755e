using System.Globalization;
using Tauric.Engine.Time;

namespace Tauric.Pipelines.Decisions.Inputs;

/// <summary>Partitions of the decisions system: days of UTC, <c>2025-03-14</c>.</summary>
public static class Day
{
    public static DateOnly Of(long micros) =>
        UtcMicros.FromDate32((int)Math.Floor((double)micros / UtcMicros.PerDay));

    public static string Key(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static DateOnly Parse(string key) => DateOnly.ParseExact(key, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The key so many days before another.</summary>
    public static string Before(string key, int days) => Key(Parse(key).AddDays(-days));
}
