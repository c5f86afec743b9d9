-- Up Migration

-- What a report is about, and the mail to the agency's address that tells of it.
ALTER TABLE reports
  ADD COLUMN kind text NOT NULL DEFAULT 'other',
  ADD COLUMN mail_state text NOT NULL DEFAULT 'none',
  ADD COLUMN mail_attempts integer NOT NULL DEFAULT 0,
  ADD COLUMN mail_due_at timestamptz NOT NULL DEFAULT now();
CREATE INDEX reports_to_mail ON reports (mail_due_at) WHERE mail_state = 'waiting';

-- Down Migration

DROP INDEX reports_to_mail;
ALTER TABLE reports
  DROP COLUMN kind,
  DROP COLUMN mail_state,
  DROP COLUMN mail_attempts,
  DROP COLUMN mail_due_at;
