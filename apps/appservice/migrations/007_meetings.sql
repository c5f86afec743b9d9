-- Up Migration

-- A meeting or a series. `version` grows with every change; `settled_version` is the one that its room shows.
CREATE TABLE meetings (
  id uuid PRIMARY KEY,
  organiser text NOT NULL,
  external_key text,
  -- As it was asked for, to tell a repeated wish from a different one.
  request jsonb NOT NULL,
  fields jsonb NOT NULL,
  exceptions jsonb NOT NULL DEFAULT '[]',
  version integer NOT NULL DEFAULT 1,
  cancelled_at timestamptz,
  cancel_reason text NOT NULL DEFAULT '',
  first_start timestamptz NOT NULL,
  last_end timestamptz NOT NULL,
  provisioning_id uuid,
  room_id text,
  own_room boolean NOT NULL,
  settled_version integer NOT NULL DEFAULT 0,
  -- When the room has to be looked at again; whoever does pushes it ahead meanwhile.
  due_at timestamptz NOT NULL DEFAULT now(),
  attempts integer NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT now(),
  changed_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organiser, external_key)
);
CREATE INDEX meetings_by_organiser ON meetings (organiser, last_end);
CREATE INDEX meetings_by_room ON meetings (room_id);
CREATE INDEX meetings_due ON meetings (due_at);

-- Whoever is asked to come. Of the address for answers by mail only a hash is kept.
CREATE TABLE meeting_people (
  id uuid PRIMARY KEY,
  meeting_id uuid NOT NULL REFERENCES meetings (id) ON DELETE CASCADE,
  position integer NOT NULL,
  user_id text,
  mail text,
  name text NOT NULL DEFAULT '',
  optional boolean NOT NULL,
  answer text NOT NULL DEFAULT 'open'
    CHECK (answer IN ('accepted', 'tentative', 'declined', 'open')),
  -- When an answer by mail was given, by its own clock: an older one that comes late changes nothing.
  answer_stamp timestamptz,
  reply_hash bytea NOT NULL UNIQUE,
  link_id uuid REFERENCES guest_links (id),
  removed_at timestamptz,
  CHECK ((user_id IS NULL) <> (mail IS NULL)),
  UNIQUE (meeting_id, user_id),
  UNIQUE (meeting_id, mail)
);
CREATE INDEX meeting_people_by_user ON meeting_people (user_id) WHERE removed_at IS NULL;

-- Answers for single occurrences, by the wall time that the rule gives them.
CREATE TABLE meeting_answers (
  person_id uuid NOT NULL REFERENCES meeting_people (id) ON DELETE CASCADE,
  original text NOT NULL,
  answer text NOT NULL CHECK (answer IN ('accepted', 'tentative', 'declined', 'open')),
  answer_stamp timestamptz,
  PRIMARY KEY (person_id, original)
);

-- What is to be sent: at most one mail for each version and person.
CREATE TABLE meeting_mails (
  id uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES meeting_people (id) ON DELETE CASCADE,
  version integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('request', 'cancel')),
  -- One occurrence in place of the series.
  original text,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'covered', 'failed')),
  attempts integer NOT NULL DEFAULT 0,
  due_at timestamptz NOT NULL DEFAULT now(),
  created_at timestamptz NOT NULL DEFAULT now(),
  done_at timestamptz,
  UNIQUE (person_id, version)
);
CREATE INDEX meeting_mails_waiting ON meeting_mails (due_at) WHERE state = 'waiting';

CREATE TABLE calendar_feeds (
  user_id text PRIMARY KEY,
  token_hash bytea NOT NULL UNIQUE,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_read_at timestamptz
);

CREATE TABLE conference_pins (
  pin text PRIMARY KEY,
  room_id text NOT NULL UNIQUE,
  created_at timestamptz NOT NULL DEFAULT now()
);

-- Down Migration

DROP TABLE conference_pins, calendar_feeds, meeting_mails, meeting_answers, meeting_people, meetings;
