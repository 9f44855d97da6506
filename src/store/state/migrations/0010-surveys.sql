-- Surveys, whom they ask, what was answered, and people who were erased.
CREATE TABLE survey (
  survey_id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  campaign TEXT,
  -- draft, open or closed.
  state TEXT NOT NULL,
  -- JSON: texts, questions. Fixed once the survey was opened.
  definition TEXT NOT NULL,
  -- Token of the link that anybody may answer; null where only personal links count.
  open_link TEXT UNIQUE,
  -- JSON: margins and bounds of its weights.
  weighting TEXT,
  created_by TEXT NOT NULL,
  created_at TEXT NOT NULL,
  opened_at TEXT,
  closed_at TEXT
);

-- Personal links. Only a digest of the token is kept.
CREATE TABLE survey_link (
  token_digest TEXT PRIMARY KEY,
  survey_id TEXT NOT NULL REFERENCES survey (survey_id),
  actor_key TEXT NOT NULL,
  platform TEXT,
  invitation_id TEXT,
  -- Quota cell of the frame.
  cell TEXT NOT NULL,
  made_at TEXT NOT NULL,
  opened_at TEXT,
  UNIQUE (survey_id, actor_key)
);

CREATE TABLE survey_import (
  import_id TEXT PRIMARY KEY,
  survey_id TEXT NOT NULL REFERENCES survey (survey_id),
  file_name TEXT NOT NULL,
  digest TEXT NOT NULL,
  -- JSON: layout, columns, counts, rejected rows.
  report TEXT NOT NULL,
  imported_by TEXT NOT NULL,
  imported_at TEXT NOT NULL
);

CREATE TABLE survey_response (
  response_id TEXT PRIMARY KEY,
  survey_id TEXT NOT NULL REFERENCES survey (survey_id),
  token_digest TEXT,
  actor_key TEXT,
  -- hosted or file.
  source TEXT NOT NULL,
  import_id TEXT,
  external_id TEXT,
  language TEXT NOT NULL,
  -- agreed, complete or declined.
  state TEXT NOT NULL,
  -- Digest of the secret by which a browser goes on.
  resume_digest TEXT,
  consented_at TEXT,
  started_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  finished_at TEXT,
  UNIQUE (survey_id, token_digest),
  UNIQUE (survey_id, external_id)
);
CREATE INDEX survey_response_actor ON survey_response (actor_key);

CREATE TABLE survey_answer (
  response_id TEXT NOT NULL REFERENCES survey_response (response_id),
  question_id TEXT NOT NULL,
  -- JSON.
  value TEXT NOT NULL,
  answered_at TEXT NOT NULL,
  PRIMARY KEY (response_id, question_id)
);

-- People who asked to be erased: a digest of their key under the workspace's, so that a file cannot bring them back.
CREATE TABLE erased_person (
  tombstone TEXT PRIMARY KEY,
  erased_at TEXT NOT NULL
);

CREATE TABLE erasure (
  erasure_id TEXT PRIMARY KEY,
  -- JSON: rows removed and rows left by table, files; nothing that tells who it was.
  receipt TEXT NOT NULL,
  erased_by TEXT NOT NULL,
  erased_at TEXT NOT NULL
);
