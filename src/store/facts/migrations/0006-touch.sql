-- What an order's own file says of its state, place and seller; and visits that a tracked link counted.
ALTER TABLE shop_order ADD COLUMN status VARCHAR;
ALTER TABLE shop_order ADD COLUMN refund_minor DOUBLE;
ALTER TABLE shop_order ADD COLUMN region VARCHAR;
ALTER TABLE shop_order ADD COLUMN account_id VARCHAR;

-- One visit of a tracked link. Programs and prefetches are marked in `agent`, not left out. `visitor_key` is a keyed hash.
CREATE TABLE touch (
  touch_key VARCHAR NOT NULL,
  code VARCHAR NOT NULL,
  campaign VARCHAR NOT NULL,
  account_id VARCHAR,
  post_id VARCHAR,
  touched_at TIMESTAMP NOT NULL,
  agent VARCHAR NOT NULL,
  visitor_key UBIGINT,
  source_id INTEGER NOT NULL,
  source_row INTEGER NOT NULL
);
