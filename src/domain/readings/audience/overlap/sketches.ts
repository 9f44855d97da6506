/**
 * Sketches of audiences, kept in the fact store and made anew for what imports, undone imports and joins of accounts
 * changed. Only whole audiences have one: all engagers, and followers where the list is whole.
 */
import type { FactWriter } from '#store/facts/fact-store.ts';
import { type Sql, sql } from '#store/facts/sql.ts';
import type { Store } from '#store/open-store.ts';
import { peopleOf } from '../people.ts';
import { BASES, type Basis } from '../schema.ts';

/**
 * Hashes of a sketch: 8 bytes each, the memory of a theta sketch of 16,384 nominal entries, whose hash table has 32,768
 * slots.
 */
export const SKETCH_ENTRIES = 32_768;

const shown = (column: Sql): Sql =>
  sql`coalesce((SELECT canonical_id FROM account_alias x WHERE x.account_id = ${column}), ${column})`;

/** Sources that came since, or went: what a sketch of them says is old. */
const freshSources = sql`SELECT s.source_id FROM source s WHERE s.run_id NOT IN (SELECT run_id FROM audience_sketch_run)`;
/** The ids of each account now. */
const factIds = sql`
  SELECT account_id, list_sort(array_agg(fact_id)) AS fact_id FROM (
    SELECT account_id, account_id AS fact_id FROM account_card UNION ALL SELECT canonical_id, account_id FROM account_alias) i GROUP BY account_id`;

/** `stale_audience`: accounts whose sketches are missing or old. */
const findStale = (): Sql => sql`
  CREATE OR REPLACE TEMP TABLE stale_audience AS
  WITH fresh AS (${freshSources}),
    held AS (SELECT DISTINCT account_id, unnest(source_id) AS source_id FROM audience_sketch)
  SELECT ${shown(sql`f.account_id`)} AS account_id FROM (SELECT DISTINCT account_id FROM follow WHERE source_id IN (SELECT source_id FROM fresh)) f
  UNION SELECT p.account_id FROM post_card p SEMI JOIN engagement e ON e.post_id = p.post_id AND e.source_id IN (SELECT source_id FROM fresh) WHERE p.account_id IS NOT NULL
  UNION SELECT ${shown(sql`a.account_id`)} FROM (
    SELECT DISTINCT account_id FROM post WHERE account_id IS NOT NULL AND post_id IN (SELECT post_id FROM post WHERE source_id IN (SELECT source_id FROM fresh))) a
  UNION SELECT account_id FROM held WHERE source_id IN (SELECT source_id FROM fresh) OR source_id NOT IN (SELECT source_id FROM source)
  UNION SELECT unnest(s.fact_id) FROM audience_sketch s LEFT JOIN (${factIds}) i ON i.account_id = s.account_id WHERE i.fact_id IS NULL OR i.fact_id <> s.fact_id
  UNION SELECT canonical_id FROM account_alias WHERE canonical_id NOT IN (SELECT account_id FROM audience_sketch WHERE len(fact_id) > 1)`;

/** Rows of people that one part reads: about 200 MB in the engine. */
const PART_ROWS = 4_000_000;

/** `sketch_part`: stale accounts numbered, in parts of bounded rows. */
const numberParts = (basis: Basis): Sql => sql`
  CREATE OR REPLACE TEMP TABLE sketch_part AS
  SELECT account_id, CAST(row_number() OVER (ORDER BY account_id) AS INTEGER) AS place,
    CAST(floor((sum(n) OVER (ORDER BY account_id) - n) / ${PART_ROWS}) AS INTEGER) AS part
  FROM (SELECT account_id, count(*) AS n FROM (${peopleOf({ basis, ids: sql`SELECT account_id FROM stale_audience` })}) r GROUP BY account_id) c`;

/** Keys above this cannot be among the least `entries` + 1: a bound 20 % and 100 entries wide of the expected place. */
const cut = (entries: number): Sql =>
  sql`CAST(person AS DOUBLE) <= 18446744073709551616.0 * 1.2 * (${entries} + 100) / people`;

const insertSketches = (basis: Basis, entries: number, part: number): Sql => sql`
  INSERT INTO audience_sketch
  WITH person AS (
      SELECT DISTINCT s.place, r.person FROM (${peopleOf({ basis, ids: sql`SELECT account_id FROM sketch_part WHERE part = ${part}` })}) r
      JOIN sketch_part s ON s.account_id = r.account_id WHERE r.design = 'full'),
    size AS (SELECT place, count(*) AS people FROM person GROUP BY place),
    ranked AS (
      SELECT person.place, person, people, row_number() OVER (PARTITION BY person.place ORDER BY person) AS position
      FROM person JOIN size ON size.place = person.place WHERE ${cut(entries)}),
    sketch AS (
      SELECT place, max(people) AS people, min(person) FILTER (WHERE position = ${entries} + 1) AS theta,
        array_agg(person ORDER BY person) FILTER (WHERE position <= ${entries}) AS hashes FROM ranked GROUP BY place)
  SELECT s.account_id, ${basis}, ${entries}, sketch.people, sketch.theta, sketch.hashes, i.fact_id, o.source_id
  FROM sketch JOIN sketch_part s ON s.place = sketch.place JOIN (${factIds}) i ON i.account_id = s.account_id JOIN (${sourcesOf(basis)}) o ON o.account_id = s.account_id`;

/** Sources that spoke of the audience: of its people, and of the posts that lead to them. */
const sourcesOf = (basis: Basis): Sql =>
  basis === 'followers'
    ? sql`SELECT account_id, list_sort(array_agg(DISTINCT source_id)) AS source_id FROM (
        SELECT coalesce(x.canonical_id, f.account_id) AS account_id, f.source_id FROM follow f LEFT JOIN account_alias x ON x.account_id = f.account_id) f GROUP BY account_id`
    : sql`SELECT account_id, list_sort(array_agg(DISTINCT source_id)) AS source_id FROM (
        SELECT p.account_id, e.source_id FROM (SELECT DISTINCT post_id, source_id FROM engagement) e JOIN post_card p ON p.post_id = e.post_id
        UNION ALL SELECT p.account_id, v.source_id FROM post_card p JOIN post v ON v.post_id = p.post_id) f WHERE account_id IS NOT NULL GROUP BY account_id`;

async function refreshIn(writer: FactWriter, entries: number): Promise<number> {
  // Sketches of another length are of no use here.
  await writer.run(
    sql`DELETE FROM audience_sketch_run WHERE EXISTS (SELECT 1 FROM audience_sketch WHERE entries <> ${entries})`,
  );
  await writer.run(sql`DELETE FROM audience_sketch WHERE entries <> ${entries}`);
  await writer.run(findStale());
  await writer.run(
    sql`DELETE FROM audience_sketch WHERE account_id IN (SELECT account_id FROM stale_audience)`,
  );
  let made = 0;
  for (const basis of BASES) {
    await writer.run(numberParts(basis));
    const [last] = await writer.rows(sql`SELECT coalesce(max(part), -1) AS part FROM sketch_part`);
    for (let part = 0; part <= Number(last?.['part']); part++)
      made += await writer.run(insertSketches(basis, entries, part));
    await writer.run(sql`DROP TABLE sketch_part`);
  }
  await writer.run(sql`DELETE FROM audience_sketch_run`);
  await writer.run(sql`INSERT INTO audience_sketch_run SELECT run_id FROM import_run`);
  await writer.run(sql`DROP TABLE stale_audience`);
  return made;
}

/** Makes the sketches that are missing or old; returns how many were made. Nothing happens where nothing changed. */
export async function refreshSketches(store: Store, entries = SKETCH_ENTRIES): Promise<number> {
  const [row] = await store.facts.rows(sql`
    SELECT (SELECT count(*) FROM (SELECT run_id FROM import_run EXCEPT SELECT run_id FROM audience_sketch_run) n)
      + (SELECT count(*) FROM (SELECT run_id FROM audience_sketch_run EXCEPT SELECT run_id FROM import_run) g)
      + (SELECT count(*) FROM audience_sketch WHERE entries <> ${entries})
      + (SELECT count(*) FROM audience_sketch s LEFT JOIN (${factIds}) i ON i.account_id = s.account_id WHERE i.fact_id IS NULL OR i.fact_id <> s.fact_id) AS changes`);
  if (Number(row?.['changes']) === 0) return 0;
  return store.facts.transaction((writer) => refreshIn(writer, entries));
}
