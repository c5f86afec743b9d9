-- Up Migration

-- What the people of a wave are told on a day before or after the change.
CREATE TABLE migration_mailings (
  wave text NOT NULL REFERENCES migration_waves (name),
  stage text NOT NULL,
  language text NOT NULL,
  template text NOT NULL,
  contact text NOT NULL,
  PRIMARY KEY (wave, stage)
);

-- One mail for each person and stage, over all waves.
CREATE TABLE migration_mails (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  wave text NOT NULL,
  stage text NOT NULL,
  user_id text NOT NULL,
  address text NOT NULL,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'failed')),
  attempts integer NOT NULL DEFAULT 0,
  due_at timestamptz NOT NULL DEFAULT now(),
  done_at timestamptz,
  UNIQUE (user_id, stage),
  FOREIGN KEY (wave, stage) REFERENCES migration_mailings (wave, stage)
);
CREATE INDEX migration_mails_due ON migration_mails (due_at) WHERE state = 'waiting';
CREATE INDEX migration_mails_by_wave ON migration_mails (wave, stage, state);

-- Down Migration

DROP TABLE migration_mails, migration_mailings;
