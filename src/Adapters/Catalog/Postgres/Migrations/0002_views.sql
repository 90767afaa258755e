-- Names of seed-000's catalog that no dataset publishes: raw payloads, the audit log and summaries.

-- The day in a payload's key (source/entity/2024-03-05.json); null where it names none.
CREATE FUNCTION payload_day(key text) RETURNS date LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    day text := split_part(split_part(key, '/', 3), '.', 1);
BEGIN
    IF day !~ '^\d{4}-\d{2}-\d{2}$' THEN RETURN NULL; END IF;
    RETURN make_date(left(day, 4)::int, substr(day, 6, 2)::int, right(day, 2)::int);
EXCEPTION WHEN datetime_field_overflow THEN
    RETURN NULL;
END $$;

CREATE INDEX idx_raw_news_asset_published ON partition (split_part(key, '/', 2), payload_day(key))
    WHERE dataset = 'raw_payload' AND split_part(key, '/', 1) = 'finnhub';
CREATE INDEX idx_raw_news_alt_asset_published ON partition (split_part(key, '/', 2), payload_day(key))
    WHERE dataset = 'raw_payload' AND split_part(key, '/', 1) = 'google_news';

CREATE VIEW raw_payload AS
    SELECT split_part(key, '/', 1) AS source, split_part(key, '/', 2) AS asset_id, payload_day(key) AS as_of_date,
        'raw/' || key AS raw_path, bytes, run_id
    FROM partition WHERE dataset = 'raw_payload';
CREATE VIEW raw_news AS SELECT * FROM raw_payload WHERE source = 'finnhub';
CREATE VIEW raw_news_alt AS SELECT * FROM raw_payload WHERE source = 'google_news';
CREATE VIEW raw_fmp_fundamentals AS SELECT * FROM raw_payload WHERE source = 'fmp';
CREATE VIEW raw_eodhd_economic_events AS SELECT * FROM raw_payload WHERE source = 'eodhd_economic_events';
CREATE VIEW raw_eodhd_options AS SELECT * FROM raw_payload WHERE source = 'eodhd_options';

CREATE VIEW asset AS
    SELECT key AS asset_id, max(rows) FILTER (WHERE dataset = 'price') AS price_rows,
        (sum(rows) FILTER (WHERE dataset = 'price_window'))::bigint AS price_windows
    FROM partition WHERE dataset IN ('price', 'price_window') GROUP BY key;

CREATE VIEW audit_log AS
    SELECT r.started_at, p.run_id, p.dataset, p.key AS partition_key, p.producer, p.rows, p.bytes,
        encode(p.content, 'hex') AS content_sha256
    FROM partition p LEFT JOIN pipeline_run r USING (run_id);

CREATE VIEW pipeline_run_summary AS
    SELECT run_name, status, count(*) AS runs, max(started_at) AS last_started_at
    FROM pipeline_run GROUP BY run_name, status;

CREATE VIEW data_quality_summary AS
    SELECT dataset, count(*) AS partitions, sum(rows)::bigint AS rows, sum(bytes)::bigint AS bytes,
        sum((SELECT sum((r ->> 'Rows')::bigint) FROM json_array_elements(rejects::json) r))::bigint AS rejected
    FROM partition GROUP BY dataset;
