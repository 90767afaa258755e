using System.Globalization;
using CsvHelper;
using Tauric.Engine.Time;

namespace Tauric.Pipelines.Feeds;

/// <summary>An income statement, in the currency's units; null where the company reports no such line.</summary>
/// <param name="EventTime">End of the period reported on.</param>
/// <param name="Period">E.g. <c>2024-Q1</c>: fiscal year and period.</param>
/// <param name="Restated">The numbers are those of a later filing.</param>
public sealed record IncomeStatement(
    string Id, long EventTime, long KnownAt, string Period, string? Currency, double? Revenue, double? GrossProfit,
    double? OperatingIncome, double? NetIncome, double? SharesDiluted, bool Restated)
        : FeedItem(Id, EventTime, KnownAt);

/// <summary>
/// SimFin bulk income statements: semicolons, columns by name. Known from the end of the publish date; restated numbers
/// from the end of the restatement's, because the file no longer holds those first published.
/// </summary>
[Feed("simfin")]
public sealed class SimFinIncome : Feed<IncomeStatement>
{
    private static readonly CsvReaderOptions Options = new()
    {
        Separator = ';',
        TrimWhitespace = true,
        MaxRecordSize = JsonFields.TextBytesMax,
        TrackLineNumbers = true,
        MalformedData = CsvMalformedDataHandling.Throw,
    };

    private static readonly string[] Required =
        ["Ticker", "Fiscal Year", "Fiscal Period", "Report Date", "Publish Date", "Revenue", "Net Income"];

    public override void Read(Payload payload, FeedItems<IncomeStatement> items)
    {
        using CsvReader csv = CsvReader.Create(payload.Bytes, Options);
        string[] missing = [.. Required.Where(name => !csv.TryGetFieldIndex(name, out _))];
        if (missing.Length > 0) throw new RefusedException("missing-column", string.Join(", ", missing));
        for (int index = 0; csv.Read(); index++) items.Add(index, () => Row(csv, payload.Key.Entity));
    }

    private static IncomeStatement Row(CsvReader csv, string ticker)
    {
        if (Text(csv, "Ticker")?.Replace('.', '-') != ticker.Replace('.', '-'))
            throw new RefusedException("other-ticker", Start(Text(csv, "Ticker")));
        DateOnly ended = FeedTime.Date(Text(csv, "Report Date"), "Report Date");
        DateOnly published = FeedTime.Date(Text(csv, "Publish Date"), "Publish Date");
        DateOnly restated = Text(csv, "Restated Date") is { } late ? FeedTime.Date(late, "Restated Date") : published;
        if (published < ended)
            throw new RefusedException("known-before-event", $"{FeedTime.Iso(published)} < {FeedTime.Iso(ended)}");
        string period = $"{Name(csv, "Fiscal Year")}-{Name(csv, "Fiscal Period")}";
        bool isRestated = restated > published;
        long knownAt = FeedTime.EndOfDay(isRestated ? restated : published);
        return new IncomeStatement(period, UtcMicros.From(ended), knownAt, period, Text(csv, "Currency"),
            Number(csv, "Revenue"), Number(csv, "Gross Profit"), Number(csv, "Operating Income (Loss)"),
            Number(csv, "Net Income"), Number(csv, "Shares (Diluted)"), isRestated);
    }

    /// <summary>Null when the column is absent, the row too short or the field empty.</summary>
    private static string? Text(CsvReader csv, string column) =>
        csv.TryGetFieldIndex(column, out int at) && at < csv.FieldCount && csv.GetString(at) is { Length: > 0 } text
            ? text : null;

    private static string Name(CsvReader csv, string column) => Text(csv, column) is { Length: > 0 and <= 16 } name
        ? name
        : throw new RefusedException("no-period", column);

    private static double? Number(CsvReader csv, string column)
    {
        if (Text(csv, column) is not { } text) return null;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && double.IsFinite(number)
            ? number
            : throw new RefusedException("not-a-number", $"{column}: {Start(text)}");
    }

    private static string Start(string? text) => text is null ? "nothing" : text[..Math.Min(text.Length, 40)];
}
