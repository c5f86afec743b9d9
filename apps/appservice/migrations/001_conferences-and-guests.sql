-- Up Migration

-- One wish for a conference room. `external_key` makes a repeated wish find the same row.
CREATE TABLE provisionings (
  id uuid PRIMARY KEY,
  requester text NOT NULL,
  external_key text,
  request jsonb NOT NULL,
  state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'ready', 'failed')),
  room_id text,
  problem text,
  not_invited text[] NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (requester, external_key)
);

CREATE TABLE conferences (
  room_id text PRIMARY KEY,
  provisioning_id uuid UNIQUE REFERENCES provisionings (id),
  title text NOT NULL,
  kind text NOT NULL,
  encrypted boolean NOT NULL,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

-- Of the token only a hash is kept: whoever reads this table cannot enter.
CREATE TABLE guest_links (
  id uuid PRIMARY KEY,
  room_id text NOT NULL REFERENCES conferences (room_id),
  token_hash bytea NOT NULL UNIQUE,
  label text NOT NULL,
  role text NOT NULL CHECK (role IN ('moderator', 'presenter', 'guest')),
  not_before timestamptz,
  expires_at timestamptz NOT NULL,
  max_uses integer NOT NULL CHECK (max_uses > 0),
  uses integer NOT NULL DEFAULT 0 CHECK (uses >= 0 AND uses <= max_uses),
  revoked_at timestamptz,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX guest_links_by_room ON guest_links (room_id);

-- One guest's stay. The name is emptied when the stay ends.
CREATE TABLE guest_entries (
  id uuid PRIMARY KEY,
  link_id uuid NOT NULL REFERENCES guest_links (id),
  room_id text NOT NULL,
  user_id text NOT NULL UNIQUE,
  display_name text NOT NULL,
  state text NOT NULL CHECK (state IN ('entering', 'inside', 'ending', 'ended')),
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  -- Until when somebody works on ending it; another replica waits for that moment.
  claimed_until timestamptz,
  ended_at timestamptz
);
CREATE INDEX guest_entries_by_link ON guest_entries (link_id);
CREATE INDEX guest_entries_open ON guest_entries (expires_at) WHERE state <> 'ended';

-- Counters of failed attempts, in the form that rate-limiter-flexible expects.
CREATE TABLE attempts (
  key varchar(255) PRIMARY KEY,
  points integer NOT NULL DEFAULT 0,
  expire bigint
);

-- Transactions of the homeserver that have been worked off.
CREATE TABLE transactions (
  id text PRIMARY KEY,
  received_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX transactions_by_time ON transactions (received_at);

-- The account that reads rooms through the homeserver's admin API; its token is encrypted.
CREATE TABLE service_account (
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  user_id text NOT NULL,
  sealed_token text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

-- Down Migration

DROP TABLE service_account, transactions, attempts, guest_entries, guest_links, conferences, provisionings;
