-- Facts. Every row carries the source (one file or sheet of one import) and the row it came from.
-- Moments are UTC. Money is in minor units. Shares are 0-1. low/high bound a value; value is null when only bounds are known.

CREATE TABLE import_run (
  run_id VARCHAR NOT NULL,
  batch_id VARCHAR NOT NULL,
  file_name VARCHAR NOT NULL,
  digest VARCHAR NOT NULL,
  byte_count BIGINT NOT NULL,
  options_digest VARCHAR NOT NULL,
  connector VARCHAR NOT NULL,
  connector_version INTEGER NOT NULL,
  vendor VARCHAR NOT NULL,
  platform VARCHAR,
  source_class VARCHAR NOT NULL,
  brand VARCHAR,
  as_of TIMESTAMP NOT NULL,
  imported_at TIMESTAMP NOT NULL,
  rows_read BIGINT NOT NULL,
  rows_kept BIGINT NOT NULL,
  rows_new BIGINT NOT NULL,
  rows_rejected BIGINT NOT NULL,
  cells_unreadable BIGINT NOT NULL,
  unknown_columns VARCHAR[] NOT NULL,
  withheld_columns VARCHAR[] NOT NULL,
  warnings VARCHAR[] NOT NULL,
  fact_counts VARCHAR NOT NULL,
  mapping VARCHAR,
  seconds DOUBLE NOT NULL
);

CREATE TABLE source (
  source_id INTEGER NOT NULL,
  run_id VARCHAR NOT NULL,
  sheet VARCHAR,
  rows_read BIGINT NOT NULL,
  rows_kept BIGINT NOT NULL,
  rows_rejected BIGINT NOT NULL
);

-- The cells of a row as read, without personal columns. Engagement rows are their own record and are not repeated here.
CREATE TABLE source_row (
  source_id INTEGER NOT NULL,
  source_row INTEGER NOT NULL,
  cells VARCHAR NOT NULL
);

CREATE TABLE rejected_row (
  source_id INTEGER NOT NULL,
  source_row INTEGER NOT NULL,
  scope VARCHAR NOT NULL,
  column_name VARCHAR NOT NULL,
  value VARCHAR NOT NULL,
  reason VARCHAR NOT NULL,
  fix VARCHAR
);

CREATE TABLE unknown_column (
  source_id INTEGER NOT NULL,
  source_row INTEGER NOT NULL,
  column_name VARCHAR NOT NULL,
  value VARCHAR NOT NULL
);

CREATE TABLE account (
  account_id VARCHAR NOT NULL,
  platform VARCHAR NOT NULL,
  source_id INTEGER NOT NULL,
  source_row INTEGER NOT NULL
);

-- namespace: platform, handle, vendor:<name>, or row (named only by a nickname in one row).
CREATE TABLE account_identifier (
  account_id VARCHAR NOT NULL,
  platform VARCHAR NOT NULL,
  namespace VARCHAR NOT NULL,
  value VARCHAR NOT NULL,
  actor_key UBIGINT,
  source_id INTEGER NOT NULL,
  source_row INTEGER NOT NULL
);

-- One row named two accounts that the library holds apart. Nothing was merged.
CREATE TABLE identity_conflict (
  account_id VARCHAR NOT NULL,
  other_account_id VARCHAR NOT NULL,
  namespace VARCHAR NOT NULL,
  value VARCHAR NOT NULL,
  source_id INTEGER NOT NULL,
  source_row INTEGER NOT NULL
);

CREATE TABLE account_attribute (
  account_id VARCHAR NOT NULL,
  attribute VARCHAR NOT NULL,
  value VARCHAR NOT NULL,
  observed_at TIMESTAMP NOT NULL,
  vendor VARCHAR NOT NULL,
  column_name VARCHAR NOT NULL,
  source_id INTEGER NOT NULL,
  source_row INTEGER NOT NULL
);

CREATE TABLE account_snapshot (
  account_id VARCHAR NOT NULL,
  metric VARCHAR NOT NULL,
  window_days INTEGER NOT NULL,
  content VARCHAR NOT NULL,
  format VARCHAR NOT NULL,
  value DOUBLE,
  low DOUBLE,
  high DOUBLE,
  currency VARCHAR NOT NULL,
  observed_at TIMESTAMP NOT NULL,
  vendor VARCHAR NOT NULL,
  column_name VARCHAR NOT NULL,
  source_id INTEGER NOT NULL,
  source_row INTEGER NOT NULL
);

CREATE TABLE account_audience (
  account_id VARCHAR NOT NULL,
  dimension VARCHAR NOT NULL,
  base VARCHAR NOT NULL,
  segment VARCHAR NOT NULL,
  window_days INTEGER NOT NULL,
  content VARCHAR NOT NULL,
  format VARCHAR NOT NULL,
  share DOUBLE,
  low DOUBLE,
  high DOUBLE,
  n BIGINT,
  observed_at TIMESTAMP NOT NULL,
  vendor VARCHAR NOT NULL,
  column_name VARCHAR NOT NULL,
  source_id INTEGER NOT NULL,
  source_row INTEGER NOT NULL
);

CREATE TABLE quote (
  account_id VARCHAR NOT NULL,
  format VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,
  amount_minor DOUBLE,
  low_minor DOUBLE,
  high_minor DOUBLE,
  currency VARCHAR NOT NULL,
  tax_basis VARCHAR NOT NULL,
  rebate_share DOUBLE,
  fee_share DOUBLE,
  schedule VARCHAR,
  observed_at TIMESTAMP NOT NULL,
  vendor VARCHAR NOT NULL,
  column_name VARCHAR NOT NULL,
  source_id INTEGER NOT NULL,
  source_row INTEGER NOT NULL
);

CREATE TABLE post (
  post_id VARCHAR NOT NULL,
  platform VARCHAR NOT NULL,
  post_key VARCHAR NOT NULL,
  account_id VARCHAR,
  published_at TIMESTAMP,
  format VARCHAR,
  title VARCHAR,
  text VARCHAR,
  url VARCHAR,
  tag VARCHAR[] NOT NULL,
  mention VARCHAR[] NOT NULL,
  region VARCHAR,
  duration_seconds DOUBLE,
  sponsored BOOLEAN,
  parent_post_id VARCHAR,
  campaign VARCHAR,
  observed_at TIMESTAMP NOT NULL,
  vendor VARCHAR NOT NULL,
  source_id INTEGER NOT NULL,
  source_row INTEGER NOT NULL
);

CREATE TABLE post_media (
  post_id VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,
  url VARCHAR NOT NULL,
  sha256 VARCHAR,
  words VARCHAR,
  source_id INTEGER NOT NULL,
  source_row INTEGER NOT NULL
);

CREATE TABLE post_snapshot (
  post_id VARCHAR NOT NULL,
  metric VARCHAR NOT NULL,
  value DOUBLE,
  low DOUBLE,
  high DOUBLE,
  currency VARCHAR NOT NULL,
  observed_at TIMESTAMP NOT NULL,
  vendor VARCHAR NOT NULL,
  column_name VARCHAR NOT NULL,
  source_id INTEGER NOT NULL,
  source_row INTEGER NOT NULL
);

-- actor_key: the first 64 bits of HMAC-SHA-256 of platform and id under the workspace's key.
CREATE TABLE engagement (
  platform VARCHAR NOT NULL,
  post_id VARCHAR NOT NULL,
  act VARCHAR NOT NULL,
  actor_key UBIGINT NOT NULL,
  engagement_key VARCHAR,
  acted_at TIMESTAMP,
  text VARCHAR,
  parent_key VARCHAR,
  region VARCHAR,
  weight DOUBLE,
  source_id INTEGER NOT NULL,
  source_row INTEGER NOT NULL
);

-- Later words or weights of an act already stored under its key. Counts read `engagement` only.
CREATE TABLE engagement_revision (
  platform VARCHAR NOT NULL,
  post_id VARCHAR NOT NULL,
  act VARCHAR NOT NULL,
  actor_key UBIGINT NOT NULL,
  engagement_key VARCHAR,
  acted_at TIMESTAMP,
  text VARCHAR,
  parent_key VARCHAR,
  region VARCHAR,
  weight DOUBLE,
  source_id INTEGER NOT NULL,
  source_row INTEGER NOT NULL
);

CREATE TABLE follow (
  account_id VARCHAR NOT NULL,
  follower_key UBIGINT NOT NULL,
  position INTEGER,
  design VARCHAR NOT NULL,
  observed_at TIMESTAMP NOT NULL,
  source_id INTEGER NOT NULL,
  source_row INTEGER NOT NULL
);

CREATE TABLE actor (
  actor_key UBIGINT NOT NULL,
  platform VARCHAR NOT NULL,
  observed_at TIMESTAMP NOT NULL,
  joined_at TIMESTAMP,
  follower_count DOUBLE,
  following_count DOUBLE,
  post_count DOUBLE,
  bio_length DOUBLE,
  has_picture BOOLEAN,
  digits_in_name DOUBLE,
  name_length DOUBLE,
  is_private BOOLEAN,
  verified BOOLEAN,
  gender VARCHAR,
  age_band VARCHAR,
  region VARCHAR,
  source_id INTEGER NOT NULL,
  source_row INTEGER NOT NULL
);

CREATE TABLE cooperation (
  account_id VARCHAR NOT NULL,
  brand VARCHAR,
  campaign VARCHAR,
  product VARCHAR,
  mode VARCHAR NOT NULL,
  post_id VARCHAR,
  starts_on DATE,
  ends_on DATE,
  amount_minor DOUBLE,
  currency VARCHAR,
  state VARCHAR,
  observed_at TIMESTAMP NOT NULL,
  vendor VARCHAR NOT NULL,
  source_id INTEGER NOT NULL,
  source_row INTEGER NOT NULL
);

CREATE TABLE shop_order (
  platform VARCHAR NOT NULL,
  order_key VARCHAR NOT NULL,
  buyer_key UBIGINT,
  ordered_at TIMESTAMP NOT NULL,
  sku VARCHAR,
  quantity DOUBLE,
  amount_minor DOUBLE,
  currency VARCHAR,
  code VARCHAR,
  link VARCHAR,
  post_id VARCHAR,
  returned BOOLEAN,
  campaign VARCHAR,
  observed_at TIMESTAMP NOT NULL,
  source_id INTEGER NOT NULL,
  source_row INTEGER NOT NULL
);

CREATE TABLE reading (
  reading_id VARCHAR NOT NULL,
  subject_kind VARCHAR NOT NULL,
  subject_id VARCHAR NOT NULL,
  measure VARCHAR NOT NULL,
  as_of TIMESTAMP NOT NULL,
  input_digest VARCHAR NOT NULL,
  level VARCHAR,
  state VARCHAR NOT NULL,
  value DOUBLE,
  low DOUBLE,
  high DOUBLE,
  n BIGINT,
  unit VARCHAR,
  detail VARCHAR NOT NULL,
  computed_at TIMESTAMP NOT NULL
);

-- Search projection: one row an account, rebuilt from facts for every account an import touches.
CREATE TABLE account_card (
  account_id VARCHAR NOT NULL,
  platform VARCHAR NOT NULL,
  name VARCHAR,
  handle VARCHAR,
  platform_key VARCHAR,
  region VARCHAR,
  category VARCHAR[] NOT NULL,
  tag VARCHAR[] NOT NULL,
  brand VARCHAR[] NOT NULL,
  vendor VARCHAR[] NOT NULL,
  agency VARCHAR,
  verified VARCHAR,
  url VARCHAR,
  tier VARCHAR,
  follower_value DOUBLE,
  follower_low DOUBLE,
  follower_high DOUBLE,
  follower_at TIMESTAMP,
  follower_vendor VARCHAR,
  follower_source_id INTEGER,
  follower_source_row INTEGER,
  engagement_value DOUBLE,
  engagement_low DOUBLE,
  engagement_high DOUBLE,
  engagement_metric VARCHAR,
  engagement_window_days INTEGER,
  engagement_at TIMESTAMP,
  engagement_vendor VARCHAR,
  engagement_source_id INTEGER,
  engagement_source_row INTEGER,
  price_value DOUBLE,
  price_low DOUBLE,
  price_high DOUBLE,
  price_currency VARCHAR,
  price_format VARCHAR,
  price_at TIMESTAMP,
  price_vendor VARCHAR,
  price_source_id INTEGER,
  price_source_row INTEGER,
  post_count BIGINT NOT NULL,
  last_observed_at TIMESTAMP,
  search_text VARCHAR NOT NULL
);

-- One row a post: the newest known value of each column over all its versions.
CREATE TABLE post_card (
  post_id VARCHAR NOT NULL,
  platform VARCHAR NOT NULL,
  post_key VARCHAR NOT NULL,
  account_id VARCHAR,
  published_at TIMESTAMP,
  format VARCHAR,
  title VARCHAR,
  text VARCHAR,
  url VARCHAR,
  tag VARCHAR[] NOT NULL,
  mention VARCHAR[] NOT NULL,
  region VARCHAR,
  duration_seconds DOUBLE,
  sponsored BOOLEAN,
  parent_post_id VARCHAR,
  campaign VARCHAR,
  observed_at TIMESTAMP NOT NULL,
  vendor VARCHAR NOT NULL,
  source_id INTEGER NOT NULL,
  source_row INTEGER NOT NULL,
  search_text VARCHAR NOT NULL
);
