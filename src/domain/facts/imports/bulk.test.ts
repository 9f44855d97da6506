/** The bulk way in and the row-by-row way give the same facts from the same file. */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { rng } from '#basis/rng.ts';
import { readConfig } from '#config/config.ts';
import { sql } from '#store/facts/sql.ts';
import { openStore, type Store } from '#store/open-store.ts';
import { BULK_FROM } from './bulk-plan.ts';
import { importFile, type Progress } from './import-file.ts';
import type { FileReport } from './schema.ts';

const opened: { store: Store; home: string }[] = [];
afterEach(async () => {
  for (const { store, home } of opened.splice(0)) {
    await store.close();
    await rm(home, { recursive: true, force: true });
  }
});

async function freshStore(): Promise<Store> {
  const home = await mkdtemp(join(tmpdir(), 'touchstone-bulk-'));
  const store = await openStore(readConfig({ home }));
  await store.state.db
    .updateTable('setting')
    .set({ value: 'a1'.repeat(32) })
    .where('name', '=', 'actor_key')
    .execute();
  opened.push({ store, home });
  return { ...store, actorKey: 'a1'.repeat(32) };
}

/** Rows in plain and in odd forms; `pad` makes the file long enough for the bulk way. */
function engagements(rows: number, pad: number): string {
  const random = rng('bulk');
  const lines = ['platform,post_id,actor_id,kind,at,text,weight,nickname,extra'];
  for (let i = 0; i < rows; i++) {
    const odd = random.next();
    const at = new Date(Date.UTC(2025, 0, 1) + random.int(0, 20_000_000) * 1000).toISOString();
    const when =
      odd < 0.01
        ? '03/04/2025'
        : odd < 0.02
          ? at.slice(0, 19).replace('T', ' ')
          : odd < 0.03
            ? String(Date.parse(at) / 1000)
            : odd < 0.04
              ? '2025年3月4日'
              : odd < 0.05
                ? 'yesterday'
                : at;
    const actor = odd > 0.99 ? '' : odd > 0.98 ? ' u7 ' : `u${random.int(0, 400)}`;
    const act =
      odd > 0.97 && odd < 0.98
        ? '点赞'
        : odd > 0.96 && odd < 0.97
          ? 'poke'
          : random.pick(['like', 'comment', 'share']);
    const text =
      act === 'comment' ? random.pick(['"好看, 真的"', '  spaced ', '-', `第${i}条`, '"多\n行"']) : '';
    const weight = random.pick(['', '3', '1.5', '1.2万', 'x']);
    lines.push(
      `${random.pick(['weibo', '微博', 'douyin', '火星'])},p${random.int(0, 50)},${actor},${act},${when},${text},${weight},${random.pick(['', '小王'])},${random.pick(['', 'kept', '暂无'])}${' '.repeat(0)}`,
    );
  }
  return `${lines.join('\n')}\n${`weibo,p1,u${'9'.repeat(60)},like,2025-01-01T00:00:00Z,${'长'.repeat(200)},,,\n`.repeat(pad)}`;
}

const FACTS = sql`SELECT platform, post_id, act, actor_key::VARCHAR AS actor, engagement_key, acted_at, text, parent_key, region, weight, source_row FROM engagement ORDER BY source_row`;
const REJECTED = sql`SELECT source_row, scope, column_name, value, reason FROM rejected_row ORDER BY source_row, column_name, value`;
const UNKNOWN = sql`SELECT source_row, column_name, value FROM unknown_column ORDER BY source_row, column_name`;

const importFrom = (
  store: Store,
  path: string,
  progress: Progress = () => {},
  signal = new AbortController().signal,
): Promise<FileReport> =>
  importFile(
    store,
    { path, fileName: 'engagements.csv', connector: 'engagement-list', mapping: null },
    { asOf: '2025-06-01T00:00:00.000Z' },
    'b',
    progress,
    signal,
  );

async function both(text: string): Promise<{ bulk: Store; rows: Store; reports: FileReport[] }> {
  const bulk = await freshStore();
  const rows = await freshStore();
  const folder = opened[0]?.home ?? '';
  const large = join(folder, 'bulk.csv');
  await writeFile(large, text);
  const gz = join(folder, 'rows.csv');
  // A quoted header changes nothing for the reader, but a file below the size limit is read row by row.
  await writeFile(gz, text.slice(0, text.indexOf(`weibo,p1,u${'9'.repeat(60)}`)));
  return { bulk, rows, reports: [await importFrom(bulk, large), await importFrom(rows, gz)] };
}

describe('bulk import', () => {
  it('gives the facts, rejections and unknown cells of the row-by-row way', async () => {
    const small = engagements(3000, 0);
    const pad = Math.ceil(BULK_FROM / 700);
    const { bulk, rows, reports } = await both(engagements(3000, pad));
    const [a, b] = reports;
    expect(small.length).toBeLessThan(BULK_FROM);
    expect(a?.error).toBeNull();
    expect(a?.rowsRead).toBe((b?.rowsRead ?? 0) + pad);
    expect(a?.rowsRead).toBe((a?.rowsKept ?? 0) + (a?.rowsRejected ?? 0));
    expect(a?.rowsRejected).toBe(b?.rowsRejected);
    expect(a?.cellsUnreadable).toBe(b?.cellsUnreadable);
    expect(a?.withheldColumns).toEqual(b?.withheldColumns);
    expect(a?.unknownColumns).toEqual(b?.unknownColumns);
    // The padding is one act repeated: one fact.
    expect(a?.rowsNew).toBe((b?.rowsNew ?? 0) + 1);
    const facts = await bulk.facts.rows(FACTS);
    expect(facts.filter((f) => Number(f['source_row']) <= (b?.rowsRead ?? 0) + 1)).toEqual(
      await rows.facts.rows(FACTS),
    );
    expect(await bulk.facts.rows(REJECTED)).toEqual(await rows.facts.rows(REJECTED));
    expect(await bulk.facts.rows(UNKNOWN)).toEqual(await rows.facts.rows(UNKNOWN));
  });

  it('gives the same rows the same numbers over several parts, and acts repeated across parts once', async () => {
    const lines = Array.from({ length: 30_000 }, (_, i) => {
      const [act, at] = i % 5000 === 7 ? ['poke', '2025年3月4日'] : ['comment', '2025-01-01T00:00:00Z'];
      return `weibo,p${i % 90},u${i},${act},${at},"第${i}条, ${'字'.repeat(40)}\n第二行",${i % 3000 === 0 ? 'kept' : ''}`;
    });
    // One act as the engine reads it and once more as only the connector does, the first of them in an early part.
    lines[40] = 'weibo,p1,twice,like,2025年1月1日,,';
    lines[29_000] = 'weibo,p1,twice,like,2024-12-31T16:00:00Z,,';
    lines[25_000] = lines[9] ?? '';
    lines[26_000] = ',,,,,,';
    const text = `platform,post_id,actor_id,kind,at,text,extra\n${lines.join('\n')}\n`;
    const [bulk, rows] = [await freshStore(), await freshStore()];
    const folder = opened[0]?.home ?? '';
    await writeFile(join(folder, 'bulk.csv'), text);
    await writeFile(join(folder, 'rows.csv.gz'), gzipSync(text, { level: 1 }));
    const told: { share: number; message: string }[] = [];
    const a = await importFrom(bulk, join(folder, 'bulk.csv'), (share, message) =>
      told.push({ share, message }),
    );
    const b = await importFrom(rows, join(folder, 'rows.csv.gz'));
    const counts = ({ rowsRead, rowsKept, rowsNew, rowsRejected, cellsUnreadable }: FileReport) => ({
      rowsRead,
      rowsKept,
      rowsNew,
      rowsRejected,
      cellsUnreadable,
    });
    expect(counts(a)).toEqual(counts(b));
    expect(a).toMatchObject({ rowsRead: 29_999, rowsNew: 29_997, unknownColumns: ['extra'] });
    for (const question of [FACTS, REJECTED, UNKNOWN])
      expect(await bulk.facts.rows(question)).toEqual(await rows.facts.rows(question));
    const steps = told.filter((t) => t.message.includes('rows read'));
    expect(steps.length).toBeGreaterThanOrEqual(4);
    expect(steps.map((t) => t.share)).toEqual(steps.map((t) => t.share).toSorted((x, y) => x - y));
    expect(told.map((t) => t.message)).toEqual(expect.arrayContaining(['engagements.csv: merging']));
    const stored = told.filter((t) => t.message.includes('storing rows'));
    expect(stored.length).toBeGreaterThanOrEqual(4);
    expect(told.map((t) => t.share)).toEqual(told.map((t) => t.share).toSorted((x, y) => x - y));
  });

  it('stops between parts when it is cancelled, and leaves nothing', async () => {
    const store = await freshStore();
    const path = join(opened[0]?.home ?? '', 'a.csv');
    const line = (i: number) => `weibo,p${i % 90},u${i},like,2025-01-01T00:00:00Z,${'字'.repeat(40)}\n`;
    const body = Array.from({ length: 40_000 }, (_, i) => line(i)).join('');
    await writeFile(path, `platform,post_id,actor_id,kind,at,text\n${body}`);
    const stop = new AbortController();
    const messages: string[] = [];
    const importing = importFrom(
      store,
      path,
      (_, message) => {
        messages.push(message);
        stop.abort();
      },
      stop.signal,
    );
    await expect(importing).rejects.toMatchObject({ code: 'cancelled' });
    expect(messages).toHaveLength(1);
    const left = await store.facts.rows(
      sql`SELECT (SELECT count(*) FROM engagement) AS acts, (SELECT count(*) FROM import_run) AS runs`,
    );
    expect(left[0]).toEqual({ acts: 0, runs: 0 });
    expect(await readdir(await store.folder('staging'))).toEqual([]);
  });

  it('stops between parts while rows are stored, and leaves nothing', async () => {
    const store = await freshStore();
    const path = join(opened[0]?.home ?? '', 'a.csv');
    const line = (i: number) => `weibo,p${i % 90},u${i},like,2025-01-01T00:00:00Z,${'字'.repeat(40)}\n`;
    const body = Array.from({ length: 40_000 }, (_, i) => line(i)).join('');
    await writeFile(path, `platform,post_id,actor_id,kind,at,text\n${body}`);
    const stop = new AbortController();
    let stored = 0;
    const importing = importFrom(
      store,
      path,
      (_, message) => {
        if (message.includes('storing rows') && ++stored === 2) stop.abort();
      },
      stop.signal,
    );
    await expect(importing).rejects.toMatchObject({ code: 'cancelled' });
    expect(stored).toBe(2);
    const left = await store.facts.rows(
      sql`SELECT (SELECT count(*) FROM engagement) AS acts, (SELECT count(*) FROM import_run) AS runs`,
    );
    expect(left[0]).toEqual({ acts: 0, runs: 0 });
    const limit = await store.facts.rows(sql`SELECT current_setting('memory_limit') AS held`);
    expect(limit[0]?.['held']).toBe('667.5 MiB');
  });

  it('adds nothing when the rows come again in another file', async () => {
    const store = await freshStore();
    const folder = opened[0]?.home ?? '';
    const line = (i: number) => `weibo,p${i % 90},u${i},like,2025-01-01T00:00:00Z,${'字'.repeat(40)}\n`;
    const body = Array.from({ length: 40_000 }, (_, i) => line(i)).join('');
    const read = async (name: string, text: string) => {
      await writeFile(join(folder, name), text);
      return importFile(
        store,
        { path: join(folder, name), fileName: name, connector: null, mapping: null },
        {},
        'b',
        () => {},
        new AbortController().signal,
      );
    };
    const first = await read('a.csv', `platform,post_id,actor_id,kind,at,text\n${body}`);
    expect(first).toMatchObject({
      state: 'imported',
      rowsRead: 40_000,
      rowsNew: 40_000,
      connector: 'engagement-list',
    });
    const again = await read('b.csv', `platform,post_id,actor_id,kind,at,text\n${body}${line(40_000)}`);
    expect(again).toMatchObject({
      state: 'imported',
      rowsRead: 40_001,
      rowsKept: 40_001,
      rowsNew: 1,
      rowsRepeated: 40_000,
    });
    const counted = await store.facts.rows(sql`SELECT count(*) AS n FROM engagement`);
    expect(counted[0]?.['n']).toBe(40_001);
  });

  it('falls back to rows when the engine cannot split the file', async () => {
    const store = await freshStore();
    const folder = opened[0]?.home ?? '';
    const body = Array.from(
      { length: 40_000 },
      (_, i) => `weibo,p${i % 90},u${i},like,2025-01-01T00:00:00Z,${'字'.repeat(40)}\n`,
    ).join('');
    await writeFile(
      join(folder, 'ragged.csv'),
      `platform,post_id,actor_id,kind,at,text\n${body}weibo,p1,u1,like,2025-01-01T00:00:00Z,one,two,three\n`,
    );
    const report = await importFile(
      store,
      { path: join(folder, 'ragged.csv'), fileName: 'ragged.csv', connector: null, mapping: null },
      {},
      'b',
      () => {},
      new AbortController().signal,
    );
    expect(report).toMatchObject({ state: 'imported', rowsRead: 40_001, rowsKept: 40_000, rowsRejected: 1 });
    expect(report.reasons[0]?.reason).toMatch(/8 cells under 6 headers|cells/);
  });

  it('counts blank lines as the row-by-row way does', async () => {
    const store = await freshStore();
    const folder = opened[0]?.home ?? '';
    const line = (i: number) => `weibo,p${i % 90},u${i},like,2025-01-01T00:00:00Z,${'字'.repeat(40)}\n`;
    const lines = Array.from({ length: 40_000 }, (_, i) => line(i));
    await writeFile(
      join(folder, 'blank.csv'),
      `platform,post_id,actor_id,kind,at,text\n${lines[0]}\n${lines.slice(1).join('')}`,
    );
    const report = await importFile(
      store,
      { path: join(folder, 'blank.csv'), fileName: 'blank.csv', connector: null, mapping: null },
      {},
      'b',
      () => {},
      new AbortController().signal,
    );
    expect(report).toMatchObject({ state: 'imported', rowsRead: 40_000, rowsNew: 40_000 });
    const rows = await store.facts.rows(
      sql`SELECT min(source_row) AS first, max(source_row) AS last FROM engagement`,
    );
    expect(rows[0]).toEqual({ first: 2, last: 40_002 });
  });
});
