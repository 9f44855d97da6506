-- Two accounts of one platform declared to be one: account_id is shown as canonical_id. Undoing keeps the row.
CREATE TABLE account_join (
  join_id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL,
  canonical_id TEXT NOT NULL,
  evidence TEXT NOT NULL,
  joined_by TEXT NOT NULL,
  joined_at TEXT NOT NULL,
  undone_by TEXT,
  undone_at TEXT,
  undone_reason TEXT
);
CREATE INDEX account_join_account ON account_join (account_id);
