using System.Globalization;

namespace Tauric.Engine.Time;

/// <summary>
/// Instants as microseconds since 1970-01-01T00:00:00Z, the engine's only clock unit: Arrow <c>timestamp[us, UTC]</c>.
/// </summary>
public static class UtcMicros
{
    public const long PerSecond = 1_000_000;
    public const long PerDay = 86_400 * PerSecond;

    public static long FromSeconds(long epochSeconds) => checked(epochSeconds * PerSecond);

    public static long From(DateTimeOffset instant) =>
        (instant.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>Midnight UTC of a date.</summary>
    public static long From(DateOnly date) => (date.DayNumber - Epoch.DayNumber) * PerDay;

    public static DateTimeOffset ToDateTime(long micros) =>
        new(DateTime.UnixEpoch.Ticks + (micros * TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    /// <summary>Days since 1970-01-01: Arrow <c>date32</c>.</summary>
    public static int ToDate32(DateOnly date) => date.DayNumber - Epoch.DayNumber;

    public static DateOnly FromDate32(int days) => Epoch.AddDays(days);

    /// <summary>ISO 8601 with a <c>Z</c>; fractions only when there are any.</summary>
    public static string Format(long micros)
    {
        string pattern = micros % PerSecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";
        return ToDateTime(micros).UtcDateTime.ToString(pattern, CultureInfo.InvariantCulture);
    }

    public static bool TryParse(string text, out long micros)
    {
        bool ok = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset instant);
        micros = ok ? From(instant) : 0;
        return ok;
    }

    public static DateOnly Epoch { get; } = new(1970, 1, 1);
}
