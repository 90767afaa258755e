using System.Text.Json;
using Tauric.Engine;
using Tauric.Engine.Time;

namespace Tauric.Host.Sample;

/// <summary><c>quoteSummary?modules=upgradeDowngradeHistory</c>: grades by firm, newest first.</summary>
internal static class YahooAnalyst
{
    private static readonly string[] Grades = ["Sell", "Underperform", "Hold", "Buy", "Strong Buy"];

    private static readonly string[] Firms =
        ["Northgate Securities", "Calloway & Reed", "Pellham Brothers", "Aster Capital Markets", "Broadmoor Research",
         "Kittridge Partners", "Harbourline", "Voss & Zürcher", "Madrigal Equity", "Stonebridge Street"];

    private sealed record Change(long Epoch, string Firm, string To, string From, string Action);

    public static byte[] Payload(long seed, Issuer issuer, IEnumerable<Bar> bars)
    {
        Change[] changes = [.. Changes(seed, issuer, bars)];
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, FinnhubNews.Json))
        {
            json.WriteStartObject();
            json.WriteStartObject("quoteSummary");
            json.WriteStartArray("result");
            json.WriteStartObject();
            json.WriteStartObject("upgradeDowngradeHistory");
            json.WriteStartArray("history");
            foreach (Change change in changes.Reverse())
            {
                json.WriteStartObject();
                json.WriteNumber("epochGradeDate", change.Epoch);
                json.WriteString("firm", change.Firm);
                json.WriteString("toGrade", change.To);
                json.WriteString("fromGrade", change.From);
                json.WriteString("action", change.Action);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteNumber("maxAge", 86_400);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteNull("error");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <summary>A firm speaks about every other month, sooner after a large move, and leans with it.</summary>
    private static IEnumerable<Change> Changes(long seed, Issuer issuer, IEnumerable<Bar> bars)
    {
        Dictionary<string, int> standing = [];
        foreach (Bar bar in bars)
        {
            var random = CounterRandom.For(seed, "grade", issuer.Ticker, $"{bar.Day:yyyy-MM-dd}");
            double move = bar.Return / (issuer.OwnVolatility / 100);
            if (random.NextUniform() > .06 + (.06 * Math.Min(Math.Abs(move), 4)))
            {
                continue;
            }

            string firm = Firms[random.NextInt(Firms.Length)];
            double lean = (.5 * move) + random.NextNormal();
            bool known = standing.TryGetValue(firm, out int from);
            int step = lean > 1.4 ? 1 : lean < -1.4 ? -1 : 0;
            int to = known ? Math.Clamp(from + step, 0, 4) : 2 + Math.Clamp(step + random.NextInt(2), -1, 2);
            standing[firm] = to;
            string same = random.NextInt(2) == 0 ? "main" : "reit";
            string action = !known ? "init" : to > from ? "up" : to < from ? "down" : same;
            long micros = MarketTime.ToUtcMicros(bar.Day, new TimeOnly(6 + random.NextInt(3), random.NextInt(60)));
            yield return new Change(
                micros / UtcMicros.PerSecond, firm, Grades[to], known ? Grades[from] : "", action);
        }
    }
}
