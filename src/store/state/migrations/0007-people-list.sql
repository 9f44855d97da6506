-- Lists of people as keyed hashes, for targets that no rows of acts describe.
CREATE TABLE people_list (
  list_id text PRIMARY KEY,
  name text NOT NULL UNIQUE,
  created_at text NOT NULL
);
CREATE TABLE people_list_member (
  list_id text NOT NULL REFERENCES people_list (list_id),
  actor_key text NOT NULL,
  PRIMARY KEY (list_id, actor_key)
);
