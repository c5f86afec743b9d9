-- Up Migration

-- Of the code only a keyed hash is kept: it is short enough to try all of them against a plain one.
ALTER TABLE guest_links
  ADD COLUMN code_hash bytea UNIQUE,
  ADD COLUMN lobby boolean NOT NULL DEFAULT false,
  ADD COLUMN password_hash text,
  DROP CONSTRAINT guest_links_role_check,
  ADD CONSTRAINT guest_links_role_check
    CHECK (role IN ('moderator', 'presenter', 'guest', 'listener'));

ALTER TABLE guest_entries
  DROP CONSTRAINT guest_entries_state_check,
  ADD CONSTRAINT guest_entries_state_check
    CHECK (state IN ('entering', 'waiting', 'inside', 'ending', 'ended'));
CREATE INDEX guest_entries_by_room ON guest_entries (room_id) WHERE state <> 'ended';

-- How many guests came on a day (UTC); stays after all that is known of the guests is gone.
CREATE TABLE guest_days (
  day date PRIMARY KEY,
  guests integer NOT NULL
);

-- Down Migration

DROP TABLE guest_days;
DROP INDEX guest_entries_by_room;
DELETE FROM guest_entries WHERE state = 'waiting';
ALTER TABLE guest_entries
  DROP CONSTRAINT guest_entries_state_check,
  ADD CONSTRAINT guest_entries_state_check
    CHECK (state IN ('entering', 'inside', 'ending', 'ended'));
UPDATE guest_links SET role = 'guest' WHERE role = 'listener';
ALTER TABLE guest_links
  DROP COLUMN code_hash, DROP COLUMN lobby, DROP COLUMN password_hash,
  DROP CONSTRAINT guest_links_role_check,
  ADD CONSTRAINT guest_links_role_check CHECK (role IN ('moderator', 'presenter', 'guest'));
