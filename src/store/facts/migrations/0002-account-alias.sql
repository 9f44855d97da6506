-- Accounts that a person declared to be one (state store, `account_join`): every id but the shown one, with the shown
-- one. A projection of those decisions; facts keep the id they came under.
CREATE TABLE account_alias (
  account_id VARCHAR NOT NULL,
  canonical_id VARCHAR NOT NULL
);
