/** Each demo file is taken by the connector it was written for, which reads every row of it. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FileSample, Notes, ReadOptions, SourceRecord } from '#connectors/contract.ts';
import { connectorById, recognise } from '#connectors/registry.ts';
import { draftSchema } from '#domain/facts/imports/schema.ts';
import { DEMO_AS_OF } from './frame.ts';
import { type WrittenDemo, writeDemo } from './write-demo.ts';

type File = WrittenDemo['files'][number];
let dir: string;
let demo: WrittenDemo;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'touchstone-demo-'));
  demo = await writeDemo(dir);
});
afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
});

const asRecords = (sheet: string | null, rows: readonly string[][]): SourceRecord[] => {
  const headers = rows[0] ?? [];
  return rows.slice(1).map((row, i) => ({
    shape: 'table',
    sheet,
    row: i + 2,
    cells: Object.fromEntries(headers.map((header, c) => [header, row[c] ?? ''])),
  }));
};

/** Up to `limit` records of a file, and its headers. */
async function open(file: File, limit: number): Promise<{ sample: FileSample; records: SourceRecord[] }> {
  const path = join(dir, file.path);
  const fileName = file.path.split('/').at(-1) ?? '';
  if (file.path.endsWith('.ndjson')) {
    const lines = (await readFile(path, 'utf8')).trimEnd().split('\n').slice(0, limit);
    const records = lines.map(
      (line, i): SourceRecord => ({
        shape: 'json',
        sheet: null,
        row: i + 1,
        value: JSON.parse(line),
      }),
    );
    const sample = {
      fileName,
      shape: 'json' as const,
      sheet: null,
      headers: [],
      records: records.slice(0, 50),
    };
    return { sample, records };
  }
  let rows: string[][] = [];
  let sheetName: string | null = null;
  if (file.path.endsWith('.xlsx')) {
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(path);
    const sheet = book.worksheets[0];
    sheetName = sheet?.name ?? null;
    const columns = sheet?.columnCount ?? 0;
    sheet?.eachRow((row) => {
      rows.push(Array.from({ length: columns }, (_, c) => row.getCell(c + 1).text));
    });
  } else rows = parse(await readFile(path), { bom: true, to_line: limit + 1 });
  const records = asRecords(sheetName, rows);
  const sample = {
    fileName,
    shape: 'table' as const,
    sheet: sheetName,
    headers: rows[0] ?? [],
    records: records.slice(0, 50),
  };
  return { sample, records };
}

describe('demo files and connectors', () => {
  it('each is recognised by the connector it was written for', async () => {
    const found: [string, string | null][] = [];
    for (const file of demo.files) {
      const { sample } = await open(file, 60);
      found.push([file.path, recognise(sample)[0]?.connector.id ?? null]);
    }
    expect(found).toEqual(demo.files.map((f) => [f.path, f.connectorId]));
  });

  it('each row gives drafts that keep to the schema; nothing is refused or unreadable', async () => {
    for (const file of demo.files) {
      if (file.connectorId === null) continue;
      const connector = connectorById(file.connectorId);
      const { records } = await open(file, 2000);
      const trouble: string[] = [];
      const notes: Notes = {
        reject: (column, value, reason) => trouble.push(`rejected ${column} ${value}: ${reason}`),
        unreadable: (column, value, reason) => trouble.push(`unreadable ${column} ${value}: ${reason}`),
        unknown: () => undefined,
        withheld: () => undefined,
        warn: () => undefined,
      };
      const options: ReadOptions = {
        platform: null,
        asOf: DEMO_AS_OF,
        dateOrder: null,
        utcOffsetMinutes: 480,
        followDesign: null,
        ...file.options,
      };
      for (const [i, record] of records.entries()) {
        const drafts = [...(connector?.read(record, options, notes) ?? [])];
        if (drafts.length === 0) trouble.push(`row ${i} gives nothing`);
        if (i < 40) for (const draft of drafts) draftSchema.parse(draft);
      }
      expect([file.path, ...trouble.slice(0, 3)]).toEqual([file.path]);
    }
  });
});
