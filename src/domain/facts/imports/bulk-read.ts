/** Reads a large engagement file part by part into converted rows: SQL takes the plain rows, the connector the others. */
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '#basis/error.ts';
import { platformNamed } from '#basis/platform.ts';
import type { Connector, ReadOptions } from '#connectors/contract.ts';
import { actNamed } from '#connectors/read-engagement-cells.ts';
import { mappedConnector } from '#connectors/read-mapped.ts';
import type { FactWriter } from '#store/facts/fact-store.ts';
import type { Sql } from '#store/facts/sql.ts';
import type { BulkPlan } from './bulk-plan.ts';
import * as bulk from './bulk-statements.ts';
import { RecordStager } from './record-stager.ts';
import type { StageSummary } from './stage-file.ts';
import { stagePath } from './stage-writer.ts';
import type { StageName } from './stages.ts';
import { createStage, loadStage } from './statements.ts';

/** More rows of a part in odd forms than this, and the file is read row by row. */
const OTHER_LIMIT = 100_000;
/** Rows taken through the connector before requests get their turn. */
const OTHER_PAGE = 1_000;
/** People remembered from part to part; with more of them the table starts anew, so that memory has an end. */
const MOST_PEOPLE = 2_000_000;
const HMAC_BLOCK = 64;

/** Why a file cannot be read in bulk; it is read row by row then. */
export class NotBulk extends Error {}

const numberOf = async (writer: FactWriter, statement: Sql): Promise<number> =>
  Number((await writer.rows(statement))[0]?.['n'] ?? 0);

export interface BulkRequest {
  path: string;
  plan: BulkPlan;
  summary: StageSummary;
  options: ReadOptions;
  actorKey: string;
  /** Tombstones of people who asked to be erased. */
  erased: string[];
  /** Staging folder of the run. */
  folder: string;
  progress(share: number, rows: number): void;
  signal: AbortSignal;
}

/** What waits in temporary tables and in the staging folder. */
export interface BulkRead {
  plan: BulkPlan;
  /** The converted rows, a Parquet file for each part. */
  files: string[];
  stages: StageName[];
  /** Whether some rows may equal each other or stored ones: they are in `stage_engagement`. */
  someRepeat: boolean;
  someStaged: boolean;
}

/**
 * Writes the converted rows beside the stages, fills `stage_engagement` and `repeated` before the import's
 * transaction, and the summary's counts. Holds one part of the file as text at a time.
 * @throws NotBulk when the engine cannot split a part, or too many of its rows are in odd forms
 */
export async function readBulk(writer: FactWriter, request: BulkRequest): Promise<BulkRead> {
  const { plan, summary, options, actorKey, folder, signal } = request;
  if (actorKey.length !== HMAC_BLOCK) throw new NotBulk('the workspace key is not one HMAC block');
  const stager = new RecordStager(folder, actorKey, summary.digest, options, request.erased);
  const people: People = { taken: null, count: 0 };
  const count = { read: 0, plain: 0, blank: 0 };
  const files: string[] = [];
  let stages: StageName[] = [];
  try {
    const [first = 0, ...ends] = plan.parts;
    let start = first;
    for (const end of ends) {
      signal.throwIfAborted();
      await loadPart(writer, request, start, end);
      const file = join(folder, `rows-${files.length}.parquet`);
      await convertPart(writer, request, file, stager, people, count);
      files.push(file);
      start = end;
      request.progress((end - first) / Math.max(1, (ends.at(-1) ?? 0) - first), count.read);
    }
    for (const drop of bulk.dropParts()) await writer.run(drop);
  } finally {
    stages = stager.close();
  }
  signal.throwIfAborted();
  Object.assign(summary, {
    cellsUnreadable: stager.cellsUnreadable,
    warnings: [...summary.warnings, ...stager.warnings],
    unknownColumns: [...stager.unknownColumns],
    withheldColumns: [...stager.withheldColumns],
    sheets: [
      {
        sheet: null,
        connector: summary.connector.id,
        rowsRead: count.read,
        rowsKept: count.plain + stager.rowsKept,
        rowsRejected: stager.rowsRejected,
      },
    ],
  });
  const odd = stages.includes('engagement');
  await writer.run(
    odd ? loadStage('engagement', stagePath(folder, 'engagement')) : createStage('engagement'),
  );
  await writer.run(bulk.createFilePosts(files));
  const someStored = (await numberOf(writer, bulk.storedOnPosts())) > 0;
  await writer.run(bulk.createRepeated(files, someStored));
  const someRepeat = (await numberOf(writer, bulk.countRepeated())) > 0;
  if (someRepeat) await writer.run(bulk.stageRepeated(plan, files, someStored));
  await writer.run(bulk.inAnyOrder());
  return { plan, files, stages, someRepeat, someStaged: odd || someRepeat };
}

async function copyRange(
  path: string,
  start: number,
  end: number,
  to: string,
  signal: AbortSignal,
): Promise<void> {
  const [source, target] = await Promise.all([open(path), open(to, 'w')]);
  try {
    const buffer = Buffer.allocUnsafe(1 << 20);
    for (let at = start; at < end; ) {
      signal.throwIfAborted();
      const { bytesRead } = await source.read(buffer, 0, Math.min(buffer.length, end - at), at);
      if (bytesRead === 0) return;
      await target.writeFile(buffer.subarray(0, bytesRead));
      at += bytesRead;
    }
  } finally {
    await Promise.all([source.close(), target.close()]);
  }
}

/** Copies the bytes of a part into a file of its own, for the engine has no way to read a range. */
async function loadPart(
  writer: FactWriter,
  { path, plan, folder, signal }: BulkRequest,
  start: number,
  end: number,
): Promise<void> {
  const part = join(folder, 'part.csv');
  await copyRange(path, start, end, part, signal);
  try {
    await writer.run(bulk.loadRaw(part, plan));
  } catch (error) {
    throw new NotBulk(messageOf(error));
  } finally {
    await rm(part, { force: true });
  }
}

async function convertPart(
  writer: FactWriter,
  request: BulkRequest,
  file: string,
  stager: RecordStager,
  people: People,
  count: { read: number; plain: number; blank: number },
): Promise<void> {
  const rows = await numberOf(writer, bulk.countRaw());
  const firstRow = request.plan.headerRow + 1 + count.read + count.blank;
  const { plan, constants } = await understand(writer, request, people, firstRow);
  const plain = await writer.run(bulk.convertPlain(plan, constants, file));
  count.plain += plain;
  if (plain < rows) {
    await writer.run(bulk.createOthers(plan, constants));
    const blank = await readOthers(writer, plan, stager, mappedConnector(plan.mapping), request.signal);
    count.blank += blank;
    count.read -= blank;
  }
  count.read += rows;
  for (const i of plan.withheld)
    if (!stager.withheldColumns.has(plan.headers[i] ?? '') && (await numberOf(writer, bulk.holdsAny(i))) > 0)
      stager.withheldColumns.add(plan.headers[i] ?? '');
}

/** Words of a column that the connector's own code understands, by what it makes of them, and how many there are. */
async function wordsOf(
  writer: FactWriter,
  index: number | undefined,
  read: (word: string) => string | null,
): Promise<{ known: [string, string][]; all: number }> {
  if (index === undefined) return { known: [], all: 0 };
  const rows = await writer.rows(bulk.distinctWords(index));
  const known = rows.flatMap((row): [string, string][] => {
    const word = row['word'];
    const meaning = typeof word === 'string' && word !== '' ? read(word) : null;
    return typeof word === 'string' && meaning !== null ? [[word, meaning]] : [];
  });
  return { known, all: rows.length };
}

const xorPad = (key: string, byte: number): string =>
  Buffer.from(Buffer.from(key, 'ascii').map((b) => b ^ byte)).toString('hex');

/** The people in `actor_of`, and the platform their ids are taken to be of: '' where words of the rows say it. */
interface People {
  taken: string | null;
  count: number;
}

/** Makes the part's tables of words and posts and adds its people; drops the platform column when all its rows say the same. */
async function understand(
  writer: FactWriter,
  { plan: given, options, actorKey, erased }: BulkRequest,
  people: People,
  firstRow: number,
): Promise<{ plan: BulkPlan; constants: bulk.BulkConstants }> {
  const { mapping } = given;
  const platforms = await wordsOf(writer, given.fields.platform, platformNamed);
  const only = platforms.all === 1 ? platforms.known[0] : undefined;
  const { platform: _same, ...fields } = given.fields;
  const plan = only ? { ...given, fields } : given;
  const constants = {
    platform: only?.[1] ?? mapping.platform ?? options.platform ?? 'other',
    act: mapping.act ?? 'other',
    offsetMinutes: mapping.utcOffsetMinutes ?? options.utcOffsetMinutes,
    firstRow,
  };
  const acts = await wordsOf(writer, plan.fields['engagement.act'], actNamed);
  await writer.run(bulk.createWords('platform_word', platforms.known));
  await writer.run(bulk.createWords('act_word', acts.known));
  await writer.run(bulk.createIds(plan, 'actor_id', 'engagement.actor'));
  await writer.run(bulk.createIds(plan, 'post_id', 'engagement.post'));
  // What an id stands for changes with the platform that the part takes for granted.
  const taken = only ? constants.platform : '';
  if (people.taken !== taken || people.count > MOST_PEOPLE) {
    await writer.run(bulk.createActors());
    Object.assign(people, { taken, count: 0 });
  }
  people.count += await writer.run(
    bulk.addActors(plan, constants, xorPad(actorKey, 0x36), xorPad(actorKey, 0x5c)),
  );
  // Rows of the erased then have no person, and go to the connector's way, which rejects them with the reason.
  if (erased.length > 0) await writer.run(bulk.forgetErased(actorKey, erased));
  await writer.run(bulk.createPosts(plan, constants));
  return { plan, constants };
}

/** The rows SQL left, through the connector; how many of them hold nothing at all and count as blank lines. */
async function readOthers(
  writer: FactWriter,
  plan: BulkPlan,
  stager: RecordStager,
  connector: Connector,
  signal: AbortSignal,
): Promise<number> {
  const others = await numberOf(writer, bulk.countOthers());
  if (others > OTHER_LIMIT) throw new NotBulk('too many rows hold values in other forms');
  let blank = 0;
  for (let from = 0; from < others; from += OTHER_PAGE) {
    signal.throwIfAborted();
    for (const row of await writer.rows(bulk.someOthers(from, from + OTHER_PAGE))) {
      const texts = plan.headers.map((_, i) => row[`c${i}`]).map((c) => (typeof c === 'string' ? c : ''));
      if (texts.every((c) => c === '')) blank++;
      else
        stager.take(
          {
            shape: 'table',
            sheet: null,
            row: Number(row['row']),
            cells: Object.fromEntries(plan.headers.map((header, i) => [header, texts[i] ?? ''])),
          },
          connector,
        );
    }
  }
  return blank;
}
