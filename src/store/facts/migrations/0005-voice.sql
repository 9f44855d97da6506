-- What people say, read by named models: a projection of posts and of engagements with words, made anew when a model or a
-- dictionary changes. Corrections of people stand in the state store and never change these rows.
CREATE TABLE voice_text (
  -- `p:` and the post's id, or `c:` and a digest of the act and its words.
  text_id VARCHAR NOT NULL,
  -- post or comment.
  kind VARCHAR NOT NULL,
  platform VARCHAR NOT NULL,
  post_id VARCHAR NOT NULL,
  account_id VARCHAR,
  actor_key UBIGINT,
  -- The account's own words under its post.
  by_creator BOOLEAN NOT NULL,
  said_at TIMESTAMP,
  -- Short Chinese name of the province; overseas; null when unknown.
  province VARCHAR,
  language VARCHAR NOT NULL,
  text VARCHAR NOT NULL,
  -- Shares 0-1 of positive and negative feeling; by words alone in the plain columns.
  positive DOUBLE NOT NULL,
  negative DOUBLE NOT NULL,
  plain_positive DOUBLE NOT NULL,
  plain_negative DOUBLE NOT NULL,
  -- positive, neutral or negative: the largest share.
  feeling VARCHAR NOT NULL,
  plain_feeling VARCHAR NOT NULL,
  model VARCHAR NOT NULL,
  -- asks, wants or bought, with its characters.
  intent VARCHAR,
  intent_from INTEGER,
  intent_to INTEGER,
  word VARCHAR[] NOT NULL,
  source_id INTEGER NOT NULL,
  source_row INTEGER NOT NULL
);

CREATE TABLE voice_aspect (
  text_id VARCHAR NOT NULL,
  aspect VARCHAR NOT NULL,
  aspect_word VARCHAR NOT NULL,
  opinion VARCHAR NOT NULL,
  -- 1 for, -1 against.
  polarity INTEGER NOT NULL,
  brand VARCHAR,
  product VARCHAR,
  aspect_from INTEGER NOT NULL,
  aspect_to INTEGER NOT NULL,
  opinion_from INTEGER NOT NULL,
  opinion_to INTEGER NOT NULL,
  source_id INTEGER NOT NULL
);

CREATE TABLE voice_mention (
  text_id VARCHAR NOT NULL,
  -- brand, product, person or place.
  entity_kind VARCHAR NOT NULL,
  entity VARCHAR NOT NULL,
  mention_from INTEGER NOT NULL,
  mention_to INTEGER NOT NULL,
  source_id INTEGER NOT NULL
);

-- Texts that have a word, by day and source.
CREATE TABLE voice_word_day (
  source_id INTEGER NOT NULL,
  kind VARCHAR NOT NULL,
  said_on DATE NOT NULL,
  word VARCHAR NOT NULL,
  texts BIGINT NOT NULL
);

-- How far each source was read, and by what: a digest of model, labels and dictionary.
CREATE TABLE voice_source (
  source_id INTEGER NOT NULL,
  until_row INTEGER NOT NULL,
  reader VARCHAR NOT NULL
);

-- Words new to the newest window, with their days.
CREATE TABLE voice_new_word (
  word VARCHAR NOT NULL,
  first_seen_on DATE NOT NULL,
  last_seen_on DATE NOT NULL,
  texts BIGINT NOT NULL,
  background_texts BIGINT NOT NULL,
  cohesion DOUBLE NOT NULL,
  freedom DOUBLE NOT NULL,
  burst DOUBLE NOT NULL,
  score DOUBLE NOT NULL,
  window_from DATE NOT NULL,
  window_until DATE NOT NULL,
  model VARCHAR NOT NULL
);

CREATE TABLE voice_new_word_day (
  word VARCHAR NOT NULL,
  said_on DATE NOT NULL,
  texts BIGINT NOT NULL
);

-- How an account writes: means of style features over its posts, in the order of the model.
CREATE TABLE voice_style (
  account_id VARCHAR NOT NULL,
  platform VARCHAR NOT NULL,
  posts BIGINT NOT NULL,
  feature DOUBLE[] NOT NULL,
  model VARCHAR NOT NULL
);
