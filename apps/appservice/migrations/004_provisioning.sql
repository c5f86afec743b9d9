-- Up Migration

-- What an administrator has made of a template, or a template of the agency's own.
CREATE TABLE conference_templates (
  id text PRIMARY KEY,
  version integer NOT NULL CHECK (version > 0),
  settings jsonb NOT NULL,
  changed_by text NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT now()
);

-- `maker` is whoever asked: the person itself, or `client:<id>` on behalf of `requester`.
ALTER TABLE provisionings
  ADD COLUMN maker text,
  ADD COLUMN plan jsonb,
  ADD COLUMN bulk boolean NOT NULL DEFAULT false,
  ADD COLUMN attempts integer NOT NULL DEFAULT 0,
  -- Not before: a scheduled room, or the pause after trouble.
  ADD COLUMN due_at timestamptz NOT NULL DEFAULT now(),
  -- The room as the homeserver told of it, which also reaches us where its answer got lost.
  ADD COLUMN sighted_room_id text,
  DROP CONSTRAINT provisionings_state_check,
  ADD CONSTRAINT provisionings_state_check
    CHECK (state IN ('queued', 'running', 'ready', 'failed', 'cancelled'));
UPDATE provisionings SET maker = requester;
ALTER TABLE provisionings
  DROP CONSTRAINT provisionings_requester_external_key_key,
  ADD CONSTRAINT provisionings_by_key UNIQUE (maker, external_key);
CREATE INDEX provisionings_open ON provisionings (due_at) WHERE state IN ('queued', 'running');
CREATE INDEX provisionings_by_maker ON provisionings (maker, created_at, id);
CREATE INDEX provisionings_by_time ON provisionings (created_at, id);

CREATE TABLE conference_batches (
  id uuid PRIMARY KEY,
  maker text NOT NULL,
  external_key text,
  -- Of the wishes: the same key with others is a conflict.
  fingerprint bytea NOT NULL,
  label text NOT NULL,
  skipped jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  cancelled_at timestamptz,
  UNIQUE (maker, external_key)
);
CREATE INDEX conference_batches_by_time ON conference_batches (created_at, id);

-- A wish may stand in several batches: whoever sends a longer file again gets no second rooms.
CREATE TABLE conference_batch_items (
  batch_id uuid NOT NULL REFERENCES conference_batches (id) ON DELETE CASCADE,
  number integer NOT NULL,
  provisioning_id uuid NOT NULL REFERENCES provisionings (id),
  PRIMARY KEY (batch_id, number)
);
CREATE INDEX conference_batch_items_by_wish ON conference_batch_items (provisioning_id);

-- The life of a conference room.
ALTER TABLE conferences
  ADD COLUMN plan jsonb,
  ADD COLUMN ends_at timestamptz,
  ADD COLUMN told text NOT NULL DEFAULT 'nothing' CHECK (told IN ('nothing', 'over', 'last-warning')),
  ADD COLUMN told_at timestamptz,
  ADD COLUMN closed_at timestamptz,
  ADD COLUMN checked_at timestamptz NOT NULL DEFAULT now(),
  ADD COLUMN drift text[] NOT NULL DEFAULT '{}',
  -- The room that took its place.
  ADD COLUMN replaced_by text;
CREATE INDEX conferences_ending ON conferences (ends_at) WHERE ends_at IS NOT NULL AND closed_at IS NULL;
CREATE INDEX conferences_to_check ON conferences (checked_at) WHERE closed_at IS NULL AND replaced_by IS NULL;
CREATE INDEX conferences_by_time ON conferences (created_at, room_id);

-- Other systems. Of their secrets only hashes.
CREATE TABLE api_clients (
  id text PRIMARY KEY,
  name text NOT NULL,
  secret_hash bytea NOT NULL,
  scopes text[] NOT NULL,
  requests_per_minute integer NOT NULL,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  last_used_at timestamptz,
  revoked_at timestamptz
);

-- Answers to requests with an Idempotency-Key; without a status while the first is under way.
CREATE TABLE idempotent_answers (
  caller text NOT NULL,
  key text NOT NULL,
  fingerprint bytea NOT NULL,
  status integer,
  body jsonb,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (caller, key)
);
CREATE INDEX idempotent_answers_by_time ON idempotent_answers (created_at);

-- Down Migration

DROP TABLE idempotent_answers, api_clients, conference_batch_items, conference_batches, conference_templates;
ALTER TABLE conferences
  DROP COLUMN plan, DROP COLUMN ends_at, DROP COLUMN told, DROP COLUMN told_at, DROP COLUMN closed_at,
  DROP COLUMN checked_at, DROP COLUMN drift, DROP COLUMN replaced_by;
ALTER TABLE provisionings
  DROP CONSTRAINT provisionings_by_key,
  DROP COLUMN maker, DROP COLUMN plan, DROP COLUMN bulk, DROP COLUMN attempts, DROP COLUMN due_at,
  DROP COLUMN sighted_room_id,
  ADD CONSTRAINT provisionings_requester_external_key_key UNIQUE (requester, external_key);
