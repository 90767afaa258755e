using System.Globalization;
using System.Net;
using Tauric.Adapters.Caches;
using Tauric.Pipelines.Corpus;

namespace Tauric.Host.Configuration;

/// <summary>How the text of a setting becomes a value. Every layer delivers text, so a type has one parser.</summary>
/// <param name="Allowed">What is allowed, to follow "is not".</param>
/// <param name="Parse">
/// Throws <see cref="FormatException"/>; its message, when not empty, replaces "is not <paramref name="Allowed"/>".
/// </param>
internal sealed record ConfigType<T>(string Allowed, Func<string, T> Parse);

internal static class ConfigTypes
{
    public static readonly ConfigType<string> Text = new("text", text => text);

    public static readonly ConfigType<string> Folder = new("a path", text =>
        text.Length > 0 && !text.Contains('\0', StringComparison.Ordinal) ? text : throw Refused());

    public static readonly ConfigType<bool> Flag = new("true or false", text => text switch
    {
        "true" => true,
        "false" => false,
        _ => throw Refused(),
    });

    public static readonly ConfigType<double> Number = new("a number", text =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
        && double.IsFinite(value)
            ? value : throw Refused());

    public static readonly ConfigType<DateOnly> Date = new("a date like 2024-03-05", text =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var value)
            ? value : throw Refused());

    public static readonly ConfigType<DateOnly?> OptionalDate = new(Date.Allowed + ", or empty", text =>
        text.Length == 0 ? null : Date.Parse(text));

    public static readonly ConfigType<TimeOnly> TimeOfDay = new("a time of day like 16:00", text =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly value)
            ? value : throw Refused());

    /// <summary>Comma-separated. Whether each is a ticker is for <see cref="CorpusOptions.Problems"/> to say.</summary>
    public static readonly ConfigType<IReadOnlyList<string>> Tickers = new("tickers separated by commas", text =>
        text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    public static readonly ConfigType<long> Memory = new("a size from 64MB to 1024GB, like 512MB or 2GB", text =>
        Size(text) is >= 64 << 20 and <= 1L << 40 and var bytes ? bytes : throw Refused());

    public static readonly ConfigType<long?> OptionalSize = new("empty or a size like 500MB, 20GB or 2TB", text =>
        text.Length == 0 ? null : Size(text));

    /// <summary>Bytes; KB, MB, GB and TB are powers of 1024.</summary>
    private static long Size(string text)
    {
        string[] units = ["KB", "MB", "GB", "TB"];
        int unit = Array.FindIndex(units, u => text.EndsWith(u, StringComparison.OrdinalIgnoreCase));
        if (unit < 0) throw Refused();
        double bytes = Number.Parse(text[..^2].TrimEnd()) * Math.Pow(1024, unit + 1);
        return bytes is >= 0 and <= 1L << 60 ? (long)bytes : throw Refused();
    }

    public static ConfigType<int> Integer(int min = int.MinValue, int max = int.MaxValue) =>
        new(max == int.MaxValue ? "a whole number" : $"a whole number in {min}..{max}", text =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
            && value >= min && value <= max
                ? value : throw Refused());

    public static readonly ConfigType<long> Seed = new("a whole number from 0 to 9223372036854775807", text =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value : throw Refused());

    public static readonly ConfigType<string> OptionalSha256 = new("empty or 64 hexadecimal digits", text =>
        text.Length == 0 || (text.Length == 64 && text.All(char.IsAsciiHexDigit)) ? text.ToLowerInvariant()
            : throw Refused());

    /// <param name="absent">Values that other builds know, each with what to do instead.</param>
    public static ConfigType<string> Choice(string[] values, params (string Value, string Instead)[] absent) =>
        new(string.Join(" or ", values), text =>
        {
            if (values.Contains(text)) return text;
            string? instead = Array.Find(absent, a => a.Value == text).Instead;
            throw instead is null ? Refused() : new FormatException(instead);
        });

    public static readonly ConfigType<Uri?> OptionalAddress = new("empty or an http:// or https:// address", text =>
        text.Length == 0 ? null
        : Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && (uri.Scheme is "http" or "https") ? uri
        : throw Refused());

    public static readonly ConfigType<RedisAddress?> Redis = new(
        "empty or an address like redis://:password@localhost:6379/0", text =>
            text.Length == 0 ? null : RedisAddress.Parse(text) ?? throw Refused());

    public static readonly ConfigType<int?> OptionalPort = new("empty or a port in 0..65535", text =>
        text.Length == 0 ? null : Integer(0, 65_535).Parse(text));

    /// <summary>Shown and recorded, so nothing in it may be a secret.</summary>
    public static readonly ConfigType<Uri?> ProviderAddress =
        new("empty or an http:// or https:// address without user and query", text =>
        OptionalAddress.Parse(text) is not { } uri ? null
        : uri.UserInfo.Length + uri.Query.Length + uri.Fragment.Length == 0 ? uri : throw Refused());

    public static readonly ConfigType<Uri?> HostAndPort = new("empty or like 127.0.0.1:9100", text =>
        text.Length == 0 ? null
        : Uri.TryCreate("tcp://" + text, UriKind.Absolute, out Uri? uri) && uri.Port > 0
            && uri.PathAndQuery is "" or "/" && uri.UserInfo.Length == 0 ? uri
        : throw Refused());

    public static readonly ConfigType<IPAddress> Address = new("an IP address like 127.0.0.1", text =>
        IPAddress.TryParse(text, out IPAddress? address) ? address : throw Refused());

    /// <summary>With a driver's name after the scheme or without: <c>postgresql+psycopg2://</c>.</summary>
    public static readonly ConfigType<string> DatabaseUrl = new("empty or a postgresql:// URL", text =>
        text.Length == 0 || (text.Contains("://", StringComparison.Ordinal)
            && text.Split("://", 2)[0].Split('+')[0] is "postgres" or "postgresql")
            ? text : throw Refused());

    private static FormatException Refused() => new("");
}
