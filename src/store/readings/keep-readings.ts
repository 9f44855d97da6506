/** Readings in and out of the fact store. */
import { digestOf } from '#basis/id.ts';
import { type Finding, type Reading, type RowRef, readingSchema, type Words } from '#basis/reading.ts';
import type { FactWriter } from '#store/facts/fact-store.ts';
import { join, type Sql, sql } from '#store/facts/sql.ts';
import type { Store } from '#store/open-store.ts';
import { type ReadingRow, readingIdsAmong } from './queries.ts';

const CHUNK = 200;
/** Rows kept beside a reading; `rowCount` says how many there are. */
const MOST_ROWS = 200;

/** A finding with its id: the same subject, measure, day and inputs have the same id. */
export const stamp = (finding: Finding): { reading: Reading; rows: RowRef[] } => {
  const { rows, ...rest } = finding;
  const { subject, measure, asOf, inputDigest } = finding;
  const readingId = digestOf([subject.kind, subject.id, measure, asOf, inputDigest]).slice(0, 32);
  return { reading: { readingId, ...rest }, rows: rows.slice(0, MOST_ROWS) };
};

const chunks = <T>(items: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(items.length / CHUNK) }, (_, i) => items.slice(i * CHUNK, (i + 1) * CHUNK));

const values = (rows: Sql[]): Sql => join(rows, ', ');

function readingValues(r: Reading, computedAt: string): Sql {
  const ok = r.result.state === 'ok' ? r.result : null;
  const detail =
    r.result.state === 'ok'
      ? { detail: r.result.detail, caveats: r.result.caveats }
      : { need: r.result.need, have: r.result.have, why: r.result.why };
  return sql`(${r.readingId}, ${r.subject.kind}, ${r.subject.id}, ${r.measure}, ${r.asOf}::TIMESTAMP, ${r.inputDigest}, ${r.level}, ${r.result.state},
    ${ok?.value ?? null}, ${ok?.low ?? null}, ${ok?.high ?? null}, ${ok?.n ?? null}, ${ok?.unit ?? null}, ${JSON.stringify(r.summary)}, ${JSON.stringify(detail)}, ${r.rowCount}, ${computedAt}::TIMESTAMP)`;
}

async function write(writer: FactWriter, stamped: readonly { reading: Reading; rows: RowRef[] }[]) {
  const computedAt = new Date().toISOString();
  for (const part of chunks(stamped))
    await writer.run(
      sql`INSERT INTO reading VALUES ${values(part.map(({ reading }) => readingValues(reading, computedAt)))}`,
    );
  const rows = stamped.flatMap(({ reading, rows: list }) =>
    list.map((row, i) => sql`(${reading.readingId}, ${i}, ${row.sourceId}, ${row.row}, ${row.note ?? null})`),
  );
  for (const part of chunks(rows)) await writer.run(sql`INSERT INTO reading_row VALUES ${values(part)}`);
}

/** Keeps findings that are not kept yet, in one transaction. Returns every reading, and how many are new. */
export async function keepFindings(
  store: Store,
  findings: readonly Finding[],
): Promise<{ readings: Reading[]; newCount: number }> {
  const stamped = [...new Map(findings.map(stamp).map((s) => [s.reading.readingId, s])).values()];
  const known = new Set<string>();
  for (const part of chunks(stamped)) {
    const ids = part.map((s) => s.reading.readingId);
    for (const row of await store.facts.all(readingIdsAmong, { ids })) known.add(row.reading_id);
  }
  const fresh = stamped.filter((s) => !known.has(s.reading.readingId));
  if (fresh.length > 0) await store.facts.transaction((writer) => write(writer, fresh));
  return { readings: stamped.map((s) => s.reading), newCount: fresh.length };
}

/** A stored row as the reading it was. */
export function readingOf(row: ReadingRow): Reading {
  const rest = JSON.parse(row.detail) as Record<string, unknown>;
  return readingSchema.parse({
    readingId: row.reading_id,
    subject: { kind: row.subject_kind, id: row.subject_id },
    measure: row.measure,
    asOf: row.as_of,
    inputDigest: row.input_digest,
    level: row.level,
    result:
      row.state === 'ok'
        ? { state: 'ok', value: row.value, low: row.low, high: row.high, n: row.n, unit: row.unit, ...rest }
        : { state: 'insufficient', ...rest },
    summary: JSON.parse(row.summary) as Words,
    rowCount: row.row_count,
  });
}
