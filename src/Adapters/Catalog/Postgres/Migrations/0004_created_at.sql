-- When a published row was committed. Rows that are there get the start of the run they are of.
DO $$
DECLARE
    table_of record;
BEGIN
    FOR table_of IN SELECT table_name, dataset FROM published LOOP
        EXECUTE format('ALTER TABLE %I ADD COLUMN created_at timestamptz', table_of.table_name);
        EXECUTE format('UPDATE %I t SET created_at = r.started_at FROM partition p JOIN pipeline_run r USING (run_id) '
            'WHERE p.dataset = %L AND p.key = t.partition_key', table_of.table_name, table_of.dataset);
    END LOOP;
END $$;
