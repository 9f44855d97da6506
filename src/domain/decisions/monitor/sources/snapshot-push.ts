/**
 * Sends the readings of a watch folder on, once each: what stands in `snapshots.csv` behind the place that `pushed.json` names.
 * The place moves only when a batch was acknowledged; a batch that is sent twice has the same key and is taken once.
 */
import { existsSync } from 'node:fs';
import { open, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { sha256 } from '#basis/id.ts';

const placeSchema = z.object({ bytes: z.number().int().nonnegative() });
/** Readings of one batch. */
const TOGETHER = 5000;

interface SnapshotRecord {
  platform: string;
  post_id: string;
  observed_at: string;
  [counter: string]: string | number;
}

/** Resolves to how many readings were acknowledged; rejects with the reason of the first batch that was not. */
export async function pushSnapshots(
  folder: string,
  send: (records: readonly SnapshotRecord[], key: string) => Promise<unknown>,
): Promise<number> {
  const kept = join(folder, 'pushed.json');
  const from = existsSync(kept) ? placeSchema.parse(JSON.parse(await readFile(kept, 'utf8'))).bytes : 0;
  const bytes = await readFrom(join(folder, 'snapshots.csv'), from);
  let [at, sent] = [0, 0];
  while (at < bytes.length) {
    const records: SnapshotRecord[] = [];
    let end = at;
    while (records.length < TOGETHER) {
      const next = bytes.indexOf(10, end);
      if (next < 0) break;
      const record = recordOf(bytes.toString('utf8', end, next));
      if (record) records.push(record);
      end = next + 1;
    }
    if (end === at) break;
    if (records.length > 0)
      await send(records, `watch ${from + at} ${sha256(bytes.subarray(at, end)).slice(0, 40)}`);
    sent += records.length;
    at = end;
    await writeFile(`${kept}.part`, JSON.stringify({ bytes: from + at }), { flush: true });
    await rename(`${kept}.part`, kept);
  }
  return sent;
}

/** Null for the header. */
function recordOf(line: string): SnapshotRecord | null {
  const [at = '', postId = '', metric = '', count = ''] = line.split(',');
  const cut = postId.indexOf(':');
  if (cut < 0 || count === '' || !Number.isFinite(Number(count))) return null;
  return {
    platform: postId.slice(0, cut),
    post_id: postId.slice(cut + 1),
    observed_at: at,
    [metric]: Number(count),
  };
}

/** What a file holds behind a place: all that went before is not read again in each round. */
async function readFrom(path: string, place: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const bytes = Buffer.alloc(Math.max(0, size - place));
    const { bytesRead } = await file.read(bytes, 0, bytes.length, place);
    return bytes.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
