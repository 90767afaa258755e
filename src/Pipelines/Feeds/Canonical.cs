using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;

namespace Tauric.Pipelines.Feeds;

/// <summary>
/// The raw payloads and the canonical datasets every system reads. Each canonical row says when the thing happened
/// (<c>event_time</c>), when it could be known (<c>known_at</c>) and which payload it came from (<c>raw_ref</c>).
/// </summary>
public static class Canonical
{
    /// <summary>
    /// Payloads exactly as received. A partition is one payload, its key <c>source/entity/date.ext</c>, so that
    /// payloads
    /// arrive, change and stay one by one.
    /// </summary>
    public static readonly Dataset Raw = new("raw_payload",
        new Schema(new Field("payload", ArrowType.Binary, Nullable: false)),
        Key: "source/entity/file", Path: "raw/{0}/{1}/{2}", Format: "bytes")
    {
        Retained = true,
    };

    public static readonly Dataset News = new("news",
        new Schema(
            Text("ticker"), Time("event_time"), Time("known_at"), new Field("date", ArrowType.Date32, Nullable: false),
            Text("source"), Text("news_id"), Text("headline"), Maybe("summary"), Maybe("publisher"), Maybe("url"),
            Maybe("supersedes"), Text("raw_ref")),
        Key: "ticker/month", Path: "normalized/news/{0}/{date}.jsonl", Format: "jsonl")
    {
        KnownAt = "known_at",
        Table = new PublishedTable("normalized_news", "news_id", "ticker", "source", "event_time", "known_at",
            "headline", "raw_ref"),
    };

    /// <summary>Daily bars, split-adjusted as the provider gives them. Known at the session's close.</summary>
    public static readonly Dataset Price = new("price",
        new Schema(
            Text("ticker"), new Field("date", ArrowType.Date32, Nullable: false), Time("event_time"), Time("known_at"),
            Number("open"), Number("high"), Number("low"), Number("close"), Number("adj_close"), Number("volume"),
            MaybeNumber("dividend"), MaybeNumber("split"), Text("raw_ref")),
        Key: "ticker", Path: "normalized/price/{0}.jsonl", Format: "jsonl")
    {
        KnownAt = "known_at",
    };

    /// <summary>
    /// Insider transactions (<c>kind = transaction</c>) and monthly insider sentiment (<c>kind = sentiment</c>).
    /// </summary>
    public static readonly Dataset Insider = new("insider",
        new Schema(
            Text("ticker"), Time("event_time"), Time("known_at"), Text("kind"), Maybe("name"), MaybeNumber("share"),
            MaybeNumber("change"), Maybe("code"), MaybeNumber("price"), MaybeNumber("mspr"), Text("raw_ref")),
        Key: "ticker", Path: "normalized/insider/{0}.jsonl", Format: "jsonl")
    {
        KnownAt = "known_at",
        Table = new PublishedTable("insider_txn", "ticker", "kind", "event_time", "known_at", "name", "share",
            "change", "code", "price", "mspr"),
    };

    public static readonly Dataset Analyst = new("analyst",
        new Schema(
            Text("ticker"), Time("event_time"), Time("known_at"), Text("firm"), Text("action"), Maybe("from_grade"),
            Maybe("to_grade"), Text("raw_ref")),
        Key: "ticker", Path: "normalized/analyst/{0}.jsonl", Format: "jsonl")
    {
        KnownAt = "known_at",
        Table = new PublishedTable("analyst_reco", "ticker", "event_time", "known_at", "firm", "action",
            "from_grade", "to_grade"),
    };

    /// <summary>
    /// Observations by vintage: <c>event_time</c> is the reference period, <c>known_at</c> the release.
    /// </summary>
    public static readonly Dataset Macro = new("macro",
        new Schema(Text("series"), Time("event_time"), Time("known_at"), Number("value"), Text("raw_ref")),
        Key: "series", Path: "normalized/macro/{0}.jsonl", Format: "jsonl")
    {
        KnownAt = "known_at",
        Table = new PublishedTable("macro_series", "series", "event_time", "known_at", "value"),
    };

    /// <summary>Reported line items, known from their publish date (never the period they report on).</summary>
    public static readonly Dataset Fundamentals = new("fundamentals",
        new Schema(
            Text("ticker"), Time("event_time"), Time("known_at"), Text("period"), Maybe("currency"),
                MaybeNumber("revenue"),
            MaybeNumber("gross_profit"), MaybeNumber("operating_income"), MaybeNumber("net_income"),
            MaybeNumber("shares_diluted"), new Field("restated", ArrowType.Bool, Nullable: false), Text("raw_ref")),
        Key: "ticker", Path: "normalized/fundamentals/{0}.jsonl", Format: "jsonl")
    {
        KnownAt = "known_at",
        Table = new PublishedTable("fundamentals", "ticker", "period", "event_time", "known_at", "revenue",
            "net_income"),
    };

    private static Field Text(string name) => new(name, ArrowType.Utf8, Nullable: false);

    private static Field Maybe(string name) => new(name, ArrowType.Utf8);

    private static Field Time(string name) => new(name, ArrowType.Timestamp, Nullable: false);

    private static Field Number(string name) => new(name, ArrowType.Float64, Nullable: false);

    private static Field MaybeNumber(string name) => new(name, ArrowType.Float64);
}
