-- Up Migration

-- The speaking list of a room as it was after the last event that was worked off; the ids of the last
-- events are part of it, so that none is worked off twice.
CREATE TABLE speaking_lists (
  room_id text PRIMARY KEY,
  list jsonb NOT NULL,
  version bigint NOT NULL,
  -- What the room shows. Less than version: still to be written there.
  published bigint NOT NULL,
  -- Hands (event ids) that are still to be taken out of the room.
  lowering text[] NOT NULL DEFAULT '{}',
  changed_at timestamptz NOT NULL DEFAULT now()
);

-- Rooms in which something has happened that has not been worked off yet.
CREATE TABLE speaking_due (
  room_id text PRIMARY KEY,
  -- Counts up, so that what happens during the work is not forgotten with it.
  mark bigint NOT NULL DEFAULT 1,
  -- Somebody has left: are all who are in the list still in the room?
  members boolean NOT NULL DEFAULT false,
  since timestamptz NOT NULL DEFAULT now()
);

-- Who spoke from when to when, and what chairs did: for the minutes. Holds ids of people.
CREATE TABLE speaking_log (
  room_id text NOT NULL,
  number bigint NOT NULL,
  at timestamptz NOT NULL,
  entry jsonb NOT NULL,
  PRIMARY KEY (room_id, number)
);

-- Down Migration

DROP TABLE speaking_log;
DROP TABLE speaking_due;
DROP TABLE speaking_lists;
