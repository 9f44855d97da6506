/** The texts a question is about, as conditions on `voice_text t`. */
import { all, list, type Sql, sql } from '#store/facts/sql.ts';
import type { RowFilter, Scope } from './schema.ts';

const namingTexts = (kind: string, entity: string): Sql =>
  sql`SELECT text_id FROM voice_mention WHERE entity_kind = ${kind} AND entity = ${entity}`;
/** Texts that name it, and comments under posts that do. */
const about = (kind: string, entity: string): Sql =>
  sql`t.text_id IN (${namingTexts(kind, entity)}) OR (t.kind = 'comment' AND concat('p:', t.post_id) IN (${namingTexts(kind, entity)}))`;

export function inScope(s: Scope): Sql {
  const conditions: Sql[] = [];
  if (s.brand !== undefined) conditions.push(about('brand', s.brand));
  if (s.product !== undefined) conditions.push(about('product', s.product));
  if (s.campaign !== undefined)
    conditions.push(
      sql`t.post_id IN (SELECT post_id FROM cooperation WHERE campaign = ${s.campaign} AND post_id IS NOT NULL UNION SELECT post_id FROM post_card WHERE campaign = ${s.campaign})`,
    );
  if (s.accountId !== undefined) conditions.push(sql`t.account_id = ${s.accountId}`);
  if (s.postId !== undefined) conditions.push(sql`t.post_id = ${s.postId}`);
  if (s.platform !== undefined) conditions.push(sql`t.platform = ${s.platform}`);
  if (s.province !== undefined)
    conditions.push(s.province === 'unknown' ? sql`t.province IS NULL` : sql`t.province = ${s.province}`);
  if (s.aspect !== undefined)
    conditions.push(sql`t.text_id IN (SELECT text_id FROM voice_aspect WHERE aspect = ${s.aspect})`);
  if (s.from !== undefined) conditions.push(sql`t.said_at >= CAST(${s.from} AS TIMESTAMP)`);
  if (s.until !== undefined) conditions.push(sql`t.said_at < CAST(${s.until} AS TIMESTAMP) + to_days(1)`);
  return all(conditions);
}

/** What others say: posts, and comments that are not the account's own. */
export const SAID = sql`(t.kind = 'post' OR NOT t.by_creator)`;

/** `corrected`: ids of texts that people labelled. */
export function filtered(f: RowFilter, corrected: readonly string[]): Sql {
  const conditions: Sql[] = [inScope(f), SAID];
  if (f.kind !== undefined) conditions.push(sql`t.kind = ${f.kind}`);
  if (f.feeling !== undefined) conditions.push(sql`t.feeling = ${f.feeling}`);
  if (f.intent !== undefined) conditions.push(sql`t.intent = ${f.intent}`);
  if (f.word !== undefined) conditions.push(sql`list_contains(t.word, ${f.word.toLowerCase()})`);
  if (f.q !== undefined) conditions.push(sql`contains(lower(t.text), ${f.q.toLowerCase()})`);
  if (f.corrected === 'yes') conditions.push(sql`t.text_id IN ${list(corrected)}`);
  if (f.corrected === 'no' && corrected.length > 0) conditions.push(sql`t.text_id NOT IN ${list(corrected)}`);
  return all(conditions);
}
