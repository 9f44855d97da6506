-- Human acts and running work. The subset of SQL that PostgreSQL shares: text, integer, real; no triggers.

CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
);

CREATE TABLE job (
  job_id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  dedupe_key TEXT UNIQUE,
  state TEXT NOT NULL,
  payload TEXT NOT NULL,
  progress REAL NOT NULL,
  message TEXT NOT NULL,
  result TEXT,
  error TEXT,
  attempts INTEGER NOT NULL,
  cancel_asked INTEGER NOT NULL,
  lease_until TEXT,
  created_at TEXT NOT NULL,
  started_at TEXT,
  finished_at TEXT
);
CREATE INDEX job_state ON job (state, created_at);

CREATE TABLE audit_log (
  audit_id TEXT PRIMARY KEY,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  act TEXT NOT NULL,
  subject_kind TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  detail TEXT NOT NULL
);
CREATE INDEX audit_log_at ON audit_log (at);

-- Linking accounts to a person is a human act with its evidence; undoing keeps the row.
CREATE TABLE person_link (
  link_id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  evidence TEXT NOT NULL,
  linked_by TEXT NOT NULL,
  linked_at TEXT NOT NULL,
  undone_by TEXT,
  undone_at TEXT,
  undone_reason TEXT
);
CREATE INDEX person_link_account ON person_link (account_id);
CREATE INDEX person_link_person ON person_link (person_id);

-- A person's correction stands beside the machine's value; neither overwrites the other.
CREATE TABLE correction (
  correction_id TEXT PRIMARY KEY,
  subject_kind TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  field TEXT NOT NULL,
  machine_value TEXT,
  human_value TEXT NOT NULL,
  reason TEXT NOT NULL,
  corrected_by TEXT NOT NULL,
  corrected_at TEXT NOT NULL,
  withdrawn_at TEXT
);
CREATE INDEX correction_subject ON correction (subject_kind, subject_id);

CREATE TABLE list (
  list_id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  note TEXT NOT NULL,
  created_at TEXT NOT NULL
);

CREATE TABLE list_member (
  list_id TEXT NOT NULL REFERENCES list (list_id),
  account_id TEXT NOT NULL,
  added_at TEXT NOT NULL,
  PRIMARY KEY (list_id, account_id)
);

CREATE TABLE saved_filter (
  filter_id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  filter TEXT NOT NULL,
  created_at TEXT NOT NULL
);

CREATE TABLE saved_mapping (
  mapping_id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  mapping TEXT NOT NULL,
  saved_at TEXT NOT NULL
);

CREATE TABLE upload (
  upload_id TEXT PRIMARY KEY,
  file_name TEXT NOT NULL,
  path TEXT NOT NULL,
  byte_count INTEGER NOT NULL,
  received_at TEXT NOT NULL
);

CREATE TABLE push_batch (
  batch_id TEXT PRIMARY KEY,
  idempotency_key TEXT NOT NULL UNIQUE,
  connector TEXT NOT NULL,
  digest TEXT NOT NULL,
  record_count INTEGER NOT NULL,
  path TEXT NOT NULL,
  state TEXT NOT NULL,
  received_at TEXT NOT NULL,
  run_id TEXT,
  error TEXT
);
CREATE INDEX push_batch_state ON push_batch (state, received_at);
