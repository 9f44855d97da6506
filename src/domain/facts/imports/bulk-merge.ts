/** The bulk way in: the engine reads the file, SQL converts the plain rows, the connector reads the others. */
import { messageOf } from '#basis/error.ts';
import { platformNamed } from '#basis/platform.ts';
import type { Connector, ReadOptions } from '#connectors/contract.ts';
import { actNamed } from '#connectors/read-engagement-cells.ts';
import { mappedConnector } from '#connectors/read-mapped.ts';
import type { FactWriter } from '#store/facts/fact-store.ts';
import type { Sql } from '#store/facts/sql.ts';
import type { BulkPlan } from './bulk-plan.ts';
import * as bulk from './bulk-statements.ts';
import { type MergeResult, mergeStages, nextSource } from './merge.ts';
import { RecordStager } from './record-stager.ts';
import type { StageSummary } from './stage-file.ts';

/** More rows in odd forms than this, and the file is read row by row. */
const OTHER_LIMIT = 100_000;
const HMAC_BLOCK = 64;

/** Why a file cannot be read in bulk; it is read row by row then. */
export class NotBulk extends Error {}

const numberOf = async (writer: FactWriter, statement: Sql): Promise<number> =>
  Number((await writer.rows(statement))[0]?.['n'] ?? 0);

/** Words of a column that the connector's own code understands, by what it makes of them. */
async function wordsOf(
  writer: FactWriter,
  index: number | undefined,
  read: (word: string) => string | null,
): Promise<[string, string][]> {
  if (index === undefined) return [];
  const rows = await writer.rows(bulk.distinctWords(index));
  return rows.flatMap((row) => {
    const word = row['word'];
    const meaning = typeof word === 'string' && word !== '' ? read(word) : null;
    return typeof word === 'string' && meaning !== null ? [[word, meaning] as [string, string]] : [];
  });
}

const xorPad = (key: string, byte: number): string =>
  Buffer.from(Buffer.from(key, 'ascii').map((b) => b ^ byte)).toString('hex');

export interface BulkRead {
  plan: BulkPlan;
  constants: bulk.BulkConstants;
  rowsRead: number;
}

/**
 * Reads the file into temporary tables, before the import's transaction: raw cells, words, people and posts.
 * @throws NotBulk when the engine cannot split the file.
 */
export async function readBulk(
  writer: FactWriter,
  path: string,
  given: BulkPlan,
  options: ReadOptions,
  actorKey: string,
): Promise<BulkRead> {
  if (actorKey.length !== HMAC_BLOCK) throw new NotBulk('the workspace key is not one HMAC block');
  try {
    await writer.run(bulk.loadRaw(path, given));
  } catch (error) {
    throw new NotBulk(messageOf(error));
  }
  const [counted] = await writer.rows(bulk.countRaw());
  const firstRow = BigInt((counted?.['first'] as string | null) ?? 0);
  const rowsRead = Number(counted?.['n'] ?? 0);
  return { ...(await understand(writer, given, options, actorKey, firstRow)), rowsRead };
}

/**
 * Converts and stores what `readBulk` read, inside the import's transaction, and fills in the summary's counts.
 * @throws NotBulk when too many rows are in odd forms.
 */
export async function mergeBulk(
  writer: FactWriter,
  read: BulkRead,
  summary: StageSummary,
  options: ReadOptions,
  actorKey: string,
  folder: string,
): Promise<MergeResult> {
  const { plan, constants, rowsRead } = read;
  const firstSource = await nextSource(writer);
  const connector = mappedConnector(plan.mapping);
  const stager = new RecordStager(folder, actorKey, summary.digest, options);
  const careful =
    (await numberOf(writer, bulk.storedOnPosts())) > 0 || (await numberOf(writer, bulk.repeats(plan))) > 0;
  const plain = await writer.run(
    careful ? bulk.stagePlain(plan, constants) : bulk.insertPlain(plan, constants, firstSource),
  );
  const staged = careful ? await numberOf(writer, bulk.countStaged()) : plain;
  if (staged < rowsRead) await readOthers(writer, plan, constants, connector, stager);
  const stages = stager.close();
  for (const i of plan.unknown)
    if ((await writer.run(bulk.keepUnknown(plan, constants, i, firstSource))) > 0)
      stager.unknownColumns.add(plan.headers[i] ?? '');
  for (const i of plan.withheld)
    if ((await numberOf(writer, bulk.holdsAny(i))) > 0) stager.withheldColumns.add(plan.headers[i] ?? '');
  const merged = await mergeStages(writer, folder, stages, summary.connector.vendor, firstSource, careful);
  summary.cellsUnreadable = stager.cellsUnreadable;
  summary.warnings.push(...stager.warnings);
  summary.unknownColumns = [...stager.unknownColumns];
  summary.withheldColumns = [...stager.withheldColumns];
  summary.sheets = [
    {
      sheet: null,
      connector: summary.connector.id,
      rowsRead,
      rowsKept: staged + stager.rowsKept,
      rowsRejected: stager.rowsRejected,
    },
  ];
  if (careful) return merged;
  return {
    ...merged,
    rowsNew: merged.rowsNew + plain,
    facts: { ...merged.facts, engagement: (merged.facts['engagement'] ?? 0) + plain },
  };
}

/** Makes the tables of words, people and posts; drops the platform column when all rows say the same. */
async function understand(
  writer: FactWriter,
  given: BulkPlan,
  options: ReadOptions,
  actorKey: string,
  firstRow: bigint,
): Promise<{ plan: BulkPlan; constants: bulk.BulkConstants }> {
  const { mapping } = given;
  const index = given.fields.platform;
  const platforms = await wordsOf(writer, index, platformNamed);
  let platform: string = mapping.platform ?? options.platform ?? 'other';
  let plan = given;
  if (
    index !== undefined &&
    platforms.length === 1 &&
    (await writer.rows(bulk.distinctWords(index))).length === 1
  ) {
    platform = platforms[0]?.[1] ?? platform;
    const { platform: _same, ...fields } = given.fields;
    plan = { ...given, fields };
  }
  const constants = {
    platform,
    act: mapping.act ?? 'other',
    offsetMinutes: mapping.utcOffsetMinutes ?? options.utcOffsetMinutes,
    firstRow,
  };
  await writer.run(bulk.createWords('platform_word', platforms));
  await writer.run(
    bulk.createWords('act_word', await wordsOf(writer, plan.fields['engagement.act'], actNamed)),
  );
  await writer.run(bulk.createIds(plan, 'actor_id', 'engagement.actor'));
  await writer.run(bulk.createIds(plan, 'post_id', 'engagement.post'));
  await writer.run(bulk.createActors(plan, constants, xorPad(actorKey, 0x36), xorPad(actorKey, 0x5c)));
  await writer.run(bulk.createPosts(plan, constants));
  return { plan, constants };
}

/** The rows SQL left, through the connector. */
async function readOthers(
  writer: FactWriter,
  plan: BulkPlan,
  constants: bulk.BulkConstants,
  connector: Connector,
  stager: RecordStager,
): Promise<void> {
  const rows = await writer.rows(bulk.otherRows(plan, constants, OTHER_LIMIT + 1));
  if (rows.length > OTHER_LIMIT) throw new NotBulk('too many rows hold values in other forms');
  for (const row of rows) {
    const cells = Object.fromEntries(
      plan.headers.map((header, i) => [
        header,
        typeof row[`c${i}`] === 'string' ? (row[`c${i}`] as string) : '',
      ]),
    );
    stager.take({ shape: 'table', sheet: null, row: Number(row['row']), cells }, connector);
  }
}
