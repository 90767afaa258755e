using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Tauric.Engine.Time;

namespace Tauric.Pipelines.Feeds;

/// <summary>An income statement, in the currency's units; null where the company reports no such line.</summary>
/// <param name="EventTime">End of the period reported on.</param>
/// <param name="Period">E.g. <c>2024-Q1</c>: fiscal year and period.</param>
/// <param name="Restated">The numbers are those of a later filing.</param>
public sealed record IncomeStatement(
    string Id, long EventTime, long KnownAt, string Period, string? Currency, double? Revenue, double? GrossProfit,
    double? OperatingIncome, double? NetIncome, double? SharesDiluted, bool Restated) : FeedItem(Id, EventTime, KnownAt);

/// <summary>
/// SimFin bulk income statements: semicolons, columns by name. Known from the end of the publish date; restated numbers
/// from the end of the restatement's, because the file no longer holds those first published.
/// </summary>
[Feed("simfin")]
public sealed class SimFinIncome : Feed<IncomeStatement>
{
    private static readonly string[] Required =
        ["Ticker", "Fiscal Year", "Fiscal Period", "Report Date", "Publish Date", "Revenue", "Net Income"];

    public override void Read(Payload payload, FeedItems<IncomeStatement> items)
    {
        var settings = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = ";", MaxFieldSize = JsonFields.TextBytesMax, TrimOptions = TrimOptions.Trim,
        };
        using var text = new StreamReader(new MemoryStream(payload.Bytes.ToArray(), writable: false));
        using var csv = new CsvReader(text, settings);
        if (!csv.Read() || !csv.ReadHeader()) throw new RefusedException("unexpected-shape", "no header");
        string[] missing = [.. Required.Except(csv.HeaderRecord!)];
        if (missing.Length > 0) throw new RefusedException("missing-column", string.Join(", ", missing));
        for (int index = 0; csv.Read(); index++) items.Add(index, () => Row(csv, payload.Key.Entity));
    }

    private static IncomeStatement Row(CsvReader csv, string ticker)
    {
        if (csv.GetField("Ticker")?.Replace('.', '-') != ticker.Replace('.', '-'))
            throw new RefusedException("other-ticker", Start(csv.GetField("Ticker")));
        DateOnly ended = FeedTime.Date(csv.GetField("Report Date"), "Report Date");
        DateOnly published = FeedTime.Date(csv.GetField("Publish Date"), "Publish Date");
        bool hasRestatement = csv.TryGetField("Restated Date", out string? late) && !string.IsNullOrEmpty(late);
        DateOnly restated = hasRestatement ? FeedTime.Date(late, "Restated Date") : published;
        if (published < ended) throw new RefusedException("known-before-event", $"{FeedTime.Iso(published)} < {FeedTime.Iso(ended)}");
        string period = $"{Name(csv, "Fiscal Year")}-{Name(csv, "Fiscal Period")}";
        bool isRestated = restated > published;
        return new IncomeStatement(period, UtcMicros.From(ended), FeedTime.EndOfDay(isRestated ? restated : published), period,
            csv.TryGetField("Currency", out string? currency) && currency is { Length: > 0 } ? currency : null,
            Number(csv, "Revenue"), Number(csv, "Gross Profit"), Number(csv, "Operating Income (Loss)"),
            Number(csv, "Net Income"), Number(csv, "Shares (Diluted)"), isRestated);
    }

    private static string Name(CsvReader csv, string column) => csv.GetField(column) is { Length: > 0 and <= 16 } name
        ? name
        : throw new RefusedException("no-period", column);

    private static double? Number(CsvReader csv, string column)
    {
        if (!csv.TryGetField(column, out string? text) || string.IsNullOrEmpty(text)) return null;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? number
            : throw new RefusedException("not-a-number", $"{column}: {Start(text)}");
    }

    private static string Start(string? text) => text is null ? "nothing" : text[..Math.Min(text.Length, 40)];
}
