-- Bottom-k sketches of whole audiences: the least hashes of the people of one account under one basis. They merge, whoever
-- made them: the sketch of a union is the least hashes of both. A projection of facts, made anew for what changed.
CREATE TABLE audience_sketch (
  account_id VARCHAR NOT NULL,
  -- followers or engagers.
  basis VARCHAR NOT NULL,
  entries INTEGER NOT NULL,
  -- Distinct people, counted when the sketch was made.
  people BIGINT NOT NULL,
  -- Every hash below it is in the sketch; null when the whole set is.
  theta UBIGINT,
  -- Ascending.
  hashes UBIGINT[] NOT NULL,
  -- Ids under which facts speak of the account, and the sources that were read.
  fact_id VARCHAR[] NOT NULL,
  source_id INTEGER[] NOT NULL
);

-- Import runs that the sketches have seen.
CREATE TABLE audience_sketch_run (
  run_id VARCHAR NOT NULL
);
