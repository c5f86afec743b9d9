-- Up Migration

-- A template of the agency's own that is not offered any more. Rooms made from it know what they are without it.
ALTER TABLE conference_templates ADD COLUMN away boolean NOT NULL DEFAULT false;

-- Down Migration

ALTER TABLE conference_templates DROP COLUMN away;
