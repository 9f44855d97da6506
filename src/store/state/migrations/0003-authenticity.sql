-- What people say about readings. Machine labels stay as they are; these stand beside them.
CREATE TABLE reading_review (
  review_id TEXT PRIMARY KEY,
  reading_id TEXT NOT NULL,
  subject_kind TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  measure TEXT NOT NULL,
  machine_level TEXT NOT NULL,
  verdict TEXT NOT NULL,
  note TEXT NOT NULL,
  reviewed_by TEXT NOT NULL,
  reviewed_at TEXT NOT NULL
);
CREATE INDEX reading_review_subject ON reading_review (subject_kind, subject_id);

-- The creator's right of reply: text kept as given, never changed.
CREATE TABLE reply (
  reply_id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL,
  measure TEXT,
  text TEXT NOT NULL,
  said_by TEXT NOT NULL,
  said_on TEXT NOT NULL,
  recorded_by TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  withdrawn_at TEXT
);
CREATE INDEX reply_account ON reply (account_id);

-- Declared use of programs that add traffic, with the words and the day of the declaration.
CREATE TABLE bot_disclosure (
  disclosure_id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL,
  post_id TEXT,
  text TEXT NOT NULL,
  disclosed_on TEXT NOT NULL,
  recorded_by TEXT NOT NULL,
  recorded_at TEXT NOT NULL
);
CREATE INDEX bot_disclosure_account ON bot_disclosure (account_id);

-- What a thousand bought acts cost, by day: the user's own table.
CREATE TABLE market_price (
  price_id TEXT PRIMARY KEY,
  platform TEXT NOT NULL,
  act TEXT NOT NULL,
  low_minor REAL NOT NULL,
  high_minor REAL NOT NULL,
  currency TEXT NOT NULL,
  priced_on TEXT NOT NULL,
  source TEXT NOT NULL,
  recorded_at TEXT NOT NULL
);
CREATE INDEX market_price_act ON market_price (platform, act, priced_on);
