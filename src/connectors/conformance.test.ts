/** What every registered connector must do, whoever wrote it. */
import { existsSync, globSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draftSchema } from '#domain/facts/imports/schema.ts';
import type { Connector, SourceRecord } from './contract.ts';
import { listener, OPTIONS, readAll, readFixture } from './fixture-files.ts';
import { FIXTURES } from './fixture-table.ts';
import { flattenJson } from './flatten-json.ts';
import { CONNECTORS, connectorById, recognise, VENDOR_CONNECTORS } from './registry.ts';
import { isNothing } from './values.ts';

const root = fileURLToPath(new URL('../../fixtures/', import.meta.url));
const apiFixtures = globSync('api/*/*.{json,ndjson}', { cwd: root }).map((path) => ({
  path: join(root, path),
  owner: `${basename(dirname(path))}-api`,
}));
const named = [
  ...FIXTURES.map(({ file, owner }) => ({ path: join(root, 'exports', file), owner })),
  ...apiFixtures,
];
const fixtures = await Promise.all(named.map(async (f) => ({ ...f, ...(await readFixture(f.path)) })));
const ownerOf = (id: string): Connector => {
  const connector = connectorById(id);
  if (!connector) throw new Error(`no connector ${id}`);
  return connector;
};

describe('the registry', () => {
  it('gives every connector an id of its own, a version and two names', () => {
    const ids = CONNECTORS.map((c) => c.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const c of CONNECTORS) {
      expect(c.version, c.id).toBeGreaterThanOrEqual(1);
      expect(c.id).toMatch(/^[a-z0-9-]+$/);
      expect(c.en.length, c.id).toBeGreaterThan(2);
      expect(c.zh, c.id).toMatch(/[\u4e00-\u9fff]/);
      expect(c.platforms.length, c.id).toBeGreaterThan(0);
    }
  });

  it('has a fixture for every connector, and no fixture without an owner', () => {
    const owned = new Set(fixtures.map((f) => f.owner));
    expect(CONNECTORS.filter((c) => !owned.has(c.id)).map((c) => c.id)).toEqual([]);
    const listed = new Set(FIXTURES.map((f) => f.file));
    const there = globSync('exports/**/*.{csv,json,ndjson,xlsx}', { cwd: root }).map((path) =>
      path.replace(/^exports\//, ''),
    );
    expect(there.filter((path) => !listed.has(path))).toEqual([]);
    expect(fixtures.filter((f) => !existsSync(f.path))).toEqual([]);
  });

  it('reads the payloads of all nine platforms (acceptance 14)', () => {
    const nine = [
      'weibo',
      'wechat',
      'xiaohongshu',
      'douyin',
      'toutiao',
      'bilibili',
      'babytree',
      'zhihu',
      'live',
    ] as const;
    const payloads = CONNECTORS.filter((c) => !VENDOR_CONNECTORS.includes(c));
    for (const platform of nine) {
      const own = payloads.find((c) => c.platforms.includes(platform));
      expect(own?.id, platform).toBeDefined();
      const drafts = fixtures
        .filter((f) => f.owner === own?.id)
        .flatMap((f) => readAll(own as Connector, f.all).drafts);
      expect(drafts.length, platform).toBeGreaterThan(0);
    }
  });
});

describe.each(fixtures)('$path', ({ sample, all, problemCount, owner }) => {
  const connector = ownerOf(owner);

  it('is recognised by its owner best of all', () => {
    const found = recognise(sample);
    expect(
      found[0]?.connector.id,
      JSON.stringify(found.map((f) => [f.connector.id, f.recognition.confidence])),
    ).toBe(owner);
    expect(found[0]?.recognition.confidence).toBeGreaterThanOrEqual(0.6);
    expect(found[0]?.recognition.confidence).toBeLessThanOrEqual(1);
    expect(found[0]?.recognition.reasons.length).toBeGreaterThan(0);
  });

  it('is read to its last row', () => {
    expect(problemCount).toBe(0);
    expect(all.length).toBeGreaterThan(0);
  });

  it('gives valid drafts and the same ones again', () => {
    const once = readAll(connector, all);
    expect(once.drafts.length).toBeGreaterThan(0);
    for (const draft of once.drafts) {
      const read = draftSchema.safeParse(draft);
      expect(read.success, `${read.error?.message ?? ''} ${JSON.stringify(draft)}`).toBe(true);
    }
    expect(readAll(connector, all)).toEqual(once);
  });

  it('does not write to the record', () => {
    for (const record of all) {
      const frozen = deepFreeze(structuredClone(record));
      expect(() => [...connector.read(frozen, OPTIONS, listener())]).not.toThrow();
    }
  });

  it('lets no cell disappear', () => {
    const lost = all.flatMap((record) => lostCells(connector, record));
    expect(lost).toEqual([]);
  });
});

/** Cells whose removal changes nothing that the connector yields or says. */
function lostCells(connector: Connector, record: SourceRecord): string[] {
  // A payload's own text names what it does not use; its suite checks that by path.
  if (!VENDOR_CONNECTORS.includes(connector)) return [];
  const whole = readAll(connector, [record]);
  // A rejected row is kept as it stands, with all its cells.
  if (whole.said.rejected.length > 0) return [];
  const before = JSON.stringify(whole);
  const cells = record.shape === 'table' ? record.cells : flattenJson(record.value);
  return Object.entries(cells).flatMap(([column, cell]) => {
    if (isNothing(cell) || cell === '[]') return [];
    const changed = (to: string | undefined) =>
      JSON.stringify(readAll(connector, [replaced(record, column, to)])) !== before;
    return changed(undefined) || changed('#?!') ? [] : [`${column}=${cell}`];
  });
}

function replaced(record: SourceRecord, column: string, to: string | undefined): SourceRecord {
  if (record.shape === 'table') {
    const { [column]: _, ...rest } = record.cells;
    return { ...record, cells: to === undefined ? rest : { ...rest, [column]: to } };
  }
  const value: unknown = structuredClone(record.value);
  const steps = column.split('.');
  const last = steps.pop() ?? '';
  let at = value as Record<string, unknown>;
  for (const step of steps) at = at[step] as Record<string, unknown>;
  if (to === undefined) delete at[last];
  else at[last] = to;
  return { ...record, value };
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}

describe('garbage', () => {
  const cell = fc.oneof(
    fc.string({ maxLength: 40 }),
    fc.constantFrom(
      '-',
      '1千+',
      '03/04/2024',
      '1e999',
      '-5',
      '{"a":',
      '[[]]',
      '％',
      '\u0000',
      '10w-25w',
      '0',
    ),
  );
  const headers = [...new Set(fixtures.flatMap((f) => (f.sample.shape === 'table' ? f.sample.headers : [])))];
  const table = fc
    .dictionary(fc.oneof(fc.constantFrom(...headers), fc.string({ maxLength: 12 })), cell, { maxKeys: 25 })
    .map((cells): SourceRecord => ({ shape: 'table', sheet: null, row: 2, cells }));
  const json = fc
    .jsonValue({ maxDepth: 4 })
    .map((value): SourceRecord => ({ shape: 'json', sheet: null, row: 1, value }));

  /** A record of a fixture with a few cells replaced: garbage that reaches past the first checks. */
  const records = fixtures.flatMap((f) => f.all.slice(0, 2).map((record) => ({ record, owner: f.owner })));
  const spoilt = fc
    .record({
      of: fc.constantFrom(...records),
      picks: fc.array(fc.tuple(fc.nat(), cell), { minLength: 1, maxLength: 5 }),
    })
    .map(({ of: { record, owner }, picks }) => {
      const columns = Object.keys(record.shape === 'table' ? record.cells : flattenJson(record.value)).filter(
        (c) => !c.includes('..'),
      );
      let made = record;
      for (const [n, text] of picks) {
        const column = columns[n % Math.max(1, columns.length)];
        if (column !== undefined && reachable(made, column)) made = replaced(made, column, text);
      }
      return { record: made, owner };
    });

  it('never throws, and gives valid drafts only', () => {
    fc.assert(
      fc.property(fc.oneof(table, json), (record) => {
        for (const connector of CONNECTORS) {
          const { drafts } = readAll(connector, [record]);
          for (const draft of drafts) expect(draftSchema.safeParse(draft).error?.message).toBeUndefined();
        }
      }),
      { numRuns: 120 },
    );
    fc.assert(
      fc.property(spoilt, ({ record, owner }) => {
        const { drafts } = readAll(ownerOf(owner), [record]);
        for (const draft of drafts)
          expect(draftSchema.safeParse(draft).error?.message, JSON.stringify(draft)).toBeUndefined();
      }),
      { numRuns: 600 },
    );
  });

  it('recognises nothing in a table of strangers', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ minLength: 3, maxLength: 12 }), { minLength: 1, maxLength: 8 }),
        (strange) => {
          const found = recognise({
            fileName: 'x.csv',
            shape: 'table',
            sheet: null,
            headers: strange,
            records: [
              {
                shape: 'table',
                sheet: null,
                row: 2,
                cells: Object.fromEntries(strange.map((h) => [h, '1'])),
              },
            ],
          });
          expect(found).toEqual([]);
        },
      ),
      { numRuns: 100 },
    );
  });
});

function reachable(record: SourceRecord, column: string): boolean {
  if (record.shape === 'table') return true;
  let at: unknown = record.value;
  for (const step of column.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return false;
    at = (at as Record<string, unknown>)[step];
  }
  return true;
}
