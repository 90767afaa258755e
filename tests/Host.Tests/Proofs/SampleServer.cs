using System.Globalization;
using System.IO.Compression;
using System.Text;
using Tauric.Adapters.Tests.Models.Endpoint;

namespace Tauric.Host.Tests.Proofs;

/// <summary>Gives the payloads of a folder as their providers do, by the address that is asked.</summary>
internal sealed class SampleServer(string folder)
{
    private readonly string _raw = Path.Combine(folder, "raw");

    public Reply Answer(Received received)
    {
        var asked = new Uri("http://server" + received.Path);
        Dictionary<string, string> query = asked.Query.TrimStart('?').Split('&').Select(part => part.Split('=', 2))
            .ToDictionary(part => part[0], part => Uri.UnescapeDataString(part[^1]), StringComparer.Ordinal);
        string last = Uri.UnescapeDataString(asked.Segments[^1]);
        return last switch
        {
            "company-news" => Named("finnhub", query["symbol"], query["to"]) ?? Json("[]"u8.ToArray()),
            "insider-transactions" => Named("finnhub_insider_transactions", query["symbol"], query["to"]),
            "insider-sentiment" => Named("finnhub_insider_sentiment", query["symbol"], query["to"]),
            "search" => News(query["q"]),
            "observations" => Only("fred", query["series_id"]),
            "s3" => new Reply(200, Bulk(), ("Content-Type", "application/zip")),
            _ when asked.AbsolutePath.Contains("/chart/", StringComparison.Ordinal) =>
                Only("yahoo_price", last.Replace('-', '.')),
            _ when asked.AbsolutePath.Contains("/quoteSummary/", StringComparison.Ordinal) =>
                Only("yahoo_analyst", last.Replace('-', '.')),
            _ => null,
        } ?? new Reply(404, "Not Found");
    }

    /// <summary><c>"BRK.B" after:2024-03-01 before:2024-04-01</c>, the last day not included.</summary>
    private Reply? News(string query)
    {
        string[] words = query.Split(' ');
        DateOnly before = DateOnly.ParseExact(words[^1].Split(':')[1], "yyyy-MM-dd", CultureInfo.InvariantCulture);
        string path = Path.Combine(_raw, "google_news", words[0].Trim('"'), $"{before.AddDays(-1):yyyy-MM-dd}.xml");
        return File.Exists(path)
            ? new Reply(200, File.ReadAllBytes(path), ("Content-Type", "application/xml; charset=utf-8")) : null;
    }

    private Reply? Named(string source, string entity, string day)
    {
        string path = Path.Combine(_raw, source, entity, day + ".json");
        return File.Exists(path) ? Json(File.ReadAllBytes(path)) : null;
    }

    private Reply? Only(string source, string entity) =>
        Directory.Exists(Path.Combine(_raw, source, entity))
            ? Json(File.ReadAllBytes(Directory.GetFiles(Path.Combine(_raw, source, entity)).Single())) : null;

    /// <summary>The statements of all companies in one table in one archive.</summary>
    private byte[] Bulk()
    {
        string[][] tables = [.. Directory.GetFiles(Path.Combine(_raw, "simfin"), "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Select(path => File.ReadAllText(path).Split('\n'))];
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream entry = zip.CreateEntry("us-income-quarterly.csv").Open();
            IEnumerable<string> lines = tables.SelectMany(table => table.Skip(1)).Where(line => line.Length > 0);
            entry.Write(Encoding.UTF8.GetBytes(string.Join('\n', [tables[0][0], .. lines, ""])));
        }

        return bytes.ToArray();
    }

    private static Reply Json(byte[] body) => new(200, body, ("Content-Type", "application/json"));
}
