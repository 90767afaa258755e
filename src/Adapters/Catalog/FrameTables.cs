using System.Globalization;
using Tauric.Adapters.DuckDb;
using Tauric.Adapters.Frames;
using Tauric.Engine;

namespace Tauric.Adapters.Catalog;

/// <summary>The frame store's tables and view, as SQL. Times are µs.</summary>
internal static class FrameTables
{
    public static readonly IReadOnlyList<string> Names =
    [
        "frame_commit", "frame", "frame_schema", "frame_pack", "frame_chunk", "frame_chunk_use", "frame_reference",
        "frame_snapshot", "frame_floor", "frame_setting", "frame_segment",
    ];

    // A segment is there from commit `added` to before commit `removed`: the rows of every commit can be asked for.
    // A chunk lies in one pack; packs that have it not themselves use it by its hash, so that it can move.
    private const string Create = """
        CREATE TABLE frame_commit (number BIGINT NOT NULL, committed_at TIMESTAMPTZ NOT NULL, note VARCHAR NOT NULL);
        CREATE TABLE frame (id INTEGER NOT NULL, path VARCHAR NOT NULL, library VARCHAR NOT NULL,
            symbol VARCHAR NOT NULL, stage VARCHAR);
        CREATE TABLE frame_schema (id INTEGER NOT NULL, columns VARCHAR[] NOT NULL, dtypes VARCHAR[] NOT NULL,
            encoded BLOB NOT NULL);
        CREATE TABLE frame_pack (id INTEGER NOT NULL, key VARCHAR NOT NULL, bytes BIGINT NOT NULL,
            rows BIGINT NOT NULL);
        CREATE TABLE frame_chunk (high UBIGINT NOT NULL, low UBIGINT NOT NULL, pack INTEGER NOT NULL,
            start BIGINT NOT NULL);
        CREATE TABLE frame_chunk_use (high UBIGINT NOT NULL, low UBIGINT NOT NULL, pack INTEGER NOT NULL);
        CREATE TABLE frame_snapshot (name VARCHAR NOT NULL, number BIGINT NOT NULL);
        CREATE TABLE frame_floor (number BIGINT NOT NULL);
        CREATE TABLE frame_segment (ordinal BIGINT NOT NULL, frame INTEGER NOT NULL, schema INTEGER NOT NULL,
            pack INTEGER NOT NULL, block_at BIGINT NOT NULL, block_bytes INTEGER NOT NULL, skip INTEGER NOT NULL,
            rows INTEGER NOT NULL, first_at BIGINT, last_at BIGINT, source VARCHAR, added BIGINT NOT NULL,
            removed BIGINT, cells BIGINT NOT NULL, missing BIGINT NOT NULL, outliers BIGINT NOT NULL,
            memory_bytes BIGINT NOT NULL, gap BIGINT NOT NULL, quality DOUBLE, confidence DOUBLE, narrative DOUBLE,
            inconsistent BIGINT NOT NULL, outliers_iqr BIGINT, outliers_robust_z BIGINT, bars_complete DOUBLE);
        """;

    /// <summary>What the rows of a library were made with: parameters of the step that writes it.</summary>
    private const string CreateSettings = """
        CREATE TABLE frame_setting (library VARCHAR NOT NULL, name VARCHAR NOT NULL, value VARCHAR NOT NULL);
        """;

    /// <summary>Packs of runs, the columns they refer to, and the names of the partitions that hold those.</summary>
    private const string CreateReferences = """
        CREATE TABLE IF NOT EXISTS frame_reference (high UBIGINT NOT NULL, low UBIGINT NOT NULL,
            pack INTEGER NOT NULL, holder VARCHAR NOT NULL);
        """;

    /// <summary>
    /// One row a frame as it is now, with the metadata of seed-001, sections 3 and 6. Frames of prices have what frames
    /// of <c>price_quality</c> found of them: bars refused, outliers of the session with most, bars of that with
    /// fewest. What a type of rows has no notion of is null.
    /// </summary>
    private static readonly string s_createView = $$"""
        CREATE OR REPLACE VIEW frame_metadata AS
        WITH frames AS (SELECT f.path, f.library, f.symbol, f.stage AS processing_stage, sum(s.rows)::BIGINT AS rows,
            [sum(s.rows)::BIGINT, len(arg_max(c.columns, s.ordinal))] AS shape,
            arg_max(c.columns, s.ordinal) AS columns, arg_max(c.dtypes, s.ordinal) AS dtypes,
            max(s.added) AS version, max(k.committed_at) AS stored_at,
            sum(s.memory_bytes) / 1048576 AS memory_usage_mb,
            coalesce(sum(s.missing) / nullif(sum(s.cells), 0), 0) AS missing_data_pct,
            100 * (1 - coalesce(sum(s.missing) / nullif(sum(s.cells), 0), 0)) AS completeness_score,
            sum(s.outliers)::BIGINT AS outliers_detected,
            make_timestamp(min(s.first_at))::TIMESTAMPTZ AS date_range_from,
            make_timestamp(max(s.last_at))::TIMESTAMPTZ AS date_range_to,
            CASE max(s.gap) WHEN 0 THEN NULL WHEN 86400000000 THEN 'daily' ELSE
                CASE WHEN max(s.gap) % 60000000 = 0 AND max(s.gap) < 86400000000
                    THEN (max(s.gap) // 60000000) || 'min' ELSE (max(s.gap) / 1000000) || 's' END END AS frequency,
            max(s.source) AS data_source, arg_max(s.missing, s.last_at) AS newest_missing,
            count(s.quality) = count(*) AS is_judged,
            sum(s.quality * s.rows) / nullif(sum(s.rows) FILTER (s.quality IS NOT NULL), 0) AS story_quality_score,
            sum(s.confidence * s.rows) / nullif(sum(s.rows) FILTER (s.confidence IS NOT NULL), 0)
                AS fuzzy_confidence,
            sum(s.narrative * s.rows) / nullif(sum(s.rows) FILTER (s.narrative IS NOT NULL), 0)
                AS narrative_completeness,
            sum(s.inconsistent)::BIGINT AS ohlc_inconsistent, max(s.outliers_iqr) AS outliers_iqr,
            max(s.outliers_robust_z) AS outliers_robust_z, min(s.bars_complete) AS calendar_completeness
        FROM frame_segment s JOIN frame f ON f.id = s.frame JOIN frame_schema c ON c.id = s.schema
            LEFT JOIN frame_commit k ON k.number = s.added
        WHERE s.removed IS NULL GROUP BY f.path, f.library, f.symbol, f.stage),
        kinds (name, type) AS (VALUES
            {{string.Join(", ", FrameLibrary.All.Select(l => $"('{l.Name}', '{l.Type}')"))}}),
        made AS (SELECT library, map_from_entries(list((name, value) ORDER BY name)) AS settings
            FROM frame_setting GROUP BY library)
        SELECT f.* EXCLUDE (newest_missing, is_judged)
            REPLACE (f.ohlc_inconsistent + coalesce(q.ohlc_inconsistent, 0) AS ohlc_inconsistent,
                coalesce(f.outliers_iqr, q.outliers_iqr) AS outliers_iqr,
                coalesce(f.outliers_robust_z, q.outliers_robust_z) AS outliers_robust_z,
                coalesce(f.calendar_completeness, q.calendar_completeness) AS calendar_completeness),
            k.type,
            CASE k.type WHEN 'traditional_indicators' THEN f.newest_missing = 0 END AS ready_for_fuzzy,
            CASE k.type WHEN 'fuzzy_sets_output' THEN 5 END AS fuzzy_states,
            CASE WHEN k.type IN ('fuzzy_sets_output', 'fuzzy_patterns_output') THEN [0.0, 1.0]::DOUBLE[] END
                AS membership_range,
            try_cast(m.settings['rolling_window'] AS INTEGER) AS rolling_window,
            try_cast(m.settings['pattern_window'] AS INTEGER) AS pattern_window,
            CASE k.type WHEN 'fuzzy_patterns_output' THEN (SELECT min(try_cast(value AS DOUBLE))
                FROM frame_setting WHERE starts_with(library, 'fuzzy_output')) END AS confidence_threshold,
            CASE k.type WHEN 'narrative_components' THEN f.rows > 0 END AS story_ready,
            CASE k.type WHEN 'assembled_story' THEN f.is_judged END AS quality_validated,
            try_cast(m.settings['sequence_length'] AS INTEGER) AS sequence_length,
            try_cast(m.settings['quality_threshold'] AS DOUBLE) AS quality_threshold,
            CASE k.type WHEN 'llm_training_data'
                THEN f.is_judged AND f.story_quality_score >= try_cast(m.settings['quality_threshold'] AS DOUBLE) END
                AS training_ready,
            m.settings
        FROM frames f LEFT JOIN frames q ON q.symbol = f.symbol AND q.library = CASE f.library
            WHEN 'prices_1min' THEN 'price_quality_1min' WHEN 'prices_daily' THEN 'price_quality' END
        LEFT JOIN kinds k ON k.name IN (f.library, regexp_replace(f.library, '_[15]min$', ''))
        LEFT JOIN made m ON m.library = f.library
        """;

    public static bool AreIn(DuckConnection connection) => IsIn(connection, "frame_segment");

    /// <summary>Those of the tables there are; what is not was not thought of when the root was last written.</summary>
    public static IReadOnlyList<string> In(DuckConnection connection) => [.. Names.Where(t => IsIn(connection, t))];

    /// <summary>Makes the tables and the view where they are not.</summary>
    /// <exception cref="UsageException">Those there are are of an earlier layout.</exception>
    public static void Make(DuckConnection connection, bool isReadOnly)
    {
        if (!AreIn(connection))
            connection.Transact(() => connection.Execute(Create + CreateSettings + CreateReferences + s_createView));
        else if (!IsIn(connection, "frame_chunk_use")) throw new UsageException(
            "The frames of this data root were written by an earlier version of the program, whose tables this one "
            + "does not read: take another data root.");
        else if (!IsIn(connection, "frame_setting"))
            connection.Transact(() => connection.Execute(CreateSettings + CreateReferences + s_createView));
        else if (!isReadOnly && !IsIn(connection, "frame_reference"))   // Readers of versions do without.
            connection.Transact(() => connection.Execute(CreateReferences));
    }

    private const string Segment =
        "ordinal, frame, schema, pack, block_at, block_bytes, skip, rows, first_at, last_at, source";

    private const string Order = "ORDER BY frame, first_at NULLS FIRST, ordinal";

    /// <summary>Segments as of commit <c>$1</c>, of frames selected by <c>$2</c>, that overlap <c>$4</c> to
    /// <c>$3</c>.</summary>
    public static string SelectSegments(string frames) => $"""
        SELECT {Segment} FROM frame_segment
        WHERE {frames} AND added <= $1 AND (removed IS NULL OR removed > $1)
            AND (first_at IS NULL OR (first_at <= $3 AND last_at >= $4))
        {Order}
        """;

    /// <summary>Live segments of the frames registered as <c>frame_touched</c>, each within its own range.</summary>
    public const string SelectTouched = $"""
        SELECT {Segment} FROM frame_segment s JOIN frame_touched t ON t.id = s.frame
        WHERE removed IS NULL AND (first_at IS NULL OR (first_at <= t.range_to AND last_at >= t.range_from))
        {Order}
        """;

    /// <summary>Schemas of all their segments, those that came first first.</summary>
    public static string SelectSchemas(string frames) => $"""
        SELECT DISTINCT frame, schema FROM frame_segment
        WHERE {frames} AND added <= $1 AND (removed IS NULL OR removed > $1) ORDER BY frame, schema
        """;

    private static bool IsIn(DuckConnection connection, string table) => Convert.ToInt64(connection.ExecuteScalar(
        $"SELECT count(*) FROM information_schema.tables WHERE table_name = '{table}'"),
        CultureInfo.InvariantCulture) > 0;

    public const string OfOne = "frame = $2";
    public const string OfPattern = "frame IN (SELECT id FROM frame WHERE path GLOB $2)";
    public const string OfPacks = "pack IN (SELECT id FROM frame_touched WHERE id <> $2)";

    public const string SelectLast = """
        SELECT number, epoch_us(committed_at) AS moment, note FROM frame_commit ORDER BY number DESC LIMIT 1
        """;

    /// <summary>Packs with live segments, and how many of their rows are not live.</summary>
    public const string SelectLivePacks = """
        SELECT p.id, p.rows - sum(s.rows)::BIGINT AS gone
        FROM frame_pack p JOIN frame_segment s ON s.pack = p.id WHERE s.removed IS NULL GROUP BY p.id, p.rows
        """;

    public const string SelectVersions = """
        SELECT number, epoch_us(committed_at) AS moment, note FROM frame_commit
        WHERE number IN (SELECT added FROM frame_segment WHERE frame = $1
            UNION ALL SELECT removed FROM frame_segment WHERE frame = $1 AND removed IS NOT NULL)
        """;

    public const string SelectSnapshots = """
        SELECT s.number, epoch_us(k.committed_at) AS moment, s.name
        FROM frame_snapshot s JOIN frame_commit k USING (number) ORDER BY s.name
        """;

    public const string SelectChunks = """
        SELECT c.high, c.low, c.pack, c.start FROM frame_chunk c JOIN frame_sought s USING (high, low)
        """;

    public const string SelectChunk = "SELECT pack, start FROM frame_chunk WHERE high = $1 AND low = $2";

    /// <summary>Chunks that some pack has not itself, and where they are.</summary>
    public const string SelectUsed = """
        SELECT high, low, pack, start FROM frame_chunk SEMI JOIN frame_chunk_use USING (high, low)
        """;

    /// <summary>Columns that packs with live rows refer to, and the names of the partitions that hold them.</summary>
    public const string SelectReferences = """
        SELECT DISTINCT high, low, holder FROM frame_reference
        WHERE pack IN (SELECT pack FROM frame_segment WHERE removed IS NULL)
        """;

    /// <summary>Deletes what neither a commit from <c>$1</c> on shows nor a snapshot.</summary>
    public const string DropSegments = """
        DELETE FROM frame_segment WHERE removed <= $1 AND NOT EXISTS
            (SELECT 1 FROM frame_snapshot s WHERE added <= s.number AND s.number < removed)
        """;

    /// <summary>Packs that no segment reads from, not even through another pack.</summary>
    public const string SelectUnused = """
        SELECT id, key, bytes FROM frame_pack WHERE id NOT IN (
            SELECT pack FROM frame_segment
            UNION SELECT c.pack FROM frame_chunk c JOIN frame_chunk_use u USING (high, low)
                WHERE u.pack IN (SELECT pack FROM frame_segment))
        """;

    /// <summary>Packs whose rows are all of the past.</summary>
    public const string SelectPast = """
        SELECT pack FROM frame_segment GROUP BY pack HAVING count(*) = count(removed) ORDER BY pack
        """;

    /// <summary>
    /// Packs of now that have rows of a frame from where, or until where, those registered as <c>frame_touched</c> had.
    /// </summary>
    public const string SelectHeirs = """
        WITH past AS MATERIALIZED (SELECT pack, frame, first_at, last_at FROM frame_segment
                WHERE pack IN (SELECT id FROM frame_touched)),
            present AS MATERIALIZED (SELECT pack, frame, first_at, last_at FROM frame_segment WHERE removed IS NULL
                AND last_at >= (SELECT min(first_at) FROM past) AND first_at <= (SELECT max(last_at) FROM past))
        SELECT p.pack, n.pack AS heir FROM past p JOIN present n USING (frame, first_at)
        UNION SELECT p.pack, n.pack FROM past p JOIN present n USING (frame, last_at) ORDER BY ALL
        """;

    /// <summary>Places segments where <c>frame_moved</c> says.</summary>
    public const string MoveSegments = """
        UPDATE frame_segment SET pack = m.pack, block_at = m.block_at, block_bytes = m.block_bytes FROM frame_moved m
        WHERE frame_segment.pack = m.old_pack AND frame_segment.block_at = m.old_block_at
        """;

    /// <summary>Forgets what chunks the packs registered as <c>frame_touched</c> have.</summary>
    public const string DropChunks = "DELETE FROM frame_chunk WHERE pack IN (SELECT id FROM frame_touched)";

    public const string DropUses = """
        DELETE FROM frame_chunk_use WHERE pack IN (SELECT id FROM frame_touched);
        DELETE FROM frame_reference WHERE pack IN (SELECT id FROM frame_touched);
        """;

    public const string DropPacks = "DELETE FROM frame_pack WHERE id IN (SELECT id FROM frame_touched)";
}
