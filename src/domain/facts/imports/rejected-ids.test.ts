/** A damaged record is told with its values; the ids of people are never among them. */

import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Connector, SourceRecord } from '#connectors/contract.ts';
import { OPTIONS, readAll, readFixture } from '#connectors/fixture-files.ts';
import { FIXTURES } from '#connectors/fixture-table.ts';
import { connectorById } from '#connectors/registry.ts';
import { removeFolder, tempFolder } from '#store/temp-home.ts';
import { RecordStager } from './record-stager.ts';
import { FIXTURE_FOLDER, fixture } from './temp-library.ts';

const cases = [
  ...FIXTURES.map((f) => ({ file: `exports/${f.file}`, owner: f.owner })),
  ...globSync('api/*/*.{json,ndjson}', { cwd: FIXTURE_FOLDER })
    .sort()
    .map((file) => ({ file, owner: `${basename(dirname(file))}-api` })),
];
const read = await Promise.all(
  cases.map(async ({ file, owner }) => ({
    file,
    connector: connectorById(owner) as Connector,
    records: (await readFixture(fixture(file))).all,
  })),
);

/** Ids of people as their sources write them; of creators, who are in the library by their ids. */
const people = new Set<string>();
const creators = new Set<string>();
for (const { connector, records } of read)
  for (const d of readAll(connector, records).drafts) {
    if (d.kind === 'engagement') people.add(d.actor);
    if (d.kind === 'follow') people.add(d.follower);
    if (d.kind === 'actor') people.add(d.actor);
    if (d.kind === 'order' && d.buyer) people.add(d.buyer);
    const account = 'account' in d ? d.account : d.kind === 'post' ? d.author : undefined;
    for (const id of [account?.platformId, account?.handle, account?.vendor?.id]) if (id) creators.add(id);
    if (d.kind === 'engagement' && d.actorAccount?.platformId) creators.add(d.actorAccount.platformId);
    if (d.kind === 'post') creators.add(d.postKey);
  }
for (const id of creators) people.delete(id);
/** Shorter ones are words of other meanings too. */
for (const id of people) if (id.length < 4) people.delete(id);

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
/** The value with one part taken out or spoilt, once for each part at any depth. */
function* damaged(value: Json, spoil: (part: Json) => Json | undefined): Generator<Json> {
  if (Array.isArray(value)) {
    for (const [i, inner] of value.entries())
      for (const other of damaged(inner, spoil)) yield value.with(i, other);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      const other = spoil(inner);
      const { [key]: _gone, ...rest } = value;
      yield other === undefined ? rest : { ...value, [key]: other };
      if (typeof inner === 'object' && inner !== null)
        for (const deeper of damaged(inner, spoil)) yield { ...value, [key]: deeper };
    }
  }
}
const ways: [string, (part: Json) => Json | undefined][] = [
  ['taken out', () => undefined],
  ['made unreadable', () => '?!'],
  ['put into an object', (part) => ({ was: part })],
  ['put into a list', (part) => [part]],
];
const RECORDS = 4;
const PARTS = 80;

/** Cells of a table are text. */
const asCells = (value: Json): Record<string, string> =>
  Object.fromEntries(
    Object.entries(value as object).map(([k, v]) => [k, typeof v === 'string' ? v : JSON.stringify(v)]),
  );

function* variants(record: SourceRecord, spoil: (part: Json) => Json | undefined): Generator<SourceRecord> {
  let n = 0;
  for (const value of damaged((record.shape === 'table' ? record.cells : record.value) as Json, spoil)) {
    if (n++ === PARTS) return;
    yield record.shape === 'table' ? { ...record, cells: asCells(value) } : { ...record, value };
  }
}

let home: string;
beforeAll(async () => {
  home = await tempFolder();
});
afterAll(() => removeFolder(home));

describe.each(ways)('with each value %s', (way, spoil) => {
  it('no list of problems or unknown columns of any connector holds the id of a person', async () => {
    expect(people.size).toBeGreaterThan(30);
    let rejected = 0;
    const found: string[] = [];
    for (const [i, { file, connector, records }] of read.entries()) {
      const folder = join(home, `${way}-${i}`);
      const stager = new RecordStager(folder, 'key', 'digest', OPTIONS, []);
      stager.sheet(0);
      for (const record of records.slice(0, RECORDS))
        for (const variant of variants(record, spoil)) stager.take(variant, connector);
      const stages = stager.close();
      for (const stage of ['rejected', 'unknown', 'source_row'] as const) {
        if (!stages.includes(stage)) continue;
        const text = await readFile(join(folder, `${stage}.ndjson`), 'utf8');
        if (stage === 'rejected') rejected += text.split('\n').length;
        const words = new Set(text.split(/[^\p{L}\p{N}_@.=+/-]+/u));
        for (const id of people)
          if (words.has(id))
            found.push(
              `${file} ${text
                .split('\n')
                .find((line) => line.includes(id))
                ?.slice(0, 200)}`,
            );
      }
    }
    expect(rejected).toBeGreaterThan(300);
    expect(found).toEqual([]);
  });
});
