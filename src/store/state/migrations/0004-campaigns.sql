-- Campaigns that people keep. A campaign is named as in the files; cooperations, orders and posts of that name are its facts.
CREATE TABLE campaign (
  campaign TEXT PRIMARY KEY,
  brand TEXT,
  plan_id TEXT,
  starts_on TEXT,
  ends_on TEXT,
  budget_minor REAL,
  currency TEXT,
  created_by TEXT NOT NULL,
  created_at TEXT NOT NULL
);

-- One account's contracted work. `terms` is JSON: [{quantity, least, note}].
CREATE TABLE placement (
  placement_id TEXT PRIMARY KEY,
  campaign TEXT NOT NULL,
  account_id TEXT NOT NULL,
  platform TEXT NOT NULL,
  post_id TEXT,
  format TEXT,
  product TEXT,
  mode TEXT NOT NULL,
  price_minor REAL,
  currency TEXT,
  terms TEXT NOT NULL,
  publish_on TEXT,
  created_by TEXT NOT NULL,
  created_at TEXT NOT NULL,
  withdrawn_at TEXT
);
CREATE INDEX placement_campaign ON placement (campaign);

-- Links and codes handed to a placement, by which orders are told apart.
CREATE TABLE tracked_link (
  link_id TEXT PRIMARY KEY,
  campaign TEXT NOT NULL,
  account_id TEXT,
  post_id TEXT,
  kind TEXT NOT NULL,
  value TEXT NOT NULL,
  sku TEXT,
  created_by TEXT NOT NULL,
  created_at TEXT NOT NULL,
  withdrawn_at TEXT
);
CREATE UNIQUE INDEX tracked_link_value ON tracked_link (kind, value);
CREATE INDEX tracked_link_campaign ON tracked_link (campaign);

-- What happened around a campaign: a giveaway, press, hot search. Explains alarms; never hides them.
CREATE TABLE context_event (
  event_id TEXT PRIMARY KEY,
  campaign TEXT NOT NULL,
  post_id TEXT,
  kind TEXT NOT NULL,
  note TEXT NOT NULL,
  from_at TEXT NOT NULL,
  until_at TEXT NOT NULL,
  recorded_by TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  withdrawn_at TEXT
);
CREATE INDEX context_event_campaign ON context_event (campaign);

-- What somebody or the program expected, before it was known. Rows are added, never changed; a new belief is a new row.
CREATE TABLE forecast (
  forecast_id TEXT PRIMARY KEY,
  subject_kind TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  campaign TEXT,
  quantity TEXT NOT NULL,
  -- Hours after publication (post) or start (campaign) that the quantity is told for.
  horizon_hours REAL NOT NULL,
  made_at TEXT NOT NULL,
  made_by_kind TEXT NOT NULL,
  made_by TEXT NOT NULL,
  method TEXT NOT NULL,
  value REAL NOT NULL,
  low REAL,
  high REAL,
  level REAL,
  n INTEGER,
  unit TEXT NOT NULL,
  detail TEXT NOT NULL
);
CREATE INDEX forecast_subject ON forecast (subject_kind, subject_id, quantity);
CREATE INDEX forecast_campaign ON forecast (campaign);

-- One watched campaign: where its readings come from and what the watch knows. Alarms are added, never changed.
CREATE TABLE campaign_watch (
  campaign TEXT PRIMARY KEY,
  declared_rate REAL NOT NULL,
  method TEXT NOT NULL,
  watched_until TEXT,
  readings INTEGER NOT NULL,
  summary TEXT NOT NULL,
  updated_at TEXT NOT NULL
);

CREATE TABLE campaign_alarm (
  alarm_id TEXT PRIMARY KEY,
  campaign TEXT NOT NULL,
  post_id TEXT NOT NULL,
  metric TEXT NOT NULL,
  kind TEXT NOT NULL,
  from_at TEXT NOT NULL,
  raised_at TEXT NOT NULL,
  detail TEXT NOT NULL,
  recorded_at TEXT NOT NULL
);
CREATE INDEX campaign_alarm_campaign ON campaign_alarm (campaign, raised_at);
