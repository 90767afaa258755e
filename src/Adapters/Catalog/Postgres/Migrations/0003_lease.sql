-- Who computes a partition, of the processes that share a run.
CREATE TABLE lease (
    dataset text NOT NULL, key text NOT NULL, owner text NOT NULL, expires timestamptz NOT NULL,
    PRIMARY KEY (dataset, key));
CREATE INDEX lease_owner ON lease (owner);
