-- Up Migration

-- Whether the mail server may have it, although nobody knows: whoever sent it has not come to write that down.
ALTER TABLE meeting_mails ADD COLUMN handed_over boolean NOT NULL DEFAULT false;

-- Down Migration

ALTER TABLE meeting_mails DROP COLUMN handed_over;
