using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tauric.Engine;
using Tauric.Engine.Time;

namespace Tauric.Host.Sample;

/// <summary>Payloads of <c>GET /company-news?symbol&amp;from&amp;to</c>: one array per ticker and UTC day.</summary>
internal static class FinnhubNews
{
    // The provider sends UTF-8 as it is; only markup needs care, and JSON needs none of it escaped.
    public static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Payload(long seed, Issuer issuer, IEnumerable<Release> items, Planted planted)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, Json))
        {
            json.WriteStartArray();
            foreach (Release item in items)
            {
                planted.FinnhubItems++;
                // Keyed by id alone: a duplicate repeats its original to the byte.
                Write(json, issuer, item, CounterRandom.For(seed, "finnhub", $"{item.Id}"), planted);
            }

            json.WriteEndArray();
        }

        return stream.ToArray();
    }

    private static void Write(
        Utf8JsonWriter json, Issuer issuer, Release item, CounterRandom random, Planted planted)
    {
        bool timeless = item.Kind == ReleaseKind.Malformed && item.Id % 2 == 0;
        json.WriteStartObject();
        json.WriteString("category", "company");
        json.WriteNumber("datetime", timeless ? 0 : item.Micros / UtcMicros.PerSecond);
        if (item.Kind == ReleaseKind.Malformed && !timeless)
        {
            json.WriteNull("headline");
        }
        else
        {
            json.WriteString("headline", item.Headline);
        }

        json.WriteNumber("id", item.Id);
        double picture = random.NextUniform();
        if (picture > .03)
        {
            json.WriteString("image", picture < .3 ? "" : $"https://img.{item.Publisher.Host}/{item.Id % 997}.jpg");
        }

        json.WriteString("related", issuer.Ticker);
        json.WriteString("source", item.Publisher.Name);
        json.WriteString("summary", Summary(item, ref random, planted));
        json.WriteString("url", $"https://finnhub.io/api/news?id={Digest(item)}");
        json.WriteEndObject();
    }

    private static string Summary(Release item, ref CounterRandom random, Planted planted)
    {
        double noise = random.NextUniform();
        if (noise < .04)
        {
            planted.EmptySummaries++;
            return "";
        }

        if (noise > .16)
        {
            return item.Summary;
        }

        planted.HtmlSummaries++;
        string escaped = item.Summary.Replace("&", "&amp;", StringComparison.Ordinal);
        string paper = item.Publisher.Name.Replace("&", "&amp;", StringComparison.Ordinal);
        string host = item.Publisher.Host;
        return random.NextInt(4) switch
        {
            0 => $"<p>{escaped}</p><img src=\"https://px.{host}/t.gif?i={item.Id}\" width=\"1\" height=\"1\"/>",
            1 => $"{escaped}&nbsp;<a href=\"https://{host}/s/{item.Id}\">Read&nbsp;more &raquo;</a>",
            2 => $"<div class=\"lead\"><b>{paper}</b> &#8212; {escaped}</div>"
                + $"<script>track(\"{item.Id}\", 1 < 2);</script>",
            _ => escaped.Replace("“", "&ldquo;", StringComparison.Ordinal)
                .Replace("”", "&rdquo;", StringComparison.Ordinal).Replace(". ", ".<br/>\n", StringComparison.Ordinal),
        };
    }

    private static string Digest(Release item)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{item.Id}/{item.Publisher.Host}"));
        return Convert.ToHexStringLower(hash);
    }
}
