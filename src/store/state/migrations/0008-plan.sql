-- Plans: a brief, the decision it led to, and every version of both. Versions are never changed.
CREATE TABLE plan (
  plan_id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL
);

CREATE TABLE plan_version (
  plan_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  -- JSON; what the list shows stands in `summary`.
  summary TEXT NOT NULL,
  decision TEXT NOT NULL,
  -- JSON, gzip, base64: the certificate and the inputs it was proven on, people by number.
  proof TEXT NOT NULL,
  change TEXT NOT NULL,
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  PRIMARY KEY (plan_id, version)
);

-- Links to one version. Only a digest of the token is kept.
CREATE TABLE plan_share (
  share_id TEXT PRIMARY KEY,
  token_digest TEXT NOT NULL UNIQUE,
  plan_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  revoked_at TEXT
);
CREATE INDEX plan_share_plan ON plan_share (plan_id);
