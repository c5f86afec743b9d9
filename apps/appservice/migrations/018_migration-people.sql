-- Up Migration

-- Who is still in the old system: read by everybody's client while an agency moves.
CREATE INDEX migration_items_coming ON migration_items (key)
  WHERE kind = 'account' AND state IN ('queued', 'failed', 'undone');
CREATE INDEX migration_items_by_source ON migration_items (lower(source)) WHERE kind = 'account';

-- Down Migration

DROP INDEX migration_items_by_source;
DROP INDEX migration_items_coming;
