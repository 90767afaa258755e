using System.Globalization;
using Tauric.Engine;
using Tauric.Engine.Time;

namespace Tauric.Host.Query;

/// <summary>
/// Questions about stories as SQL over the datasets of a data root. Times are instants; a session is a day in New
/// York.
/// </summary>
internal static class StoryQueries
{
    private static readonly string[] s_stages =
    [
        "prices_daily", "prices_1min", "price_quality", "news_raw", "indicators_technical", "fuzzy_sets",
        "fuzzy_patterns", "fuzzy_output", "narrative_components", "assembled_stories", "story_training_data",
        "predicted_stories", "validated_stories", "extracted_signals", "story_performance", "portfolio_integration",
    ];

    /// <summary>A row a row of every stage: its number, name and times, and all its columns as JSON.</summary>
    public static string Pipeline(FencedSql root, string symbol, DateOnly session)
    {
        string[] there = [.. s_stages.Where(root.Tables.Contains)];
        if (there.Length == 0) throw Missing(s_stages[0]);
        IEnumerable<string> parts = there.Select(stage =>
            $"SELECT {Array.IndexOf(s_stages, stage)} AS step, '{stage}' AS stage, event_time, known_at, "
            + $"to_json(t)::VARCHAR AS data FROM {stage} t WHERE symbol = {FencedSql.Quoted(symbol)} "
            + $"AND {Between("known_at", session, session)}");
        return string.Join("\nUNION ALL ", parts) + "\nORDER BY step, event_time, data";
    }

    public static string Sequences(FencedSql root, DateOnly? from, DateOnly? to, double quality) =>
        $"SELECT * FROM {Require(root, "story_training_data")} WHERE {Between("known_at", from, to)} "
        + $"AND avg_quality_score >= {Text(quality)} ORDER BY known_at, symbol";

    /// <summary>Signals since <paramref name="days"/> before the newest one: how many closed, hit, and
    /// returned.</summary>
    public static string Performance(FencedSql root, string symbol, int days)
    {
        if (days < 0) throw new UsageException($"--lookback: {days} is below 0");
        string performance = Require(root, "story_performance"), signals = Require(root, "extracted_signals");
        return $"""
            WITH mine AS (SELECT p.*, s.story_theme, s.strength FROM {performance} p
                JOIN {signals} s USING (symbol, sequence_id) WHERE symbol = {FencedSql.Quoted(symbol)})
            SELECT story_theme, count(*) AS signals, count("return") AS closed, count(*) FILTER (hit) AS hits,
                avg(hit::INTEGER) AS hit_rate, avg("return") AS mean_return, min("return") AS worst,
                max("return") AS best
            FROM mine WHERE known_at > (SELECT max(known_at) FROM mine) - INTERVAL {days} DAY
            GROUP BY story_theme ORDER BY story_theme
            """;
    }

    public static string Fuzzy(
        FencedSql root, string symbol, string frequency, DateOnly? from, DateOnly? to)
    {
        string sets = Require(root, "fuzzy_sets"), patterns = Require(root, "fuzzy_patterns");
        return $"""
            SELECT o.* EXCLUDE (frequency), s.* EXCLUDE (symbol, event_time, known_at, frequency),
                p.* EXCLUDE (symbol, event_time, known_at, frequency)
            FROM {Require(root, "fuzzy_output")} o
            LEFT JOIN {sets} s USING (symbol, event_time, frequency)
            LEFT JOIN {patterns} p USING (symbol, event_time, frequency)
            WHERE symbol = {FencedSql.Quoted(symbol)} AND frequency = {FencedSql.Quoted(frequency)}
                AND {Between("o.known_at", from, to)}
            ORDER BY event_time
            """;
    }

    /// <summary>Sessions of which so many of the bars expected are there and no more returns lie far out.</summary>
    public static string Quality(
        FencedSql root, string frequency, DateOnly? from, DateOnly? to, double complete, int outliers) => $"""
        SELECT * FROM {Require(root, "price_quality")} WHERE frequency = {FencedSql.Quoted(frequency)}
            AND {Between("known_at", from, to)} AND completeness >= {Text(complete)}
            AND outliers_robust_z <= {Text(outliers)} ORDER BY known_at, symbol
        """;

    /// <param name="symbols">Separated by commas; <c>*</c> for all.</param>
    /// <param name="column"><c>dataset.column</c>.</param>
    public static string Cross(
        FencedSql root, string symbols, string column, DateOnly? from, DateOnly? to)
    {
        string[] parts = column.Split('.');
        if (parts.Length != 2) throw new UsageException($"column: '{column}' is not like prices_daily.close");
        string dataset = FencedSql.Identifier(Require(root, parts[0]));
        IEnumerable<string> wanted = symbols == "*"
            ? root.Names($"SELECT DISTINCT symbol FROM {dataset} ORDER BY symbol") : symbols.Split(',');
        return $"""
            PIVOT (SELECT event_time, symbol, {FencedSql.Identifier(parts[1])} AS value FROM {dataset}
                WHERE {Between("known_at", from, to)})
            ON symbol IN ({string.Join(", ", wanted.Select(FencedSql.Quoted))}) USING first(value)
            GROUP BY event_time ORDER BY event_time
            """;
    }

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static string Between(string column, DateOnly? from, DateOnly? to)
    {
        string low = from is { } first ? $"{column} > {Instant(first)}" : "true";
        return to is { } last ? $"{low} AND {column} <= {Instant(last.AddDays(1))}" : low;
    }

    /// <summary>Midnight in New York, in microseconds of UTC.</summary>
    private static string Instant(DateOnly day) =>
        $"make_timestamptz({MarketTime.ToUtcMicros(day, TimeOnly.MinValue).ToString(CultureInfo.InvariantCulture)})";

    private static string Require(FencedSql root, string name) =>
        root.Tables.Contains(name) ? name : throw Missing(name);

    private static UsageException Missing(string dataset) => new(
        $"There is no dataset '{dataset}' here yet. Run first: tauric run stories");
}
