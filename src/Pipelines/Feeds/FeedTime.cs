using System.Globalization;
using Tauric.Engine.Time;

namespace Tauric.Pipelines.Feeds;

/// <summary>Provider dates and times to UTC microseconds; what is missing or absurd refuses the item.</summary>
internal static class FeedTime
{
    public const int YearMin = 1990;
    public const int YearMax = 2099;

    private static readonly TimeOnly LastMicrosecond = new(TimeSpan.TicksPerDay - TimeSpan.TicksPerMicrosecond);
    private static readonly long Min = UtcMicros.From(new DateOnly(YearMin, 1, 1));
    private static readonly long Max = UtcMicros.From(new DateOnly(YearMax + 1, 1, 1)) - 1;

    /// <summary>RFC 822 as RSS writes it. A time without a zone is no instant, so it is not accepted.</summary>
    private static readonly string[] Rfc822 =
        ["ddd, d MMM yyyy HH:mm:ss 'GMT'", "ddd, d MMM yyyy HH:mm:ss 'UT'", "ddd, d MMM yyyy HH:mm:ss 'Z'",
         "ddd, d MMM yyyy HH:mm:ss zzz"];

    private static readonly string[] Iso8601 = ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"];

    /// <param name="epochSeconds">Null and 0 both mean that the provider had no time.</param>
    public static long FromSeconds(long? epochSeconds)
    {
        long seconds = epochSeconds ?? 0;
        if (seconds == 0) throw new RefusedException("no-time", "missing or 0");
        return seconds >= Min / UtcMicros.PerSecond && seconds <= Max / UtcMicros.PerSecond
            ? UtcMicros.FromSeconds(seconds)
            : throw new RefusedException("date-out-of-range", $"{seconds} s");
    }

    public static long FromMilliseconds(long? epochMilliseconds)
    {
        long milliseconds = epochMilliseconds ?? 0;
        if (milliseconds == 0) throw new RefusedException("no-time", "missing or 0");
        return milliseconds >= Min / 1000 && milliseconds <= Max / 1000
            ? milliseconds * 1000
            : throw new RefusedException("date-out-of-range", $"{milliseconds} ms");
    }

    public static long FromRfc822(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) throw new RefusedException("no-time", "missing");
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces;
        return DateTimeOffset.TryParseExact(text, Rfc822, CultureInfo.InvariantCulture, Utc, out DateTimeOffset instant)
            ? InRange(UtcMicros.From(instant))
            : throw new RefusedException("malformed-time", text);
    }

    /// <summary>ISO 8601 in UTC; fractions of a second may be there.</summary>
    public static long FromIso(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) throw new RefusedException("no-time", "missing");
        return DateTimeOffset.TryParseExact(text, Iso8601, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal,
            out DateTimeOffset instant)
            ? InRange(UtcMicros.From(instant))
            : throw new RefusedException("malformed-time", text);
    }

    /// <param name="text"><c>yyyy-MM-dd</c>; providers that append a time mean midnight.</param>
    public static DateOnly Date(string? text, string field)
    {
        if (string.IsNullOrWhiteSpace(text)) throw new RefusedException("no-date", field);
        string day = text.Length > 10 && text.AsSpan(10).IndexOfAnyExcept(" T0:") < 0 ? text[..10] : text;
        if (!DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None,
            out DateOnly date))
            throw new RefusedException("malformed-date", $"{field}: {text}");
        return date.Year is >= YearMin and <= YearMax
            ? date
            : throw new RefusedException("date-out-of-range", $"{field}: {text}");
    }

    /// <summary>The last microsecond of a New York day: when all that is dated that day is surely known.</summary>
    public static long EndOfDay(DateOnly day) => MarketTime.ToUtcMicros(day, LastMicrosecond);

    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static long InRange(long micros) =>
        micros >= Min && micros <= Max ? micros : throw new RefusedException("date-out-of-range", $"{micros} us");
}
