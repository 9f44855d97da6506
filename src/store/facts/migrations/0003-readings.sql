-- Readings with their words and the rows behind them. The table of 0001 was never written.
DROP TABLE reading;

CREATE TABLE reading (
  reading_id VARCHAR NOT NULL,
  subject_kind VARCHAR NOT NULL,
  subject_id VARCHAR NOT NULL,
  measure VARCHAR NOT NULL,
  as_of TIMESTAMP NOT NULL,
  input_digest VARCHAR NOT NULL,
  level VARCHAR NOT NULL,
  state VARCHAR NOT NULL,
  value DOUBLE,
  low DOUBLE,
  high DOUBLE,
  n BIGINT,
  unit VARCHAR,
  -- JSON: {en, zh}; the rest of an ok or insufficient result.
  summary VARCHAR NOT NULL,
  detail VARCHAR NOT NULL,
  row_count BIGINT NOT NULL,
  computed_at TIMESTAMP NOT NULL
);

-- The most telling rows of a reading, first first.
CREATE TABLE reading_row (
  reading_id VARCHAR NOT NULL,
  place INTEGER NOT NULL,
  source_id INTEGER NOT NULL,
  source_row INTEGER NOT NULL,
  note VARCHAR
);
