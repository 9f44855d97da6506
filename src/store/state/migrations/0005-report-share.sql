-- Reports that may be read without an account until a day. The secret itself is not kept.
CREATE TABLE report_share (
  token_digest TEXT NOT NULL PRIMARY KEY,
  report_id TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL
);
