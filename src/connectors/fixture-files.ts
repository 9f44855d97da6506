/** Reads files into records for the connector tests, without the import machinery. */
import type { Draft } from '#domain/facts/imports/schema.ts';
import type { Connector, FileSample, Notes, ReadOptions, SourceRecord } from './contract.ts';
import { openFile } from './format/open.ts';

export const OPTIONS: ReadOptions = {
  platform: null,
  asOf: '2024-06-30T00:00:00Z',
  dateOrder: null,
  utcOffsetMinutes: 480,
  followDesign: null,
};

export interface Fixture {
  sample: FileSample;
  all: SourceRecord[];
  /** Rows the reader itself refused. */
  problemCount: number;
}

/** The first table of a file, whole. */
export async function readFixture(path: string): Promise<Fixture> {
  const file = await openFile(path);
  const sheet = file.tables[0]?.sheet ?? null;
  const fixture: Fixture = { sample: await file.sample(sheet), all: [], problemCount: 0 };
  for await (const batch of file.records(sheet))
    for (const record of batch)
      if ('problem' in record) fixture.problemCount++;
      else fixture.all.push(record);
  return fixture;
}

export interface Said {
  rejected: { column: string; value: string; reason: string }[];
  unreadable: { column: string; value: string; reason: string }[];
  unknown: { column: string; value: string }[];
  withheld: string[];
  warnings: string[];
}

export function listener(): Notes & { said: Said } {
  const said: Said = { rejected: [], unreadable: [], unknown: [], withheld: [], warnings: [] };
  return {
    said,
    reject: (column, value, reason) => void said.rejected.push({ column, value, reason }),
    unreadable: (column, value, reason) => void said.unreadable.push({ column, value, reason }),
    unknown: (column, value) => void said.unknown.push({ column, value }),
    withheld: (column) => void said.withheld.push(column),
    warn: (text) => void (said.warnings.includes(text) || said.warnings.push(text)),
  };
}

/** Everything a connector says about some records. */
export function readAll(
  connector: Connector,
  records: readonly SourceRecord[],
  options = OPTIONS,
): { drafts: Draft[]; said: Said } {
  const notes = listener();
  const drafts = records.flatMap((record) => [...connector.read(record, options, notes)]);
  return { drafts, said: notes.said };
}
