/**
 * Reads a CSV and an NDJSON file of 400 MB (and of 100 MB, to compare) and fails when the memory grows with the file.
 * Run: node scripts/damaged/measure-reading.ts
 */
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openFile } from '#connectors/format2/open.ts';

const MB = 2 ** 20;
/** Growth allowed between 100 and 400 MB: garbage that is not collected yet, not data. */
const ALLOWED_GROWTH_MB = 64;

function* lines(head: string, line: (n: number) => string, bytes: number): Generator<string> {
  let written = 0;
  let block = head;
  for (let n = 0; written < bytes; n++) {
    block += line(n);
    if (block.length > 65_536) {
      written += Buffer.byteLength(block);
      yield block;
      block = '';
    }
  }
}

const csvLine = (n: number) =>
  `66${n}abcdef,u${n % 977},like,2025-03-01 08:30:00,"好看, 种草了 ${n}",${n % 31}\n`;
const jsonLine = (n: number) =>
  `{"id":${n},"user":"u${n % 977}","text":"好看, 种草了 ${n}","count":${n % 31}}\n`;

async function read(path: string) {
  const started = performance.now();
  let rows = 0;
  let peak = 0;
  const file = await openFile(path);
  for await (const batch of file.records(null)) {
    rows += batch.length;
    peak = Math.max(peak, process.memoryUsage().heapUsed + process.memoryUsage().external);
  }
  const seconds = (performance.now() - started) / 1000;
  return {
    rows,
    peakMb: Math.round(peak / MB),
    rowsPerSecond: Math.round(rows / seconds),
    rssMb: Math.round(process.memoryUsage().rss / MB),
  };
}

const folder = await mkdtemp(join(tmpdir(), 'touchstone-reading-'));
let failed = false;
try {
  for (const [format, head, line] of [
    ['csv', 'id,user,act,at,text,n\n', csvLine],
    ['ndjson', '', jsonLine],
  ] as const) {
    const peaks: number[] = [];
    for (const megabytes of [100, 400]) {
      const path = join(folder, `${megabytes}.${format}`);
      await pipeline(lines(head, line, megabytes * MB), createWriteStream(path));
      const result = await read(path);
      peaks.push(result.peakMb);
      console.log(format, `${megabytes} MB`, result);
      await rm(path);
    }
    if ((peaks[1] ?? 0) - (peaks[0] ?? 0) > ALLOWED_GROWTH_MB) failed = true;
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
if (failed) {
  console.error(`The memory grew by more than ${ALLOWED_GROWTH_MB} MB with the file.`);
  process.exitCode = 1;
}
