-- Frames of consumers to invite: keyed hashes drawn from rows of comments, with what each said about taking part. Nothing is
-- overwritten: the newest line of the log counts.
CREATE TABLE invitation (
  invitation_id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  definition TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at TEXT NOT NULL
);

CREATE TABLE invitee (
  invitation_id TEXT NOT NULL REFERENCES invitation (invitation_id),
  actor_key TEXT NOT NULL,
  platform TEXT NOT NULL,
  cell TEXT NOT NULL,
  texts INTEGER NOT NULL,
  PRIMARY KEY (invitation_id, actor_key)
);

CREATE TABLE consent (
  consent_id TEXT PRIMARY KEY,
  invitation_id TEXT NOT NULL REFERENCES invitation (invitation_id),
  actor_key TEXT NOT NULL,
  state TEXT NOT NULL,
  note TEXT NOT NULL,
  recorded_by TEXT NOT NULL,
  recorded_at TEXT NOT NULL
);
CREATE INDEX consent_invitee ON consent (invitation_id, actor_key);
