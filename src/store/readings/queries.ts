/** Statements about stored readings of any measure. */
import { z } from 'zod';
import { defineQuery } from '#store/facts/query.ts';
import { list, type Sql, sql } from '#store/facts/sql.ts';

const moment = (column: string): Sql => ({
  strings: [`strftime(${column}, '%Y-%m-%dT%H:%M:%S.%gZ')`],
  values: [],
});
/** Every column of a reading, its moment as ISO 8601. */
export const readingColumns = sql`reading_id, subject_kind, subject_id, measure, ${moment('as_of')} AS as_of, input_digest, level, state, value, low, high, n, unit, summary, detail, row_count`;

export const readingRow = z.object({
  reading_id: z.string(),
  subject_kind: z.string(),
  subject_id: z.string(),
  measure: z.string(),
  as_of: z.string(),
  input_digest: z.string(),
  level: z.string(),
  state: z.string(),
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  n: z.number().nullable(),
  unit: z.string().nullable(),
  summary: z.string(),
  detail: z.string(),
  row_count: z.number(),
});
export type ReadingRow = z.infer<typeof readingRow>;

/** The newest reading of each measure about each of some subjects. */
export const readingsAbout = defineQuery({
  name: 'authenticity.readings-about',
  row: readingRow,
  sample: { kind: 'account', ids: ['weibo:1'] as readonly string[] },
  build: (p: { kind: string; ids: readonly string[] }) => sql`
    SELECT ${readingColumns} FROM reading WHERE subject_kind = ${p.kind} AND subject_id IN ${list(p.ids)}
    QUALIFY row_number() OVER (PARTITION BY subject_id, measure ORDER BY reading.as_of DESC, computed_at DESC, reading_id) = 1
    ORDER BY subject_id, measure`,
});

export const readingById = defineQuery({
  name: 'authenticity.reading',
  row: readingRow,
  sample: { id: 'r' },
  build: (p: { id: string }) => sql`SELECT ${readingColumns} FROM reading WHERE reading_id = ${p.id} LIMIT 1`,
});

export const rowsOfReading = defineQuery({
  name: 'authenticity.reading-rows',
  row: z.object({
    source_id: z.number(),
    source_row: z.number(),
    note: z.string().nullable(),
    file_name: z.string().nullable(),
    sheet: z.string().nullable(),
    vendor: z.string().nullable(),
    cells: z.string().nullable(),
  }),
  sample: { id: 'r' },
  build: (p: { id: string }) => sql`
    SELECT r.source_id, r.source_row, r.note, run.file_name, s.sheet, run.vendor, c.cells
    FROM reading_row r LEFT JOIN source s ON s.source_id = r.source_id LEFT JOIN import_run run ON run.run_id = s.run_id
      LEFT JOIN source_row c ON c.source_id = r.source_id AND c.source_row = r.source_row
    WHERE r.reading_id = ${p.id} ORDER BY r.place`,
});

export const readingIdsAmong = defineQuery({
  name: 'authenticity.reading-ids-among',
  row: z.object({ reading_id: z.string() }),
  sample: { ids: ['r'] as readonly string[] },
  build: (p: { ids: readonly string[] }) =>
    sql`SELECT reading_id FROM reading WHERE reading_id IN ${list(p.ids)}`,
});
