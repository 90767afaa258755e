using System.Globalization;
using Tauric.Engine.Time;

namespace Tauric.Pipelines.Decisions.Wire;

/// <summary>Instants of requests: ISO 8601 in UTC, to the microsecond, <c>2025-03-14T13:30:00.25Z</c>.</summary>
public static class WireTime
{
    private const string Seconds = "yyyy-MM-dd'T'HH:mm:ss";

    private static readonly string[] s_patterns =
        [Seconds + "'Z'", .. Enumerable.Range(1, 6).Select(digits => $"{Seconds}.{new string('f', digits)}'Z'")];

    /// <param name="micros">UTC microseconds; 0 where it is none.</param>
    public static bool TryParse(string? text, out long micros)
    {
        bool ok = DateTimeOffset.TryParseExact(text, s_patterns, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal, out DateTimeOffset instant) && instant.Year is >= 1990 and <= 2099;
        micros = ok ? UtcMicros.From(instant) : 0;
        return ok;
    }
}
