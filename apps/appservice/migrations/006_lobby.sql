-- Up Migration

-- What rooms say about their lobbies, for those who wait; the rooms themselves are the truth.
CREATE TABLE lobbies (
  room_id text PRIMARY KEY REFERENCES conferences (room_id) ON DELETE CASCADE,
  is_on boolean NOT NULL,
  message text NOT NULL,
  colleagues boolean NOT NULL,
  come_back boolean NOT NULL,
  begins_at timestamptz,
  -- Rises with every change, so that whoever waits is told of it.
  version bigint NOT NULL DEFAULT 1
);

-- One wait of one person. The reason goes with the decision, everything else some hours later.
CREATE TABLE lobby_waits (
  id uuid PRIMARY KEY,
  room_id text NOT NULL REFERENCES conferences (room_id) ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('colleague', 'external', 'guest')),
  user_id text NOT NULL,
  -- Of a guest's address only a hash is kept.
  address_hash bytea,
  display_name text NOT NULL,
  organisation text NOT NULL,
  reason text NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'admitted', 'refused', 'left')),
  -- Whether the room is as the decision says.
  applied boolean NOT NULL DEFAULT false,
  banned boolean NOT NULL DEFAULT false,
  -- Put out of the room after having been admitted: counts as never admitted.
  removed boolean NOT NULL DEFAULT false,
  sentence text NOT NULL DEFAULT '',
  decided_by text,
  since timestamptz NOT NULL DEFAULT now(),
  -- When a guest's browser asked last.
  seen_at timestamptz NOT NULL DEFAULT now(),
  decided_at timestamptz,
  version bigint NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX lobby_waits_one_each ON lobby_waits (room_id, user_id) WHERE state = 'waiting';
CREATE INDEX lobby_waits_by_room ON lobby_waits (room_id, state, since);
CREATE INDEX lobby_waits_to_apply ON lobby_waits (decided_at) WHERE NOT applied AND state <> 'waiting';

-- Down Migration

DROP TABLE lobby_waits, lobbies;
