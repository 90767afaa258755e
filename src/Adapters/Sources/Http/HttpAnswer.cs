using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Tauric.Adapters.Sources.Live;

namespace Tauric.Adapters.Sources.Http;

/// <summary>What a body should be.</summary>
internal sealed record BodyKind(string Name, params IReadOnlyList<string> MediaTypes)
{
    public static readonly BodyKind Json = new("JSON", "application/json", "text/json", "text/javascript");
    public static readonly BodyKind Xml = new("XML", "application/xml", "text/xml", "application/rss+xml");
    public static readonly BodyKind Csv = new("CSV", "text/csv", "text/plain", "application/csv",
        "application/octet-stream", "application/vnd.ms-excel");
    public static readonly BodyKind Zip = new("a ZIP archive", "application/zip", "application/x-zip-compressed",
        "application/octet-stream", "binary/octet-stream");
}

/// <summary>Judges answers: is this the payload that was asked for, or what went wrong?</summary>
internal static class HttpAnswer
{
    private const int ComplaintBytesMax = 1 << 16;

    /// <summary>White space and the bytes of a byte order mark.</summary>
    private static ReadOnlySpan<byte> BeforeText => [0x20, 0x09, 0x0D, 0x0A, 0xEF, 0xBB, 0xBF];

    /// <exception cref="VendorException">The status is no success.</exception>
    public static void RequireStatus(
        HttpProvider provider, HttpStatusCode status, TimeSpan? retryAfter, ReadOnlySpan<byte> body, bool isHtml)
    {
        if ((int)status is >= 200 and < 300) return;
        string words = isHtml ? "an HTML page" : Complaint(provider, body) ?? Start(body);
        string said = words.Length == 0 ? $"HTTP {(int)status}" : $"HTTP {(int)status}, \"{words}\"";
        VendorFault fault = (int)status switch
        {
            401 => VendorFault.KeyRefused,
            402 or 403 => VendorFault.NotAllowed,
            400 when IsAboutKey(provider, words) => VendorFault.KeyRefused,
            404 => VendorFault.Unknown,
            >= 300 and < 400 => VendorFault.Redirected,
            408 or 429 or 503 => VendorFault.Busy,
            >= 500 => VendorFault.Failed,
            _ => VendorFault.Refused,
        };
        throw new VendorException(fault, said) { RetryAfter = retryAfter };
    }

    /// <exception cref="VendorException">It is an error, or not of the kind.</exception>
    public static void RequireBody(HttpProvider provider, BodyKind kind, string? mediaType, ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty) throw new VendorException(VendorFault.Malformed, "an answer without a byte");
        if (IsHtml(mediaType, body.Span))
            throw new VendorException(VendorFault.Page, $"an HTML page where {kind.Name} belongs");
        if (kind == BodyKind.Json)
        {
            RequireJson(body.Span);
            if (Complaint(provider, body.Span) is { } words) throw new VendorException(
                IsAboutKey(provider, words) ? VendorFault.KeyRefused : VendorFault.Refused, $"it says \"{words}\"");
        }

        if (mediaType is not null && !kind.MediaTypes.Contains(mediaType, StringComparer.OrdinalIgnoreCase))
            throw new VendorException(VendorFault.Malformed, $"{mediaType} where {kind.Name} belongs");
        if (kind == BodyKind.Xml && !body.Span.TrimEnd(" \t\r\n"u8).EndsWith(">"u8))
            throw new VendorException(VendorFault.Malformed, "XML that breaks off");
    }

    public static bool IsHtml(string? mediaType, ReadOnlySpan<byte> body)
    {
        if (mediaType is "text/html" or "application/xhtml+xml") return true;
        ReadOnlySpan<byte> start = body[..Math.Min(body.Length, 256)].TrimStart(BeforeText);
        return Ascii.EqualsIgnoreCase(start[..Math.Min(start.Length, 9)], "<!doctype"u8)
            || Ascii.EqualsIgnoreCase(start[..Math.Min(start.Length, 5)], "<html"u8);
    }

    /// <param name="now">Of the clock that will wait.</param>
    public static TimeSpan? After(RetryConditionHeaderValue? header, DateTimeOffset now) =>
        header is null ? null : header.Delta ?? (header.Date - now);

    private static bool IsAboutKey(HttpProvider provider, string words) =>
        words.Contains(provider.KeyComplaint, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whole and well-formed: an answer without a length that was cut is only seen here.</summary>
    private static void RequireJson(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            while (reader.Read()) { }
        }
        catch (JsonException e)
        {
            throw new VendorException(VendorFault.Malformed,
                $"JSON that breaks off or is none, line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}");
        }
    }

    private static string? Complaint(HttpProvider provider, ReadOnlySpan<byte> body)
    {
        // An error is short; a payload need not be read twice.
        if (body.Length > ComplaintBytesMax || !body.TrimStart(BeforeText).StartsWith("{"u8)) return null;
        try
        {
            using JsonDocument json = JsonDocument.Parse(body.ToArray());
            return provider.Complaints.Select(path => Member(json.RootElement, path.Split('.')))
                .FirstOrDefault(words => words is not null);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Member(JsonElement of, ReadOnlySpan<string> path)
    {
        foreach (string name in path)
        {
            if (of.ValueKind != JsonValueKind.Object || !of.TryGetProperty(name, out of)) return null;
        }

        return of.ValueKind == JsonValueKind.String ? Short(of.GetString()!) : null;
    }

    private static string Start(ReadOnlySpan<byte> body) =>
        Short(Encoding.UTF8.GetString(body[..Math.Min(body.Length, 1024)]));

    private static string Short(string text)
    {
        string line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length > 200 ? line[..200] + "…" : line;
    }
}
