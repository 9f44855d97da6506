/** The statements of a merge. All run inside one transaction; temporary tables die with its connection. */
import { ident, join, type Sql, sql } from '#store/facts/sql.ts';
import type { FactTable } from './fact-tables.ts';
import { STAGES, type StageName } from './stages.ts';

const text = (value: string): Sql => ({ strings: [value], values: [] });
export const stageTable = (stage: StageName): Sql => ident(`stage_${stage}`);

/** An empty staging table. */
export const createStage = (stage: StageName): Sql =>
  sql`CREATE OR REPLACE TEMP TABLE ${stageTable(stage)} (${join(
    Object.entries(STAGES[stage]).map(([name, type]) => sql`${ident(name)} ${text(type)}`),
    ', ',
  )})`;

/** Loads a staged NDJSON file. */
export const loadStage = (stage: StageName, path: string): Sql =>
  sql`CREATE OR REPLACE TEMP TABLE ${stageTable(stage)} AS SELECT * FROM read_json(${path}, format = 'newline_delimited', maximum_object_size = 16777216, columns = ${text(
    `{${Object.entries(STAGES[stage])
      .map(([name, type]) => `'${name}': '${type}'`)
      .join(', ')}}`,
  )})`;

/** Accounts of the file against the library: the strongest id that is known decides. */
export const resolveRefs = (): Sql => sql`
  CREATE OR REPLACE TEMP TABLE ref_account AS
  WITH known AS (
    SELECT i.ref, e.account_id, CASE e.namespace WHEN 'platform' THEN 0 WHEN 'handle' THEN 1 WHEN 'row' THEN 3 ELSE 2 END AS strength
    FROM stage_identifier i
    JOIN account_identifier e ON e.platform = i.platform AND e.namespace = i.namespace AND e.value = i.value
  ), best AS (
    SELECT ref, account_id FROM known
    QUALIFY row_number() OVER (PARTITION BY ref ORDER BY strength, account_id) = 1
  )
  SELECT r.ref, r.src, r.row, b.account_id IS NULL AS is_new, r.platform,
    coalesce(b.account_id, r.platform || ':' || CASE r.namespace WHEN 'platform' THEN '' WHEN 'handle' THEN '@' WHEN 'row' THEN '~' ELSE substr(r.namespace, 8) || '=' END || r.value) AS account_id
  FROM stage_ref r LEFT JOIN best b ON b.ref = r.ref`;

export const insertAccounts = (firstSource: number): Sql => sql`
  INSERT INTO account
  SELECT account_id, min(platform), ${firstSource} + min_by(src, src * 4294967296 + row), min_by(row, src * 4294967296 + row)
  FROM ref_account WHERE is_new GROUP BY account_id`;

/** Rows that name two accounts: inside the file, or a known id that belongs to somebody else. */
export const insertConflicts = (firstSource: number): Sql => sql`
  INSERT INTO identity_conflict
  SELECT DISTINCT a.account_id, o.account_id, c.namespace, c.value, ${firstSource} + c.src, c.row
  FROM stage_conflict c JOIN ref_account a ON a.ref = c.ref JOIN ref_account o ON o.ref = c.other
  WHERE a.account_id <> o.account_id
  UNION
  SELECT a.account_id, e.account_id, i.namespace, i.value, ${firstSource} + i.src, i.row
  FROM stage_identifier i JOIN ref_account a ON a.ref = i.ref
  JOIN account_identifier e ON e.platform = i.platform AND e.namespace = i.namespace AND e.value = i.value
  WHERE e.account_id <> a.account_id`;

export const freshIdentifiers = (): Sql => sql`
  CREATE OR REPLACE TEMP TABLE fresh AS
  SELECT a.account_id, i.platform, i.namespace, i.value, i.actor_key, i.src, i.row
  FROM stage_identifier i JOIN ref_account a ON a.ref = i.ref
  WHERE NOT EXISTS (SELECT 1 FROM account_identifier e WHERE e.platform = i.platform AND e.namespace = i.namespace AND e.value = i.value)
  QUALIFY row_number() OVER (PARTITION BY i.platform, i.namespace, i.value ORDER BY i.src, i.row) = 1`;

export const insertIdentifiers = (firstSource: number): Sql => sql`
  INSERT INTO account_identifier SELECT account_id, platform, namespace, value, actor_key, ${firstSource} + src, row FROM fresh`;

const expression = (name: string, given: string | null, vendor: string): Sql =>
  given === '$vendor'
    ? sql`${vendor}::VARCHAR`
    : given === null
      ? text(`s.${ident(name).strings[0]}`)
      : text(given);

/** Staged rows that are not stored yet, one for each identity, at their first place. */
export function freshRows(fact: FactTable, vendor: string): Sql {
  const keys = Object.entries(fact.identity);
  const carried = Object.entries(fact.carried);
  const from =
    fact.account === 'none'
      ? sql`${stageTable(fact.stage)} s`
      : sql`${stageTable(fact.stage)} s ${text(fact.account === 'optional' ? 'LEFT JOIN' : 'JOIN')} ref_account a ON a.ref = s.ref`;
  const same = join(
    keys.map(([name]) =>
      name === fact.key
        ? sql`f.${ident(name)} = n.${ident(name)}`
        : sql`f.${ident(name)} IS NOT DISTINCT FROM n.${ident(name)}`,
    ),
    ' AND ',
  );
  return sql`
  CREATE OR REPLACE TEMP TABLE fresh AS
  WITH candidate AS (
    SELECT ${join(
      keys.map(([name, given]) => sql`${expression(name, given, vendor)} AS ${ident(name)}`),
      ', ',
    )},
      ${join(
        carried.map(
          ([name, given]) => sql`${expression(name, given, vendor)} AS ${ident(`carried_${name}`)}, `,
        ),
        ' ',
      )}
      s.src::BIGINT * 4294967296 + s.row AS place
    FROM ${from}
  ), n AS (
    SELECT ${join(
      keys.map(([name]) => ident(name)),
      ', ',
    )},
      ${join(
        carried.map(
          ([name]) => sql`min_by(${ident(`carried_${name}`)}, place) AS ${ident(`carried_${name}`)}, `,
        ),
        ' ',
      )}
      min(place) AS place
    FROM candidate GROUP BY ${join(
      keys.map(([name]) => ident(name)),
      ', ',
    )}
  )
  SELECT * FROM n WHERE NOT EXISTS (SELECT 1 FROM ${ident(fact.table)} f WHERE ${same})`;
}

export const insertFresh = (fact: FactTable, firstSource: number): Sql => {
  const names = [...Object.keys(fact.identity), ...Object.keys(fact.carried)];
  return sql`
  INSERT INTO ${ident(fact.table)} (${join(names.map(ident), ', ')}, source_id, source_row)
  SELECT ${join([...Object.keys(fact.identity).map(ident), ...Object.keys(fact.carried).map((c) => ident(`carried_${c}`))], ', ')},
    ${firstSource} + floor(place / 4294967296)::INTEGER, (place % 4294967296)::INTEGER
  FROM fresh`;
};

/** The rows of the file that added something. */
export const createNewRows = (): Sql => sql`CREATE OR REPLACE TEMP TABLE new_row (place BIGINT)`;
export const noteFresh = (): Sql => sql`INSERT INTO new_row SELECT DISTINCT place FROM fresh`;
export const noteFreshPlaces = (): Sql =>
  sql`INSERT INTO new_row SELECT DISTINCT src::BIGINT * 4294967296 + row FROM fresh`;

/**
 * Engagements: an act with the platform's own key is stored once; later words or weights under the key go to
 * `engagement_revision`. An act without a key is the same act when everything about it is equal.
 */
export const candidateEngagements = (): Sql => sql`
  CREATE OR REPLACE TEMP TABLE candidate AS
  WITH c AS (
    SELECT s.platform, s.platform || ':' || s.post_key AS post_id, s.act, s.actor_key, s.engagement_key, s.acted_at, s.text, s.parent_key, s.region, s.weight,
      s.src::BIGINT * 4294967296 + s.row AS place
    FROM stage_engagement s
  )
  SELECT platform, post_id, act, actor_key, engagement_key, acted_at, text, parent_key, region, weight, min(place) AS place,
    row_number() OVER (PARTITION BY post_id, engagement_key ORDER BY min(place)) AS version
  FROM c GROUP BY platform, post_id, act, actor_key, engagement_key, acted_at, text, parent_key, region, weight`;

/** Whether the stored act `f` is the act `n`. */
export const SAME_ACT =
  text(`f.post_id = n.post_id AND f.actor_key = n.actor_key AND f.act = n.act AND f.engagement_key IS NOT DISTINCT FROM n.engagement_key
      AND f.acted_at IS NOT DISTINCT FROM n.acted_at AND f.text IS NOT DISTINCT FROM n.text AND f.parent_key IS NOT DISTINCT FROM n.parent_key
      AND f.region IS NOT DISTINCT FROM n.region AND f.weight IS NOT DISTINCT FROM n.weight`);

/** Between which moments the candidates lie. */
export const candidateMoments = (): Sql =>
  sql`SELECT CAST(min(acted_at) AS VARCHAR) AS first, CAST(max(acted_at) AS VARCHAR) AS last FROM candidate`;

const MOMENT = /^[0-9:. -]{10,40}$/;

/**
 * Stored acts `f` that may be one of the candidates by their moment. Written out, not bound: the engine then passes over
 * blocks of other days unread, so that an import costs what it brings and not what is stored.
 */
export function sameDays(first: unknown, last: unknown): Sql {
  const written = (moment: unknown) => (typeof moment === 'string' && MOMENT.test(moment) ? moment : null);
  const [from, to] = [written(first), written(last)];
  return from === null || to === null
    ? text('TRUE')
    : text(`(f.acted_at IS NULL OR f.acted_at BETWEEN TIMESTAMP '${from}' AND TIMESTAMP '${to}')`);
}

export const newEngagements = (span: Sql): Sql => sql`
  CREATE OR REPLACE TEMP TABLE new_engagement AS
  SELECT * FROM candidate n WHERE NOT EXISTS (SELECT 1 FROM engagement f WHERE ${span} AND ${SAME_ACT})`;

export const freshEngagements = (): Sql => sql`
  CREATE OR REPLACE TEMP TABLE fresh AS
  SELECT n.*, n.engagement_key IS NOT NULL AND (n.version > 1 OR k.engagement_key IS NOT NULL) AS is_revision
  FROM new_engagement n
  LEFT JOIN (
    SELECT DISTINCT f.post_id, f.engagement_key FROM engagement f SEMI JOIN new_engagement c ON c.post_id = f.post_id AND c.engagement_key = f.engagement_key
    WHERE f.engagement_key IS NOT NULL) k ON k.post_id = n.post_id AND k.engagement_key = n.engagement_key
  WHERE NOT EXISTS (
    SELECT 1 FROM engagement_revision f WHERE f.post_id = n.post_id AND f.engagement_key = n.engagement_key AND f.acted_at IS NOT DISTINCT FROM n.acted_at
      AND f.text IS NOT DISTINCT FROM n.text AND f.weight IS NOT DISTINCT FROM n.weight)`;

export const insertEngagements = (
  table: 'engagement' | 'engagement_revision',
  firstSource: number,
): Sql => sql`
  INSERT INTO ${ident(table)}
  SELECT platform, post_id, act, actor_key, engagement_key, acted_at, text, parent_key, region, weight,
    ${firstSource} + floor(place / 4294967296)::INTEGER, (place % 4294967296)::INTEGER
  FROM fresh WHERE is_revision = ${table === 'engagement_revision'}`;

export const insertRecords = (stage: 'source_row' | 'rejected' | 'unknown', firstSource: number): Sql => {
  if (stage === 'source_row')
    return sql`INSERT INTO source_row SELECT ${firstSource} + src, row, cells FROM stage_source_row`;
  if (stage === 'rejected')
    return sql`INSERT INTO rejected_row SELECT ${firstSource} + src, row, scope, column_name, value, reason, fix FROM stage_rejected`;
  return sql`INSERT INTO unknown_column SELECT ${firstSource} + src, row, column_name, value FROM stage_unknown`;
};

/** Accounts and posts whose cards an import changes. */
export const touchedAccounts = (posts: boolean): Sql => sql`
  CREATE OR REPLACE TEMP TABLE touched_accounts AS
  SELECT account_id FROM ref_account
  ${posts ? sql`UNION SELECT p.account_id FROM post p SEMI JOIN touched_posts t ON t.post_id = p.post_id WHERE p.account_id IS NOT NULL` : text('')}`;
export const touchedPosts = (posts: boolean): Sql =>
  posts
    ? sql`CREATE OR REPLACE TEMP TABLE touched_posts AS SELECT DISTINCT platform || ':' || post_key AS post_id FROM stage_post`
    : sql`CREATE OR REPLACE TEMP TABLE touched_posts (post_id VARCHAR)`;
