-- Up Migration

-- What moderators, administrators and other systems did. Each entry carries the hash of the one before
-- it, so that a changed or missing entry shows; nothing in here is ever changed.
CREATE TABLE audit_entries (
  number bigint PRIMARY KEY,
  at timestamptz NOT NULL,
  actor text NOT NULL,
  act text NOT NULL,
  room_id text,
  subject text,
  details jsonb NOT NULL,
  previous bytea NOT NULL,
  hash bytea NOT NULL
);
CREATE INDEX audit_entries_by_room ON audit_entries (room_id, number);
CREATE INDEX audit_entries_by_time ON audit_entries (at);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit log is append-only';
END $$;
CREATE TRIGGER audit_entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Down Migration

DROP TABLE audit_entries;
DROP FUNCTION refuse_change;
