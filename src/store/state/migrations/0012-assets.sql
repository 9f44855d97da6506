-- Who the data belongs to. Sign-in and roles come later: `membership` is where they will stand.
CREATE TABLE organisation (
  organisation_id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  created_by TEXT NOT NULL,
  created_at TEXT NOT NULL
);

-- `words` is JSON: the names under which files speak of the brand.
CREATE TABLE brand (
  brand_id TEXT PRIMARY KEY,
  organisation_id TEXT NOT NULL,
  name TEXT NOT NULL UNIQUE,
  words TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_at TEXT NOT NULL,
  archived_at TEXT
);

-- A place to work in: of one brand, or of a group that may see what brands share with it.
CREATE TABLE workspace (
  workspace_id TEXT PRIMARY KEY,
  organisation_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  brand_id TEXT,
  name TEXT NOT NULL UNIQUE,
  created_by TEXT NOT NULL,
  created_at TEXT NOT NULL
);

CREATE TABLE membership (
  membership_id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL,
  who TEXT NOT NULL,
  role TEXT NOT NULL,
  granted_by TEXT NOT NULL,
  granted_at TEXT NOT NULL,
  ended_at TEXT
);
CREATE INDEX membership_workspace ON membership (workspace_id);

-- A brand lets a group read its history. Taken back, the row stays.
CREATE TABLE brand_grant (
  grant_id TEXT PRIMARY KEY,
  brand_id TEXT NOT NULL,
  workspace_id TEXT NOT NULL,
  purpose TEXT NOT NULL,
  granted_by TEXT NOT NULL,
  granted_at TEXT NOT NULL,
  revoked_by TEXT,
  revoked_at TEXT
);
CREATE INDEX brand_grant_workspace ON brand_grant (workspace_id);

ALTER TABLE campaign ADD COLUMN brand_id TEXT;
ALTER TABLE plan ADD COLUMN brand_id TEXT;

-- Values that plans take on trust, as somebody accepted them. Rows are added; the newest of a name holds.
CREATE TABLE assumption (
  assumption_id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  brand TEXT,
  value REAL NOT NULL,
  low REAL,
  high REAL,
  n INTEGER NOT NULL,
  source TEXT NOT NULL,
  method TEXT NOT NULL,
  detail TEXT NOT NULL,
  as_of TEXT,
  accepted_by TEXT NOT NULL,
  accepted_at TEXT NOT NULL,
  note TEXT NOT NULL
);
CREATE INDEX assumption_name ON assumption (name, accepted_at);

-- A person put another number beside a stored forecast. Both are forecasts and both are scored.
CREATE TABLE forecast_override (
  override_id TEXT PRIMARY KEY,
  machine_id TEXT NOT NULL,
  human_id TEXT NOT NULL,
  why TEXT NOT NULL,
  who TEXT NOT NULL,
  at TEXT NOT NULL
);
CREATE INDEX forecast_override_machine ON forecast_override (machine_id);

-- Accounts that the brand runs itself.
CREATE TABLE own_account (
  own_id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL,
  brand TEXT,
  persona TEXT NOT NULL,
  since TEXT NOT NULL,
  added_by TEXT NOT NULL,
  added_at TEXT NOT NULL,
  ended_at TEXT
);
CREATE INDEX own_account_account ON own_account (account_id);
