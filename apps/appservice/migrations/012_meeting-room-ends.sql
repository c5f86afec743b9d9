-- Up Migration

-- The end that a room's meetings gave it last; what a moderator set since then stays until they give another.
ALTER TABLE conferences ADD COLUMN meeting_end timestamptz;

-- Rooms of meetings from before are looked at once more, so that they get their ends.
UPDATE meetings SET due_at = now() WHERE own_room AND room_id IS NOT NULL;

-- Down Migration

ALTER TABLE conferences DROP COLUMN meeting_end;
