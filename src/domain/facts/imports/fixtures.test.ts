/** Every fixture goes through the whole import into one library. */
import { globSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Connector, SourceRecord } from '#connectors/contract.ts';
import { readAll, readFixture } from '#connectors/fixture-files.ts';
import { FIXTURES } from '#connectors/fixture-table.ts';
import { flattenJson } from '#connectors/flatten-json.ts';
import { connectorById } from '#connectors/registry.ts';
import { searchParametersSchema } from '#domain/facts/library/schema.ts';
import { searchAccounts } from '#domain/facts/library/service.ts';
import { sql } from '#store/facts/sql.ts';
import { SOURCED_TABLES } from './fact-tables.ts';
import type { FileReport } from './schema.ts';
import { problems, unknown } from './service.ts';
import { FIXTURE_FOLDER, fixture, type TempLibrary, tempLibrary, textOf, textsIn } from './temp-library.ts';

const apiFiles = globSync('api/*/*.{json,ndjson}', { cwd: FIXTURE_FOLDER })
  .sort()
  .map((file) => ({
    file,
    owner: `${basename(dirname(file))}-api`,
    rejected: undefined,
    withheld: undefined,
  }));
const cases = [...FIXTURES.map((f) => ({ ...f, file: `exports/${f.file}` })), ...apiFiles];
const read = new Map(
  await Promise.all(
    cases.map(async ({ file, owner }) => {
      const { all } = await readFixture(fixture(file));
      return [file, { all, connector: connectorById(owner) as Connector }] as const;
    }),
  ),
);

let library: TempLibrary;
let reports: Map<string, FileReport>;
beforeAll(async () => {
  library = await tempLibrary();
  const { files } = await library.bring(cases.map((c) => fixture(c.file)));
  reports = new Map(cases.map((c, i) => [c.file, files[i] as FileReport]));
});
afterAll(() => library.remove());

describe.each(cases)('$file', ({ file, owner, rejected, withheld }) => {
  const report = () => reports.get(file) as FileReport;
  const records = read.get(file)?.all ?? [];

  it('is accounted for to the row', () => {
    const r = report();
    expect(r).toMatchObject({ state: 'imported', connector: owner, rowsRead: records.length, error: null });
    expect(r.rowsRead).toBe(r.rowsKept + r.rowsRejected);
    expect(r.rowsKept).toBe(r.rowsNew + r.rowsRepeated);
    for (const field of ['rowsRead', 'rowsKept', 'rowsRejected'] as const)
      expect(r.sheets.reduce((n, s) => n + s[field], 0)).toBe(r[field]);
    if (rejected !== undefined) expect(r.rowsRejected).toBe(rejected);
    if (owner !== 'live-api' && !owner.endsWith('-api')) expect(r.rowsRejected).toBe(rejected ?? 0);
    if (withheld) expect(r.withheldColumns.toSorted()).toEqual(withheld.toSorted());
  });

  it('says for each rejected row why', async () => {
    const { runId, rowsRejected } = report();
    const { items } = await problems(library.store, String(runId), 0, 500);
    const rowsWithReason = new Set(items.filter((p) => p.scope === 'row').map((p) => `${p.sheet} ${p.row}`));
    expect(rowsWithReason.size).toBe(rowsRejected);
    for (const p of items) expect(p.reason).not.toBe('');
  });

  it('keeps what it has no place for, where it can be asked for', async () => {
    const { runId, unknownColumns } = report();
    const { items } = await unknown(library.store, String(runId));
    expect(items.map((i) => i.column).toSorted()).toEqual(unknownColumns.toSorted());
    for (const i of items) expect(i.examples.length).toBeGreaterThan(0);
  });
});

describe('the library of all fixtures', () => {
  it('holds every platform of the contract (acceptance 14)', async () => {
    const nine = ['weibo', 'wechat', 'xiaohongshu', 'douyin', 'toutiao', 'bilibili', 'babytree', 'zhihu'];
    for (const platform of nine) {
      const found = await searchAccounts(library.store, searchParametersSchema.parse({ platform }));
      expect(found.total, platform).toBeGreaterThan(0);
    }
    const live = await library.store.facts.rows(
      sql`SELECT count(*) AS n FROM engagement WHERE platform = 'live' OR act IN ('enter', 'gift')`,
    );
    expect(Number(live[0]?.['n'])).toBeGreaterThan(0);
  });

  it('knows one creator in many files by the platform’s id, with each vendor beside the others', async () => {
    const rows = await library.store.facts.rows(
      sql`SELECT vendor FROM account_card WHERE account_id = 'xiaohongshu:5f3c0a1b0000000001002a3b'`,
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.['vendor']).toEqual(
      expect.arrayContaining(['pugongying', 'qiangua', 'agency', 'mediacrawler']),
    );
  });

  it('names a source and a row for every fact', async () => {
    for (const table of SOURCED_TABLES) {
      const [lost] = await library.store.facts.rows(
        sql`SELECT count(*) AS n FROM ${{ strings: [table], values: [] }} f LEFT JOIN source s ON s.source_id = f.source_id WHERE s.source_id IS NULL OR f.source_row < 1`,
      );
      expect(lost?.['n'], table).toBe(0);
    }
  });

  it('keeps raw ids of consumers nowhere', async () => {
    const accounts = new Set((await library.rows('account_identifier')).map((r) => textOf(r['value'])));
    const raw = new Set<string>();
    for (const { all, connector } of read.values())
      for (const d of readAll(connector, all).drafts) {
        if (d.kind === 'engagement' && !d.actorAccount) raw.add(d.actor);
        if (d.kind === 'follow') raw.add(d.follower);
        if (d.kind === 'actor') raw.add(d.actor);
        if (d.kind === 'order' && d.buyer) raw.add(d.buyer);
      }
    // A creator who comments is in the library under the creator's own name.
    for (const id of accounts) raw.delete(id);
    expect(raw.size).toBeGreaterThan(30);
    expect(await foundIn(library, raw)).toEqual([]);
  });

  it('keeps withheld cells nowhere', async () => {
    const personal = new Set<string>();
    const shown = new Set<string>();
    for (const { all, connector } of read.values())
      for (const record of all) {
        const { said } = readAll(connector, [record]);
        for (const [column, value] of Object.entries(cellsOf(record)))
          (said.withheld.includes(column) ? personal : shown).add(value);
      }
    for (const value of personal)
      if (value.trim() === '' || value === '-' || shown.has(value)) personal.delete(value);
    expect([...personal]).toEqual(
      expect.arrayContaining(['13800000000', 'qinghe_wx', 'mm_fix_wx', 'nora@example.org', '小某某']),
    );
    expect(await foundIn(library, personal)).toEqual([]);
  });
});

describe('the same files again', () => {
  it('change nothing at all', async () => {
    const before = await library.counts();
    const cards = await library.dump(['account_card', 'post_card']);
    const again = await library.bring(cases.map((c) => fixture(c.file)));
    expect(again.totals.rowsNew).toBe(0);
    expect(new Set(again.files.map((f) => f.state))).toEqual(new Set(['already-imported']));
    expect(await library.counts()).toEqual(before);
    expect(await library.dump(['account_card', 'post_card'])).toEqual(cards);
  });

  it('under another name and another day of import are still the same bytes', async () => {
    const { readFile } = await import('node:fs/promises');
    const copy = await library.file('copy.csv', await readFile(fixture('exports/qiangua/bloggers.csv')));
    expect(await library.bringOne(copy)).toMatchObject({ state: 'already-imported', rowsNew: 0 });
  });
});

const cellsOf = (record: SourceRecord): Record<string, string> =>
  record.shape === 'table' ? { ...record.cells } : flattenJson(record.value);

/**
 * Which of the values stand in any cell of either store: as a cell, or from five characters on as a word of a text
 * or of JSON.
 */
async function foundIn(from: TempLibrary, values: ReadonlySet<string>): Promise<string[]> {
  const rows: unknown[] = [];
  for (const table of Object.keys(await from.counts())) rows.push(...(await from.rows(table)));
  for (const table of ['job', 'audit_log', 'push_batch', 'upload', 'saved_mapping'] as const)
    rows.push(...(await from.store.state.db.selectFrom(table).selectAll().execute()));
  const texts = textsIn(rows);
  const all = [...texts].join('\n');
  const escaped = (value: string) => value.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  return [...values].filter(
    (value) =>
      texts.has(value) ||
      (value.length >= 5 && new RegExp(`(?<![\\p{L}\\d])${escaped(value)}(?![\\p{L}\\d])`, 'u').test(all)),
  );
}
