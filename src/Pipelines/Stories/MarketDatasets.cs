using Tauric.Engine.Columnar;
using Tauric.Engine.Datasets;

namespace Tauric.Pipelines.Stories;

/// <summary>
/// What stories are made from, named as the libraries of seed-001. Rows of all symbols lie together: a partition is a
/// session, or a month of what is read by day; rows are sorted by <c>known_at</c>, then symbol.
/// </summary>
public static class MarketDatasets
{
    /// <summary>
    /// Bars of a minute. <c>event_time</c> is the start of the bar, <c>known_at</c> its end. Sorted by symbol, then
    /// time.
    /// </summary>
    public static readonly Dataset Minutes = Bars("prices_1min", "date");

    /// <summary>Bars of five minutes, made of those of one.</summary>
    public static readonly Dataset FiveMinutes = Bars("prices_5min", "date");

    /// <summary>Bars of a session, known at its close. Read by time.</summary>
    public static readonly Dataset Daily = Bars("prices_daily", "month") with { KnownAt = "known_at" };

    /// <summary>
    /// Breadth and fear of the whole market at a session's close: <c>TICK</c>, <c>TRIN</c>, <c>VIX</c>…
    /// </summary>
    public static readonly Dataset Internals = Values("market_internals");

    /// <summary>Observations of economic series, known at their release.</summary>
    public static readonly Dataset Economy = Values("economic_data");

    /// <summary>What options say: put/call ratios, volatility indices.</summary>
    public static readonly Dataset Options = Values("options_data");

    /// <summary>One row a story and symbol it names.</summary>
    public static readonly Dataset News = Known("news_raw",
        Text("symbol"), Time("event_time"), Time("known_at"), Text("news_id"), Text("headline"), Maybe("summary"),
        Maybe("publisher"), Text("raw_ref"));

    /// <summary>Those that are no frames: what is known of a time may change later.</summary>
    internal static IReadOnlyList<Dataset> InParquet => [News, Internals, Economy, Options];

    /// <summary>
    /// What the bars of a symbol and session are worth: one row a symbol. Bars expected by the trading calendar, bars
    /// there are, and how many of them break a rule or lie far out.
    /// </summary>
    public static readonly Dataset Quality = Frame("price_quality", "frequency/date",
        Text("symbol"), Time("event_time"), Time("known_at"), Int("bars"), Int("expected_bars"),
        Number("completeness"), Int("inconsistent"), Int("outliers_iqr"), Int("outliers_robust_z"));

    /// <summary>A dataset of the versioned store: one pack a partition, named by its bytes, a frame a symbol.</summary>
    internal static Dataset Frame(string name, string key, params Field[] fields)
    {
        // The folder's name makes the frequency a column for whoever reads them all.
        IEnumerable<string> parts =
            key.Split('/').Select((part, i) => part == "frequency" ? $"frequency={{{i}}}" : $"{{{i}}}");
        return new Dataset(name, new Schema(fields), key,
            Path: $"frames/{name}/{string.Join('/', parts)}.{{sha256}}.pack", Format: "frames")
        {
            IsVersioned = true,
        };
    }

    /// <summary>Rows in the order in which they became known, which is not that of what they are about.</summary>
    private static Dataset Known(string name, params Field[] fields) =>
        new(name, new Schema(fields), "month", Path: $"stories/{name}/{{0}}.parquet", Format: "parquet")
        {
            KnownAt = "known_at",
        };

    internal static Field Text(string name) => new(name, ArrowType.Utf8, Nullable: false);

    internal static Field Maybe(string name) => new(name, ArrowType.Utf8);

    internal static Field Time(string name) => new(name, ArrowType.Timestamp, Nullable: false);

    internal static Field Int(string name) => new(name, ArrowType.Int32, Nullable: false);

    internal static Field Number(string name) => new(name, ArrowType.Float64, Nullable: false);

    /// <summary>Null while what it comes from warms up.</summary>
    internal static Field MaybeNumber(string name) => new(name, ArrowType.Float64);

    /// <summary>A degree or a score in [0, 1], declared to be stored in four bytes.</summary>
    internal static Field Degree(string name) => new(name, ArrowType.Float32);

    private static Dataset Bars(string name, string key) => Frame(name, key,
        Text("symbol"), Time("event_time"), Time("known_at"), Number("open"), Number("high"), Number("low"),
        Number("close"), Number("volume"));

    private static Dataset Values(string name) => Known(name,
        Text("symbol"), Time("event_time"), Time("known_at"), Number("value"), Text("raw_ref"));
}
