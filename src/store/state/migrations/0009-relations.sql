-- What people remember of the creators they work with, and what may be used of theirs. Rows name accounts by id; accounts
-- that are linked to one person are read together.

-- White, grey and black list. Every line has its reason; the newest line of an account counts. Lines are never changed.
CREATE TABLE kol_mark (
  mark_id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL,
  colour TEXT NOT NULL,
  reason TEXT NOT NULL,
  marked_by TEXT NOT NULL,
  marked_at TEXT NOT NULL
);
CREATE INDEX kol_mark_account ON kol_mark (account_id);

-- How to reach somebody: personal data. Erasing removes the row.
CREATE TABLE kol_contact (
  contact_id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  channel TEXT NOT NULL,
  value TEXT NOT NULL,
  note TEXT NOT NULL,
  recorded_by TEXT NOT NULL,
  recorded_at TEXT NOT NULL
);
CREATE INDEX kol_contact_account ON kol_contact (account_id);

-- What was said, when, by whom. Appended only; `digest` covers the line and the digest of the line before it.
CREATE TABLE kol_log (
  entry_id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL,
  said_at TEXT NOT NULL,
  kind TEXT NOT NULL,
  direction TEXT NOT NULL,
  text TEXT NOT NULL,
  said_by TEXT NOT NULL,
  campaign TEXT,
  -- The line that this one corrects.
  corrects TEXT,
  recorded_by TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  digest TEXT NOT NULL
);
CREATE INDEX kol_log_account ON kol_log (account_id, entry_id);

CREATE TABLE kol_gift (
  gift_id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL,
  campaign TEXT,
  what TEXT NOT NULL,
  value_minor REAL,
  currency TEXT,
  sent_on TEXT NOT NULL,
  -- What was asked for it: none, post, unknown.
  asks TEXT NOT NULL,
  note TEXT NOT NULL,
  recorded_by TEXT NOT NULL,
  recorded_at TEXT NOT NULL
);
CREATE INDEX kol_gift_account ON kol_gift (account_id);

-- Prices that people wrote down or read from a quote file. Amounts are never changed; `state` is what became of the offer.
CREATE TABLE kol_quote (
  quote_id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL,
  platform TEXT NOT NULL,
  campaign TEXT,
  format TEXT NOT NULL,
  -- list, quoted, paid, bundle, licence, travel: as in the facts.
  kind TEXT NOT NULL,
  amount_minor REAL NOT NULL,
  currency TEXT NOT NULL,
  -- included or excluded; a quote without it is refused.
  tax_basis TEXT NOT NULL,
  tax_share REAL,
  fee_share REAL,
  rebate_share REAL,
  schedule TEXT,
  quoted_on TEXT NOT NULL,
  valid_until TEXT,
  quoted_by TEXT NOT NULL,
  -- open, accepted, declined, withdrawn; a price that was paid is accepted.
  state TEXT NOT NULL,
  note TEXT NOT NULL,
  file_name TEXT,
  file_digest TEXT,
  file_row INTEGER,
  recorded_by TEXT NOT NULL,
  recorded_at TEXT NOT NULL
);
CREATE INDEX kol_quote_account ON kol_quote (account_id);
CREATE UNIQUE INDEX kol_quote_file ON kol_quote (file_digest, file_row, format, kind);

-- One promised piece of content of a cooperation.
CREATE TABLE deliverable (
  deliverable_id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL,
  campaign TEXT NOT NULL,
  what TEXT NOT NULL,
  format TEXT,
  due_on TEXT,
  recorded_by TEXT NOT NULL,
  recorded_at TEXT NOT NULL
);
CREATE INDEX deliverable_account ON deliverable (account_id);

-- draft, changes_asked, approved, delivered: appended, with who and when.
CREATE TABLE deliverable_step (
  step_id TEXT PRIMARY KEY,
  deliverable_id TEXT NOT NULL REFERENCES deliverable (deliverable_id),
  step TEXT NOT NULL,
  note TEXT NOT NULL,
  said_by TEXT NOT NULL,
  said_at TEXT NOT NULL,
  post_id TEXT,
  document_id TEXT,
  recorded_by TEXT NOT NULL,
  recorded_at TEXT NOT NULL
);
CREATE INDEX deliverable_step_of ON deliverable_step (deliverable_id, step_id);

-- Files kept in <home>/documents under their SHA-256.
CREATE TABLE kept_document (
  document_id TEXT PRIMARY KEY,
  sha256 TEXT NOT NULL,
  file_name TEXT NOT NULL,
  byte_count INTEGER NOT NULL,
  recorded_by TEXT NOT NULL,
  recorded_at TEXT NOT NULL
);

-- What may be used of an account's content. Null is unknown, never “all” and never “none”.
CREATE TABLE usage_right (
  right_id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL,
  campaign TEXT,
  post_id TEXT,
  what TEXT NOT NULL,
  -- JSON arrays.
  territories TEXT,
  channels TEXT,
  edits TEXT,
  group_use INTEGER,
  -- dated, open_ended, unknown.
  term TEXT NOT NULL,
  starts_on TEXT,
  expires_on TEXT,
  fee_minor REAL,
  currency TEXT,
  clause TEXT NOT NULL,
  document_id TEXT REFERENCES kept_document (document_id),
  renews TEXT,
  recorded_by TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  ended_on TEXT,
  ended_reason TEXT,
  ended_by TEXT
);
CREATE INDEX usage_right_account ON usage_right (account_id);
CREATE INDEX usage_right_expiry ON usage_right (expires_on);

-- Every use that was made of somebody's content, with what the ledger said that day. Appended only.
CREATE TABLE right_use (
  use_id TEXT PRIMARY KEY,
  right_id TEXT,
  account_id TEXT NOT NULL,
  post_id TEXT,
  used_on TEXT NOT NULL,
  territory TEXT NOT NULL,
  channel TEXT NOT NULL,
  edited TEXT NOT NULL,
  place TEXT NOT NULL,
  verdict TEXT NOT NULL,
  reasons TEXT NOT NULL,
  recorded_by TEXT NOT NULL,
  recorded_at TEXT NOT NULL
);
CREATE INDEX right_use_account ON right_use (account_id);
