-- Up Migration

CREATE TABLE migration_waves (
  name text PRIMARY KEY,
  label text NOT NULL,
  -- On which its people change over.
  day date,
  frozen boolean NOT NULL DEFAULT false,
  state text NOT NULL DEFAULT 'planned'
    CHECK (state IN ('planned', 'running', 'paused', 'done', 'rolling-back', 'rolled-back')),
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  started_at timestamptz,
  finished_at timestamptz
);

-- The ledger: what is to be made, what was made, and what became of it.
CREATE TABLE migration_items (
  kind text NOT NULL,
  key text NOT NULL,
  wave text NOT NULL REFERENCES migration_waves (name),
  position bigint GENERATED ALWAYS AS IDENTITY,
  -- For the report.
  name text,
  -- Address in the old system: two of them for one account are a collision.
  source text,
  -- Of history and of the people of a channel.
  channel text,
  -- The space that it stands in.
  space text,
  -- Of a room, in the content of its creation.
  marker text UNIQUE,
  -- Forgotten where it is personal and not needed any more (history, contacts).
  payload jsonb,
  digest bytea NOT NULL,
  state text NOT NULL DEFAULT 'queued'
    CHECK (state IN ('queued', 'done', 'failed', 'kept', 'undone')),
  problem text,
  attempts integer NOT NULL DEFAULT 0,
  made jsonb NOT NULL DEFAULT '{}',
  -- The room as the homeserver told of it, which also reaches us where its answer got lost.
  sighted_room_id text,
  due_at timestamptz NOT NULL DEFAULT now(),
  -- Written before the first thing is done for it: from then on there may be something.
  begun_at timestamptz,
  done_at timestamptz,
  PRIMARY KEY (kind, key)
);
CREATE INDEX migration_items_by_wave ON migration_items (wave, kind, state, position);
CREATE INDEX migration_items_by_time ON migration_items (wave, kind, done_at);
CREATE INDEX migration_items_by_channel ON migration_items (wave, channel, key)
  WHERE kind = 'history' AND state = 'queued';
CREATE INDEX migration_items_by_space ON migration_items (space) WHERE space IS NOT NULL;

-- Files of messages that were sent before the messages.
CREATE TABLE migration_files (
  sha256 text PRIMARY KEY,
  mxc text NOT NULL,
  media_type text NOT NULL,
  bytes bigint NOT NULL,
  sent_at timestamptz NOT NULL DEFAULT now()
);
