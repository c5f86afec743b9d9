-- Up Migration

-- What the agency has settled in the client; no row means the defaults.
CREATE TABLE agency_settings (
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  version integer NOT NULL,
  settings jsonb NOT NULL,
  changed_by text NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT now()
);

-- Down Migration

DROP TABLE agency_settings;
