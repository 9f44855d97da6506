/**
 * SQL of the bulk way in. `raw` holds the cells of one part of the file as text, its rowid the place of a row in the
 * part. The converted rows of a part go to a Parquet file, so that neither memory nor the spill grows with the file.
 */

import { LIMITS } from '#connectors/format/limits.ts';
import { ident, join, list, type Sql, sql } from '#store/facts/sql.ts';
import type { BulkField, BulkPlan } from './bulk-plan.ts';
import { SAME_ACT } from './statements.ts';

const text = (value: string): Sql => ({ strings: [value], values: [] });
const cell = (index: number): Sql => text(`r.c${index}`);

/** Reads a part strictly: a row the engine cannot split stops it, and the file is read row by row instead. */
export const loadRaw = (path: string, plan: BulkPlan): Sql => sql`
  CREATE OR REPLACE TEMP TABLE raw AS SELECT * FROM read_csv(${path}, auto_detect = false, header = false, delim = ${plan.delimiter},
    quote = '"', escape = '"', strict_mode = true, null_padding = false, max_line_size = ${LIMITS.maxRow}, columns = ${text(
      `{${plan.headers.map((_, i) => `'c${i}': 'VARCHAR'`).join(', ')}}`,
    )})`;
export const countRaw = (): Sql => sql`SELECT count(*) AS n FROM raw`;

/** Words for “no value”, and cells that begin or end with a blank, are left to the connector. */
const NOTHING = sql`('-', '--', '—', '——', '–', '/', '\\', '?', '暂无', '暂无数据', '无', '无数据', '未知', '缺失', 'n/a', 'na', 'nan', 'null', 'none', 'undefined', '#n/a')`;
const BLANKS = sql`(160, 5760, 8232, 8233, 8239, 8287, 12288, 65279)`;
const isBlank = (character: Sql): Sql =>
  sql`(${character} <= 32 OR ${character} IN ${BLANKS} OR ${character} BETWEEN 8192 AND 8202)`;
const isPlainText = (c: Sql): Sql =>
  sql`(NOT ${isBlank(sql`ord(${c})`)} AND NOT ${isBlank(sql`ord(right(${c}, 1))`)} AND (length(${c}) > 9 OR lower(${c}) NOT IN ${NOTHING}))`;
const isPlain = (index: number): Sql =>
  sql`(${cell(index)} IS NULL OR ${cell(index)} = '' OR ${isPlainText(cell(index))})`;

/** A cell, absent where it is empty. */
const value = (plan: BulkPlan, field: BulkField): Sql => {
  const index = plan.fields[field];
  return index === undefined ? sql`NULL::VARCHAR` : sql`nullif(${cell(index)}, '')`;
};

/**
 * Moments in the forms whose reading leaves no choice: ISO 8601 in UTC, the same without a zone at the given offset,
 * and ten-digit Unix seconds. Anything else is NULL here.
 */
const moment = (plan: BulkPlan, offsetMinutes: number): Sql => {
  const index = plan.fields['engagement.at'];
  if (index === undefined) return sql`NULL::TIMESTAMP`;
  const c = cell(index);
  return sql`CASE
    WHEN suffix(${c}, 'Z') AND length(${c}) IN (20, 24) THEN try_cast(${c} AS TIMESTAMP)
    WHEN length(${c}) = 19 AND ${c}[5] = '-' AND ${c}[14] = ':' THEN try_cast(${c} AS TIMESTAMP) - to_minutes(${offsetMinutes}::INTEGER)
    WHEN length(${c}) = 10 AND ${c}[5] <> '-' AND ${c}[5] <> '/' AND ${c}[5] <> '.' AND try_cast(${c} AS BIGINT) >= 1000000000 THEN make_timestamp(try_cast(${c} AS BIGINT) * 1000000)
  END`;
};

/** The distinct words of a column, to be read by the same code as any row's. */
export const distinctWords = (index: number): Sql =>
  sql`SELECT DISTINCT ${cell(index)} AS word FROM raw r LIMIT 1000`;

/** A word table made in TypeScript: `word` → `meaning`. */
export const createWords = (name: 'platform_word' | 'act_word', words: readonly [string, string][]): Sql =>
  words.length === 0
    ? sql`CREATE OR REPLACE TEMP TABLE ${text(name)} (word VARCHAR, meaning VARCHAR)`
    : sql`CREATE OR REPLACE TEMP TABLE ${text(name)} AS SELECT * FROM (VALUES ${join(
        words.map(([word, meaning]) => sql`(${word}, ${meaning})`),
        ', ',
      )}) v(word, meaning)`;

export interface BulkConstants {
  platform: string;
  act: string;
  offsetMinutes: number;
  /** The row of the file that `raw` begins with. */
  firstRow: number;
}

/**
 * What a row is looked up by: its id, with its platform word before it where words differ. One text, not two columns:
 * from two equalities on the same word the planner would join people with posts.
 */
const lookup = (plan: BulkPlan, field: BulkField): Sql => {
  const platform = plan.fields.platform;
  const id = cell(plan.fields[field] ?? 0);
  return platform === undefined ? id : sql`${cell(platform)} || chr(31) || ${id}`;
};

/**
 * The distinct ids of a column, in a table of their own: tests on the ids then run once an id. In one statement the
 * planner would run them before the DISTINCT, on every row.
 */
export const createIds = (plan: BulkPlan, name: 'actor_id' | 'post_id', field: BulkField): Sql => {
  const platform = plan.fields.platform;
  const word = platform === undefined ? sql`NULL::VARCHAR` : cell(platform);
  return sql`CREATE OR REPLACE TEMP TABLE ${text(`distinct_${name}`)} AS SELECT DISTINCT ${word} AS word, ${cell(plan.fields[field] ?? 0)} AS id FROM raw r`;
};

/** The usable ids with their platform; rows whose platform word nobody knows are left out. */
const usableIds = (plan: BulkPlan, constants: BulkConstants, name: 'actor_id' | 'post_id'): Sql => {
  const from = text(`distinct_${name}`);
  return plan.fields.platform === undefined
    ? sql`SELECT id AS lookup, ${constants.platform}::VARCHAR AS platform, id FROM ${from} d WHERE id <> '' AND ${isPlainText(sql`id`)}`
    : sql`SELECT w.word || chr(31) || d.id AS lookup, w.meaning AS platform, d.id FROM ${from} d JOIN platform_word w ON w.word = d.word WHERE d.id <> '' AND ${isPlainText(sql`d.id`)}`;
};

/** The people met so far, so that a person of many parts is hashed once. */
export const createActors = (): Sql =>
  sql`CREATE OR REPLACE TEMP TABLE actor_of (lookup VARCHAR, actor_key UBIGINT)`;

/** HMAC-SHA-256 (RFC 2104) of each new person; the key is one block long, so it is only XORed with the pads. */
export const addActors = (
  plan: BulkPlan,
  constants: BulkConstants,
  innerPad: string,
  outerPad: string,
): Sql => sql`
  INSERT INTO actor_of
  SELECT lookup, ('0x' || substr(sha256(unhex(${outerPad}) || unhex(sha256(unhex(${innerPad}) || encode(platform || ':' || id)))), 1, 16))::UBIGINT AS actor_key
  FROM (${usableIds(plan, constants, 'actor_id')}) i ANTI JOIN actor_of k ON k.lookup = i.lookup`;

/** Takes people with these tombstones out of the people met; the digest is that of `tombstoneOf`. */
export const forgetErased = (workspaceKey: string, erased: readonly string[]): Sql =>
  sql`DELETE FROM actor_of WHERE sha256(${`${workspaceKey}:`} || actor_key::VARCHAR) IN ${list(erased)}`;

/** The distinct posts of the part with the ids they have in the store. */
export const createPosts = (plan: BulkPlan, constants: BulkConstants): Sql => sql`
  CREATE OR REPLACE TEMP TABLE post_of AS
  SELECT lookup, platform, platform || ':' || id AS post_id FROM (${usableIds(plan, constants, 'post_id')}) i`;

/** The raw rows with their post, person and words; `LEFT JOIN` keeps rows that have none of these. */
function joined(plan: BulkPlan, how: 'JOIN' | 'LEFT JOIN'): Sql {
  const act = plan.fields['engagement.act'];
  return sql`raw r
    ${text(how)} post_of p ON p.lookup = ${lookup(plan, 'engagement.post')}
    ${text(how)} actor_of k ON k.lookup = ${lookup(plan, 'engagement.actor')}
    ${act === undefined ? text('') : sql`${text(how)} act_word aw ON aw.word = ${cell(act)}`}`;
}

/**
 * What must hold for SQL to read a row exactly as the connector would. One CASE over all sides of the joins: from
 * tests of `raw` alone the planner would expect few rows of it and hash those instead of the people.
 */
function plainRow(plan: BulkPlan, constants: BulkConstants): Sql {
  const needed: Sql[] = [];
  for (const [field, index] of Object.entries(plan.fields) as [BulkField, number][]) {
    if (field === 'platform' || field === 'engagement.post' || field === 'engagement.actor') continue;
    if (field === 'engagement.act') continue;
    if (field === 'engagement.at')
      needed.push(
        sql`(${value(plan, field)} IS NULL OR ${moment(plan, constants.offsetMinutes)} IS NOT NULL)`,
      );
    else if (field === 'engagement.weight')
      needed.push(
        sql`(${value(plan, field)} IS NULL OR (length(${cell(index)}) < 16 AND regexp_full_match(${cell(index)}, '\\d+(\\.\\d+)?')))`,
      );
    else if (field === 'engagement.parent')
      needed.push(sql`${isPlain(index)} AND ${value(plan, field)} IS DISTINCT FROM '0'`);
    else needed.push(isPlain(index));
  }
  const act = plan.fields['engagement.act'] === undefined ? '' : 'OR aw.meaning IS NULL';
  return sql`CASE WHEN p.post_id IS NULL OR k.actor_key IS NULL ${text(act)} THEN FALSE ELSE ${needed.length === 0 ? text('TRUE') : join(needed, ' AND ')} END`;
}

/** The columns of an engagement that a row of the file can fill, beside its post, act and person. */
const OPTIONAL = [
  ['engagement_key', 'engagement.key', 'VARCHAR'],
  ['acted_at', 'engagement.at', 'TIMESTAMP'],
  ['text', 'engagement.text', 'VARCHAR'],
  ['parent_key', 'engagement.parent', 'VARCHAR'],
  ['region', 'engagement.region', 'VARCHAR'],
  ['weight', 'engagement.weight', 'DOUBLE'],
] as const;
const present = (plan: BulkPlan) => OPTIONAL.filter(([, field]) => plan.fields[field] !== undefined);
/** The optional columns of converted rows (alias b), NULL where the file has none. */
const optionalOf = (plan: BulkPlan): Sql =>
  join(
    OPTIONAL.map(([name, field, type]) =>
      plan.fields[field] === undefined ? text(`NULL::${type} AS ${name}`) : text(`b.${name}`),
    ),
    ', ',
  );

/** Rows with equal marks may be the same act; rows whose marks differ are not. */
const MARK = text(`CASE WHEN engagement_key IS NULL
    THEN hash(post_id, act, actor_key, acted_at, text, parent_key, region, weight) ELSE hash(post_id, engagement_key) END`);

/** Converted rows of all parts. */
const converted = (files: readonly string[]): Sql =>
  sql`read_parquet([${join(
    files.map((file) => sql`${file}`),
    ', ',
  )}])`;

/** The row as the user's program shows it. */
const ROW = (constants: BulkConstants): Sql => sql`(r.rowid + ${constants.firstRow})::INTEGER`;

/**
 * Converts the plain rows of the part, with their cells of columns without a place. Small row groups keep what the
 * insert holds at one time small.
 */
export const convertPlain = (plan: BulkPlan, constants: BulkConstants, file: string): Sql => sql`
  COPY (SELECT ${MARK} AS mark, platform, post_id, act, actor_key, ${join(
    [...present(plan).map(([name]) => `${name}, `), ...plan.unknown.map((i) => `u${i}, `)].map(text),
    ' ',
  )} "row"
  FROM (SELECT p.platform, p.post_id, ${plan.fields['engagement.act'] === undefined ? sql`${constants.act}::VARCHAR` : text('aw.meaning')} AS act, k.actor_key,
      ${value(plan, 'engagement.key')} AS engagement_key, ${moment(plan, constants.offsetMinutes)} AS acted_at, ${value(plan, 'engagement.text')} AS text,
      ${value(plan, 'engagement.parent')} AS parent_key, ${value(plan, 'engagement.region')} AS region, try_cast(${value(plan, 'engagement.weight')} AS DOUBLE) AS weight,
      ${join(
        plan.unknown.map(
          (i) =>
            sql`CASE WHEN ${cell(i)} <> '' AND ${isPlainText(cell(i))} THEN substr(${cell(i)}, 1, 2000) END AS ${text(`u${i}`)}, `,
        ),
        ' ',
      )} ${ROW(constants)} AS "row"
    FROM ${joined(plan, 'JOIN')} WHERE ${plainRow(plan, constants)}) c) TO ${file} (FORMAT parquet, ROW_GROUP_SIZE 20480)`;

/** The rows of the part in other forms, for the connector. */
export const createOthers = (plan: BulkPlan, constants: BulkConstants): Sql => sql`
  CREATE OR REPLACE TEMP TABLE bulk_other AS
  SELECT ${ROW(constants)} AS "row", ${join(
    plan.headers.map((_, i) => cell(i)),
    ', ',
  )}
  FROM ${joined(plan, 'LEFT JOIN')} WHERE NOT coalesce(${plainRow(plan, constants)}, FALSE) ORDER BY r.rowid`;
export const countOthers = (): Sql => sql`SELECT count(*) AS n FROM bulk_other`;
export const someOthers = (from: number, to: number): Sql =>
  sql`SELECT * FROM bulk_other WHERE rowid >= ${from} AND rowid < ${to} ORDER BY rowid`;

export const holdsAny = (index: number): Sql =>
  sql`SELECT count(*) AS n FROM (SELECT 1 FROM raw r WHERE ${cell(index)} IS NOT NULL AND ${cell(index)} <> '' LIMIT 1) x`;

/** Frees what only the reading of parts needs. */
export const dropParts = (): Sql[] =>
  ['raw', 'distinct_actor_id', 'distinct_post_id', 'actor_of', 'post_of', 'bulk_other'].map(
    (name) => sql`DROP TABLE IF EXISTS ${ident(name)}`,
  );

export const createFilePosts = (files: readonly string[]): Sql =>
  sql`CREATE OR REPLACE TEMP TABLE bulk_post AS SELECT DISTINCT post_id FROM ${converted(files)}`;
/** How many stored acts stand on posts of this file. */
export const storedOnPosts = (): Sql =>
  sql`SELECT count(*) AS n FROM engagement e SEMI JOIN bulk_post p ON p.post_id = e.post_id`;

/**
 * The marks that more than one act has: of the plain rows, of the rows the connector read (`stage_engagement`), and,
 * where the posts have any, of stored acts and revisions.
 */
export const createRepeated = (files: readonly string[], withStored: boolean): Sql => {
  const stored = (table: 'engagement' | 'engagement_revision') =>
    sql` UNION ALL SELECT DISTINCT ${MARK} AS mark FROM ${ident(table)} e SEMI JOIN bulk_post p ON p.post_id = e.post_id`;
  return sql`CREATE OR REPLACE TEMP TABLE repeated AS SELECT mark FROM (
    SELECT mark FROM ${converted(files)}
    UNION ALL SELECT ${MARK} AS mark FROM (SELECT *, platform || ':' || post_key AS post_id FROM stage_engagement) s
    ${withStored ? sql`${stored('engagement')} ${stored('engagement_revision')}` : text('')}) m GROUP BY mark HAVING count(*) > 1`;
};
export const countRepeated = (): Sql => sql`SELECT count(*) AS n FROM repeated`;

/**
 * Puts the rows that may repeat beside those the connector read, for the merge that compares them; of rows that are
 * stored already nothing is left to compare.
 */
export const stageRepeated = (plan: BulkPlan, files: readonly string[], withStored: boolean): Sql => sql`
  INSERT INTO stage_engagement
  SELECT platform, substr(post_id, length(platform) + 2), act, actor_key, engagement_key, acted_at, text, parent_key, region, weight, 0, "row"
  FROM (SELECT b.platform, b.post_id, b.act, b.actor_key, ${optionalOf(plan)}, b."row"
    FROM ${converted(files)} b SEMI JOIN repeated m ON m.mark = b.mark) n
  ${withStored ? sql`WHERE NOT EXISTS (SELECT 1 FROM engagement f WHERE ${SAME_ACT})` : text('')}`;

/** Lets the engine store row groups as they are ready: in the order of the file it would hold many at a time. */
export const inAnyOrder = (): Sql => sql`SET SESSION preserve_insertion_order = false`;

/** Stores the other rows: nothing equals them. */
export const insertSingle = (
  plan: BulkPlan,
  files: readonly string[],
  sourceId: number,
  someRepeat: boolean,
): Sql => sql`
  INSERT INTO engagement
  SELECT b.platform, b.post_id, b.act, b.actor_key, ${optionalOf(plan)}, ${sourceId}::INTEGER, b."row"
  FROM ${converted(files)} b ${text(someRepeat ? 'ANTI JOIN repeated m ON m.mark = b.mark' : '')}`;

/** Keeps the cells of a column without a place. */
export const insertUnknown = (
  plan: BulkPlan,
  files: readonly string[],
  index: number,
  sourceId: number,
): Sql => sql`
  INSERT INTO unknown_column
  SELECT ${sourceId}::INTEGER, b."row", ${plan.headers[index] ?? ''}, b.${text(`u${index}`)}
  FROM ${converted(files)} b WHERE b.${text(`u${index}`)} IS NOT NULL`;
