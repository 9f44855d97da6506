/** SQL of the bulk way in. `raw` holds the file's cells as text; its rowid is the place of a row. */
import { join, type Sql, sql } from '#store/facts/sql.ts';
import type { BulkField, BulkPlan } from './bulk-plan.ts';

const text = (value: string): Sql => ({ strings: [value], values: [] });
const cell = (index: number): Sql => text(`r.c${index}`);

/** Reads the file strictly: a row the engine cannot split stops it, and the file is read row by row instead. */
export const loadRaw = (path: string, plan: BulkPlan): Sql => sql`
  CREATE OR REPLACE TEMP TABLE raw AS SELECT * FROM read_csv(${path}, auto_detect = false, header = false, skip = ${plan.headerRow}, delim = ${plan.delimiter},
    quote = '"', escape = '"', strict_mode = true, null_padding = false, max_line_size = 33554432, columns = ${text(
      `{${plan.headers.map((_, i) => `'c${i}': 'VARCHAR'`).join(', ')}}`,
    )})`;

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
  /** The engine's number of the first row. */
  firstRow: bigint;
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

/** HMAC-SHA-256 (RFC 2104) of each distinct person; the key is one block long, so it is only XORed with the pads. */
export const createActors = (
  plan: BulkPlan,
  constants: BulkConstants,
  innerPad: string,
  outerPad: string,
): Sql => sql`
  CREATE OR REPLACE TEMP TABLE actor_of AS
  SELECT lookup, ('0x' || substr(sha256(unhex(${outerPad}) || unhex(sha256(unhex(${innerPad}) || encode(platform || ':' || id)))), 1, 16))::UBIGINT AS actor_key
  FROM (${usableIds(plan, constants, 'actor_id')}) i`;

/** The distinct posts with the ids they have in the store. */
export const createPosts = (plan: BulkPlan, constants: BulkConstants): Sql => sql`
  CREATE OR REPLACE TEMP TABLE post_of AS
  SELECT lookup, platform, id AS post_key, platform || ':' || id AS post_id FROM (${usableIds(plan, constants, 'post_id')}) i`;

/** The raw rows with their post, person and words; `LEFT JOIN` keeps rows that have none of these. */
function joined(plan: BulkPlan, how: 'JOIN' | 'LEFT JOIN'): Sql {
  const act = plan.fields['engagement.act'];
  return sql`raw r
    ${text(how)} post_of p ON p.lookup = ${lookup(plan, 'engagement.post')}
    ${text(how)} actor_of k ON k.lookup = ${lookup(plan, 'engagement.actor')}
    ${act === undefined ? text('') : sql`${text(how)} act_word aw ON aw.word = ${cell(act)}`}`;
}

/** What must hold beside the joins for SQL to read a row exactly as the connector would. */
function plainRow(plan: BulkPlan, constants: BulkConstants): Sql {
  const needed: Sql[] = [sql`p.post_id IS NOT NULL AND k.actor_key IS NOT NULL`];
  for (const [field, index] of Object.entries(plan.fields) as [BulkField, number][]) {
    if (field === 'platform' || field === 'engagement.post' || field === 'engagement.actor') continue;
    if (field === 'engagement.act') needed.push(sql`aw.meaning IS NOT NULL`);
    else if (field === 'engagement.at')
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
  return join(needed, ' AND ');
}

const COLUMNS = (plan: BulkPlan, constants: BulkConstants): Sql => sql`
  ${plan.fields['engagement.act'] === undefined ? sql`${constants.act}::VARCHAR` : text('aw.meaning')} AS act, k.actor_key,
  ${value(plan, 'engagement.key')} AS engagement_key, ${moment(plan, constants.offsetMinutes)} AS acted_at, ${value(plan, 'engagement.text')} AS text,
  ${value(plan, 'engagement.parent')} AS parent_key, ${value(plan, 'engagement.region')} AS region, try_cast(${value(plan, 'engagement.weight')} AS DOUBLE) AS weight`;
/** The row as the user's program shows it. Rows of an open transaction are numbered from a high base. */
const ROW = (plan: BulkPlan, constants: BulkConstants): Sql =>
  sql`(r.rowid - ${constants.firstRow} + ${plan.headerRow + 1})::INTEGER`;

export const insertPlain = (plan: BulkPlan, constants: BulkConstants, sourceId: number): Sql => sql`
  INSERT INTO engagement
  SELECT p.platform, p.post_id, ${COLUMNS(plan, constants)}, ${sourceId}::INTEGER, ${ROW(plan, constants)}
  FROM ${joined(plan, 'JOIN')} WHERE ${plainRow(plan, constants)}`;

/** The plain rows as a staging table, for the merge that looks for repeats. */
export const stagePlain = (plan: BulkPlan, constants: BulkConstants): Sql => sql`
  CREATE OR REPLACE TEMP TABLE stage_engagement AS
  SELECT p.platform AS platform, p.post_key, ${COLUMNS(plan, constants)}, 0 AS src, ${ROW(plan, constants)} AS row
  FROM ${joined(plan, 'JOIN')} WHERE ${plainRow(plan, constants)}`;

/** The rows in other forms, for the connector. */
export const otherRows = (plan: BulkPlan, constants: BulkConstants, limit: number): Sql => sql`
  SELECT ${ROW(plan, constants)} AS row, ${join(
    plan.headers.map((_, i) => cell(i)),
    ', ',
  )}
  FROM ${joined(plan, 'LEFT JOIN')} WHERE NOT coalesce(${plainRow(plan, constants)}, FALSE) ORDER BY r.rowid LIMIT ${limit}`;

export const countStaged = (): Sql => sql`SELECT count(*) AS n FROM stage_engagement`;
export const countRaw = (): Sql => sql`SELECT count(*) AS n, min(rowid)::VARCHAR AS first FROM raw`;

/** More than 0 when rows repeat, or acts share a key: then the file goes through the merge that compares them. */
export const repeats = (plan: BulkPlan): Sql => {
  const key = plan.fields['engagement.key'];
  const cells = key === undefined ? Object.values(plan.fields) : [plan.fields['engagement.post'] ?? 0, key];
  return sql`SELECT count(*) - count(DISTINCT hash(${join(cells.map(cell), ', ')})) AS n FROM raw r`;
};

/** How many stored acts stand on posts of this file. */
export const storedOnPosts = (): Sql =>
  sql`SELECT count(*) AS n FROM engagement e SEMI JOIN post_of p ON p.post_id = e.post_id`;

/** Cells of a column without a place, from the rows that SQL read. */
export const keepUnknown = (
  plan: BulkPlan,
  constants: BulkConstants,
  index: number,
  sourceId: number,
): Sql => sql`
  INSERT INTO unknown_column
  SELECT ${sourceId}::INTEGER, ${ROW(plan, constants)}, ${plan.headers[index] ?? ''}, substr(${cell(index)}, 1, 2000)
  FROM ${joined(plan, 'JOIN')} WHERE ${cell(index)} IS NOT NULL AND ${cell(index)} <> '' AND ${isPlainText(cell(index))} AND ${plainRow(plan, constants)}`;

export const holdsAny = (index: number): Sql =>
  sql`SELECT count(*) AS n FROM (SELECT 1 FROM raw r WHERE ${cell(index)} IS NOT NULL AND ${cell(index)} <> '' LIMIT 1) x`;
