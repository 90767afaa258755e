using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;
using Tauric.Engine.Time;

namespace Tauric.Pipelines.Feeds;

/// <summary>Daily bars by ticker. A date has one bar: the latest payload's.</summary>
public sealed class NormalizePrice : NormalizeEntity<PriceBar>
{
    public override int Version => 1;

    public override Dataset Output => Canonical.Price;

    protected override object Identity(PriceBar item) => item.Date;

    protected override void Append(BatchBuilder rows, string entity, PriceBar item)
    {
        rows["ticker"].AppendText(entity);
        rows["date"].Append(UtcMicros.ToDate32(item.Date));
        rows["event_time"].Append(item.EventTime);
        rows["known_at"].Append(item.KnownAt);
        rows["open"].Append(item.Open);
        rows["high"].Append(item.High);
        rows["low"].Append(item.Low);
        rows["close"].Append(item.Close);
        rows["adj_close"].Append(item.AdjClose);
        rows["volume"].Append(item.Volume);
        rows["dividend"].AppendMaybe(item.Dividend);
        rows["split"].AppendMaybe(item.Split);
    }
}

/// <summary>Insider transactions and sentiment by ticker.</summary>
public sealed class NormalizeInsider : NormalizeEntity<InsiderItem>
{
    public override int Version => 1;

    public override Dataset Output => Canonical.Insider;

    /// <summary>
    /// Late filings change the sentiment of past months: the change is known only when it is first seen.
    /// </summary>
    protected override object Identity(InsiderItem item) => item.Kind == InsiderItem.Sentiment ? item.Id : item;

    protected override InsiderItem? Vintage(InsiderItem earlier, InsiderItem next, PayloadKey payload) =>
        earlier.Mspr == next.Mspr && earlier.Change == next.Change
            ? earlier
            : next with { KnownAt = Math.Max(next.KnownAt, FeedTime.EndOfDay(payload.Date)) };

    protected override void Append(BatchBuilder rows, string entity, InsiderItem item)
    {
        rows["ticker"].AppendText(entity);
        rows["event_time"].Append(item.EventTime);
        rows["known_at"].Append(item.KnownAt);
        rows["kind"].AppendText(item.Kind);
        rows["name"].AppendText(item.Name);
        rows["share"].AppendMaybe(item.Share);
        rows["change"].AppendMaybe(item.Change);
        rows["code"].AppendText(item.Code);
        rows["price"].AppendMaybe(item.Price);
        rows["mspr"].AppendMaybe(item.Mspr);
    }
}

/// <summary>Broker grades by ticker.</summary>
public sealed class NormalizeAnalyst : NormalizeEntity<AnalystGrade>
{
    public override int Version => 1;

    public override Dataset Output => Canonical.Analyst;

    protected override void Append(BatchBuilder rows, string entity, AnalystGrade item)
    {
        rows["ticker"].AppendText(entity);
        rows["event_time"].Append(item.EventTime);
        rows["known_at"].Append(item.KnownAt);
        rows["firm"].AppendText(item.Firm);
        rows["action"].AppendText(item.Action);
        rows["from_grade"].AppendText(item.From);
        rows["to_grade"].AppendText(item.To);
    }
}

/// <summary>Macro observations by series, every vintage.</summary>
public sealed class NormalizeMacro : NormalizeEntity<Observation>
{
    public override int Version => 1;

    public override Dataset Output => Canonical.Macro;

    protected override object Identity(Observation item) => item.Id;

    protected override void Append(BatchBuilder rows, string entity, Observation item)
    {
        rows["series"].AppendText(entity);
        rows["event_time"].Append(item.EventTime);
        rows["known_at"].Append(item.KnownAt);
        rows["value"].Append(item.Value);
    }
}

/// <summary>Income statements by ticker: first published and restated ones are rows of their own.</summary>
public sealed class NormalizeFundamentals : NormalizeEntity<IncomeStatement>
{
    public override int Version => 1;

    public override Dataset Output => Canonical.Fundamentals;

    protected override object Identity(IncomeStatement item) => (item.Period, item.KnownAt);

    protected override void Append(BatchBuilder rows, string entity, IncomeStatement item)
    {
        rows["ticker"].AppendText(entity);
        rows["event_time"].Append(item.EventTime);
        rows["known_at"].Append(item.KnownAt);
        rows["period"].AppendText(item.Period);
        rows["currency"].AppendText(item.Currency);
        rows["revenue"].AppendMaybe(item.Revenue);
        rows["gross_profit"].AppendMaybe(item.GrossProfit);
        rows["operating_income"].AppendMaybe(item.OperatingIncome);
        rows["net_income"].AppendMaybe(item.NetIncome);
        rows["shares_diluted"].AppendMaybe(item.SharesDiluted);
        rows["restated"].AppendBool(item.Restated);
    }
}

internal static class MaybeNumbers
{
    public static void AppendMaybe<T>(this ColumnBuilder column, T? value)
        where T : unmanaged
    {
        if (value is { } number) column.Append(number);
        else column.AppendNull();
    }
}
