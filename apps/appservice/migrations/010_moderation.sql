-- Up Migration

-- Roles that end by themselves. A row is there before the room knows of the role, so that none outlives a
-- process that is killed in between.
CREATE TABLE temporary_roles (
  room_id text NOT NULL,
  user_id text NOT NULL,
  power integer NOT NULL,
  -- Power before; null where the room named none.
  power_before integer,
  given_by text NOT NULL,
  ends_at timestamptz NOT NULL,
  -- Whether there was a call since, and since when nobody is in it.
  call_seen boolean NOT NULL DEFAULT false,
  empty_since timestamptz,
  PRIMARY KEY (room_id, user_id)
);

-- Events of rooms that the audit log has taken up: delivered twice they are written once.
CREATE TABLE audited_events (
  event_id text PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX audited_events_by_time ON audited_events (at);

CREATE TABLE reports (
  id uuid PRIMARY KEY,
  room_id text NOT NULL,
  user_id text NOT NULL,
  event_id text,
  reason text NOT NULL,
  reporter text NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  done_by text,
  done_at timestamptz
);
CREATE INDEX reports_by_room ON reports (room_id, at);
CREATE INDEX reports_by_time ON reports (at);
CREATE INDEX reports_by_reporter ON reports (reporter, at);

-- The log is asked for by these as well.
CREATE INDEX audit_entries_by_actor ON audit_entries (actor, number);
CREATE INDEX audit_entries_by_act ON audit_entries (act, number);

-- Down Migration

DROP INDEX audit_entries_by_act;
DROP INDEX audit_entries_by_actor;
DROP TABLE reports;
DROP TABLE audited_events;
DROP TABLE temporary_roles;
