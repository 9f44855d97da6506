/** Who follows or engages with whom, as SQL that the chambers share. */
import { all, isSql, list, type Sql, sql } from '#store/facts/sql.ts';
import type { Basis } from './schema.ts';

/** Acts that show somebody was there, not that he engaged. */
const PASSIVE = ['view', 'enter', 'listen'] as const;

/** Lists are as good as the way they were drawn: the best kind an account has is read, the others are left. */
const DESIGN_RANK = sql`CASE design WHEN 'full' THEN 0 WHEN 'random' THEN 1 WHEN 'newest_first' THEN 2 WHEN 'commenters' THEN 3 ELSE 4 END`;

/** People whose acts stand among the rows of the newest ring readings of level moderate or strong. */
export const ringPeople = (): Sql => sql`
  SELECT DISTINCT e.actor_key FROM (
    SELECT reading_id, level FROM reading WHERE split_part(measure, '@', 1) IN ('co-engagement', 'dense-block', 'reciprocal-ring')
    QUALIFY row_number() OVER (PARTITION BY subject_kind, subject_id, measure ORDER BY reading.as_of DESC, computed_at DESC, reading_id) = 1) r
  JOIN reading_row w ON w.reading_id = r.reading_id
  JOIN engagement e ON e.source_id = w.source_id AND e.source_row = w.source_row WHERE r.level IN ('moderate', 'strong')`;

export interface PeopleOf {
  basis: Basis;
  /** Shown ids, or a statement of `account_id`; null for the whole library. */
  ids: readonly string[] | Sql | null;
  ringFree?: boolean;
}

/** Rows (account_id, person, design): a person may stand in several. Accounts go by the id they are shown as. */
export function peopleOf({ basis, ids, ringFree = false }: PeopleOf): Sql {
  const wanted = (column: Sql): Sql[] => {
    if (ids === null) return [sql`${column} IS NOT NULL`];
    return [isSql(ids) ? sql`${column} IN (${ids})` : sql`${column} IN ${list(ids)}`];
  };
  const free = (column: Sql): Sql[] => (ringFree ? [sql`${column} NOT IN (${ringPeople()})`] : []);
  if (basis === 'engagers')
    return sql`
      SELECT p.account_id, e.actor_key AS person, 'full' AS design FROM engagement e JOIN post_card p ON p.post_id = e.post_id
      WHERE ${all([sql`e.act NOT IN ${list(PASSIVE)}`, ...wanted(sql`p.account_id`), ...free(sql`e.actor_key`)])}`;
  return sql`
    SELECT account_id, person, design FROM (
      SELECT coalesce(x.canonical_id, f.account_id) AS account_id, f.follower_key AS person, f.design
      FROM follow f LEFT JOIN account_alias x ON x.account_id = f.account_id) f
    WHERE ${all([...wanted(sql`account_id`), ...free(sql`person`)])}
    QUALIFY ${DESIGN_RANK} = min(${DESIGN_RANK}) OVER (PARTITION BY account_id)`;
}
