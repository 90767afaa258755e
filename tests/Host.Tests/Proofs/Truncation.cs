using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Tauric.Engine.Time;

namespace Tauric.Host.Tests.Proofs;

/// <summary>
/// Cuts raw payloads at an instant, knowing the wire formats and nothing of the feeds: what was not public by then is
/// gone.
/// </summary>
internal static class Truncation
{
    /// <returns>The payload as it would have been, or null when nothing of it was public.</returns>
    public static byte[]? Cut(string key, byte[] payload, long until) => key.Split('/')[0] switch
    {
        "finnhub" => Array(payload, until, item => UtcMicros.FromSeconds((long)item["datetime"]!)),
        "google_news" => Rss(payload, until),
        "yahoo_price" => Chart(payload, until),
        "yahoo_analyst" => Nested(payload, until,
            root => root["quoteSummary"]!["result"]![0]!["upgradeDowngradeHistory"]!["history"]!.AsArray(),
            item => UtcMicros.FromSeconds((long)item["epochGradeDate"]!)),
        "fred" => Nested(payload, until, root => root["observations"]!.AsArray(),
            item => EndOfDay((string)item["realtime_start"]!)),
        "finnhub_insider_transactions" => Nested(payload, until, root => root["data"]!.AsArray(),
            item => EndOfDay((string)item["filingDate"]!)),
        "finnhub_insider_sentiment" => Nested(payload, until, root => root["data"]!.AsArray(),
            item => EndOfMonth((int)item["year"]!, (int)item["month"]!)),
        "simfin" => Csv(payload, until),
        _ => throw new InvalidOperationException(key),
    };

    private static byte[]? Array(byte[] payload, long until, Func<JsonNode, long> knownAt)
    {
        JsonArray items = JsonNode.Parse(payload)!.AsArray();
        Remove(items, until, knownAt);
        return items.Count == 0 ? null : Encoding.UTF8.GetBytes(items.ToJsonString());
    }

    private static byte[] Nested(
        byte[] payload, long until, Func<JsonNode, JsonArray> find, Func<JsonNode, long> knownAt)
    {
        JsonNode root = JsonNode.Parse(payload)!;
        Remove(find(root), until, knownAt);
        return Encoding.UTF8.GetBytes(root.ToJsonString());
    }

    private static void Remove(JsonArray items, long until, Func<JsonNode, long> knownAt)
    {
        for (int i = items.Count - 1; i >= 0; i--)
        {
            bool later;
            try
            {
                later = knownAt(items[i]!) > until;
            }
            catch (Exception e) when (e is InvalidOperationException or NullReferenceException or FormatException)
            {
                later = false;   // Malformed on purpose: it has no time, and normalisation refuses it either way.
            }

            if (later) items.RemoveAt(i);
        }
    }

    private static byte[] Rss(byte[] payload, long until)
    {
        XDocument document = XDocument.Load(new MemoryStream(payload));
        document.Descendants("item").Where(item => DateTimeOffset.TryParse(
            (string?)item.Element("pubDate"), CultureInfo.InvariantCulture, out DateTimeOffset at)
            && UtcMicros.From(at) > until).Remove();
        using var stream = new MemoryStream();
        document.Save(stream, SaveOptions.DisableFormatting);
        return stream.ToArray();
    }

    /// <summary>Bars are dropped from the end of every array of the chart.</summary>
    private static byte[] Chart(byte[] payload, long until)
    {
        JsonNode root = JsonNode.Parse(payload)!;
        JsonNode result = root["chart"]!["result"]![0]!;
        JsonArray stamps = result["timestamp"]!.AsArray();
        var drop = new HashSet<int>();
        for (int i = 0; i < stamps.Count; i++)
        {
            DateOnly day = MarketTime.EasternDate(UtcMicros.FromSeconds((long)stamps[i]!));
            bool session = TradingCalendar.Nyse.IsTradingDay(day);
            if (session && TradingCalendar.Nyse.CloseMicros(day) > until) drop.Add(i);
        }

        JsonNode quote = result["indicators"]!["quote"]![0]!;
        JsonArray[] arrays = [stamps, result["indicators"]!["adjclose"]![0]!["adjclose"]!.AsArray(),
            .. quote.AsObject().Select(p => p.Value!.AsArray())];
        foreach (JsonArray array in arrays)
            foreach (int i in drop.OrderDescending()) array.RemoveAt(i);
        return Encoding.UTF8.GetBytes(root.ToJsonString());
    }

    private static byte[] Csv(byte[] payload, long until)
    {
        string[] lines = Encoding.UTF8.GetString(payload).Split('\n');
        string[] header = lines[0].TrimEnd('\r').Split(';');
        int published = System.Array.IndexOf(header, "Publish Date");
        int restated = System.Array.IndexOf(header, "Restated Date");
        return Encoding.UTF8.GetBytes(string.Join('\n',
            lines.Where((line, i) => i == 0 || line.Trim().Length == 0 || Known(line.Split(';')) <= until)));

        long Known(string[] cells) => EndOfDay(cells[cells[restated].Trim().Length > 0 ? restated : published].Trim());
    }

    private static long EndOfDay(string date) => MarketTime.ToUtcMicros(
        DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture).AddDays(1), TimeOnly.MinValue) - 1;

    private static long EndOfMonth(int year, int month) =>
        MarketTime.ToUtcMicros(new DateOnly(year, month, 1).AddMonths(1), TimeOnly.MinValue) - 1;
}
