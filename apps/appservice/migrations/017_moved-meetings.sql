-- Up Migration

-- The appointment that a meeting was before it came here: its calendar entry keeps that UID.
ALTER TABLE meetings ADD COLUMN imported jsonb;

-- Meetings of another system that wait for their organisers, and where their old addresses lead.
CREATE TABLE migration_meetings (
  -- That of the item in the ledger.
  key text PRIMARY KEY,
  wave text NOT NULL REFERENCES migration_waves (name),
  organiser text NOT NULL,
  -- Parts of the old address, as `meetingOfUrl` reads them; without them nothing leads here.
  link_domain text,
  link_user text,
  link_id text,
  old_link text NOT NULL,
  subject text NOT NULL,
  -- What becomes of it; without it `problem` says why nothing can.
  wish jsonb,
  problem text,
  meeting_id uuid UNIQUE REFERENCES meetings (id) ON DELETE SET NULL,
  prepared_at timestamptz NOT NULL DEFAULT now(),
  approved_at timestamptz
);
CREATE INDEX migration_meetings_by_link ON migration_meetings (link_id, link_user, link_domain);
CREATE INDEX migration_meetings_by_organiser ON migration_meetings (organiser);

-- Down Migration

DROP TABLE migration_meetings;
ALTER TABLE meetings DROP COLUMN imported;
