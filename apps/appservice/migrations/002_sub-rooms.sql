-- Up Migration

-- Small conferences beside the call of a room. Rows go some minutes after the sub-room has closed.
CREATE TABLE sub_rooms (
  id text PRIMARY KEY,
  room_id text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  closed_at timestamptz
);
CREATE INDEX sub_rooms_open ON sub_rooms (room_id) WHERE closed_at IS NULL;

CREATE TABLE sub_room_people (
  sub_room_id text NOT NULL REFERENCES sub_rooms (id) ON DELETE CASCADE,
  user_id text NOT NULL,
  state text NOT NULL CHECK (state IN ('invited', 'in', 'declined', 'left')),
  invited_by text NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (sub_room_id, user_id)
);
CREATE INDEX sub_room_people_by_inviter ON sub_room_people (invited_by, changed_at);

-- Down Migration

DROP TABLE sub_room_people, sub_rooms;
