/** Readings of post counters from a file: our own `at,post_id,metric,count`, a plain time–count list, or any file the importers know. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { refused } from '#basis/error.ts';
import type { Notes } from '#connectors/contract.ts';
import { openFile } from '#connectors/format/open.ts';
import { recognise } from '#connectors/registry.ts';
import { WATCHED } from '../queries.ts';
import type { PostReading } from '../schema.ts';

export const SNAPSHOT_HEAD = 'at,post_id,metric,count';
const WATCHED_SET: ReadonlySet<string> = new Set(WATCHED);

export const snapshotLine = (r: PostReading): string =>
  `${new Date(r.atMs).toISOString()},${r.postId},${r.metric},${r.count}`;

const silent: Notes = {
  reject: () => {},
  unreadable: () => {},
  unknown: () => {},
  withheld: () => {},
  warn: () => {},
};

async function firstLine(path: string): Promise<string> {
  const lines = createInterface({ input: createReadStream(path, { end: 4096 }) });
  for await (const line of lines) return line.replace(/^\uFEFF/, '').trim();
  return '';
}

/** Readings in the order of the file. Rejects with `not-readings` where there are none. */
export async function* fileReadings(path: string): AsyncGenerator<PostReading> {
  if ((await firstLine(path)) === SNAPSHOT_HEAD) yield* ownReadings(path);
  else yield* importedReadings(path);
}

async function* ownReadings(path: string): AsyncGenerator<PostReading> {
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY });
  let first = true;
  for await (const line of lines) {
    if (first) {
      first = false;
      continue;
    }
    const cells = line.split(',');
    // A line cut short by a crash is not a reading.
    if (cells.length !== 4) continue;
    const [at, postId, metric, count] = cells as [string, string, string, string];
    const reading = { postId, metric, atMs: Date.parse(at), count: Number(count) };
    if (Number.isFinite(reading.atMs) && count !== '' && Number.isFinite(reading.count)) yield reading;
  }
}

/** Sorted by moment, post and counter, as a watch of a library takes them. */
async function* importedReadings(path: string): AsyncGenerator<PostReading> {
  const opened = await openFile(path);
  const all: PostReading[] = [];
  for (const table of opened.tables) {
    const connector = recognise(await opened.sample(table.sheet))[0]?.connector;
    if (!connector) continue;
    const options = {
      platform: null,
      asOf: '1970-01-01T00:00:00Z',
      dateOrder: null,
      utcOffsetMinutes: 480,
      followDesign: null,
    };
    for await (const records of opened.records(table.sheet))
      for (const record of records) {
        if ('problem' in record) continue;
        for (const draft of connector.read(record, options, silent)) {
          if (draft.kind !== 'post' || draft.observedAt === undefined) continue;
          for (const { metric, quantity } of draft.figures ?? [])
            if (quantity.value !== null && WATCHED_SET.has(metric))
              all.push({
                postId: `${draft.platform}:${draft.postKey}`,
                metric,
                atMs: Date.parse(draft.observedAt),
                count: quantity.value,
              });
        }
      }
  }
  if (all.length === 0)
    throw refused(
      'not-readings',
      `${path} holds no counters of posts with the moments they were read at.`,
      { file: path },
      `Give a monitor's export, or a file with the header ${SNAPSHOT_HEAD}.`,
    );
  all.sort(
    (a, b) =>
      a.atMs - b.atMs ||
      (a.postId < b.postId
        ? -1
        : a.postId > b.postId
          ? 1
          : a.metric < b.metric
            ? -1
            : a.metric > b.metric
              ? 1
              : 0),
  );
  yield* all;
}
