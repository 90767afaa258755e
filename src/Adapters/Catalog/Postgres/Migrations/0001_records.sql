-- What a run remembers. Keys are unique here: several processes may share this catalog.
CREATE TABLE partition (
    dataset text NOT NULL, key text NOT NULL, fingerprint bytea NOT NULL, content bytea NOT NULL,
    producer text NOT NULL, run_id text NOT NULL, rows bigint NOT NULL, bytes bigint NOT NULL,
    objects bytea NOT NULL, row_index bytea, rejects text NOT NULL,
    PRIMARY KEY (dataset, key));
-- Hashes do not compress.
ALTER TABLE partition ALTER objects SET STORAGE EXTERNAL, ALTER row_index SET STORAGE EXTERNAL;

CREATE TABLE partition_input (
    dataset text NOT NULL, key text NOT NULL, position integer NOT NULL, input_dataset text NOT NULL,
    input_key text NOT NULL, after bigint NOT NULL, until bigint NOT NULL, rows_sha256 bytea NOT NULL,
    PRIMARY KEY (dataset, key, position));

CREATE TABLE pipeline_run (
    run_id text PRIMARY KEY, run_name text NOT NULL, status text NOT NULL, started_at timestamptz NOT NULL,
    finished_at timestamptz, seed bigint NOT NULL, git_hash text NOT NULL, config text NOT NULL, meta text NOT NULL);

CREATE TABLE published (table_name text PRIMARY KEY, dataset text NOT NULL);
