-- Short links of the redirect endpoint: where each leads, whose it is, until when. Only these are followed.
CREATE TABLE redirect (
  code TEXT PRIMARY KEY,
  target TEXT NOT NULL,
  campaign TEXT NOT NULL,
  account_id TEXT,
  post_id TEXT,
  -- 1: a returning browser is known again by a random cookie, kept as a keyed hash.
  remembers INTEGER NOT NULL,
  expires_at TEXT,
  created_by TEXT NOT NULL,
  created_at TEXT NOT NULL,
  withdrawn_at TEXT
);
CREATE INDEX redirect_campaign ON redirect (campaign);
