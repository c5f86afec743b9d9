-- Up Migration

-- Rooms whose moderators keep a list of who was in the call.
CREATE TABLE attendance_rooms (
  room_id text PRIMARY KEY,
  switched_by text NOT NULL,
  switched_at timestamptz NOT NULL DEFAULT now()
);

-- One device's time in such a call. `seen_at` is when it was last known to be there.
CREATE TABLE attendance_stays (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  room_id text NOT NULL,
  user_id text NOT NULL,
  device text NOT NULL,
  display_name text NOT NULL,
  began_at timestamptz NOT NULL,
  seen_at timestamptz NOT NULL,
  ended_at timestamptz
);
CREATE INDEX attendance_stays_by_room ON attendance_stays (room_id, began_at);
CREATE UNIQUE INDEX attendance_stays_open ON attendance_stays (room_id, user_id, device)
  WHERE ended_at IS NULL;

-- Down Migration

DROP TABLE attendance_stays, attendance_rooms;
