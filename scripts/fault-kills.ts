/** Kills the server with SIGKILL at random moments of imports and pushes, and checks that nothing is lost or doubled. */
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Rng, rng } from '#basis/rng.ts';
import { FaultServer } from './fault-server.ts';
import { statuses } from './sound-files.ts';

export interface KillTally {
  kills: number;
  /** Kills while the import ran, or while batches waited or were being sent. */
  amidWork: number;
  imports: number;
  rows: number;
  batches: number;
  /** Batches sent again with the key of one that was acknowledged. */
  repeated: number;
  violations: string[];
}

const KINDS = ['like', 'comment', 'repost', 'save', 'share'];
const WAIT_MS = 120_000;

/** Engagement rows of which no two are alike, in this file or another. */
async function writeEngagements(path: string, r: Rng, file: number, rows: number): Promise<void> {
  const out = createWriteStream(path);
  out.write('platform,post_id,actor_id,kind,at,text\n');
  for (let i = 0; i < rows; ) {
    let piece = '';
    for (const end = Math.min(rows, i + 5000); i < end; i++) {
      const kind = r.pick(KINDS);
      const at = new Date(Date.UTC(2025, 0, 1) + i * 1000).toISOString();
      const text = kind === 'comment' ? `好看 ${i}` : '';
      piece += `weibo,p${file}_${r.int(1, 500)},u${file}_${i},${kind},${at},${text}\n`;
    }
    if (!out.write(piece)) await new Promise<void>((resolve) => out.once('drain', () => resolve()));
  }
  out.end();
  await finished(out);
}

interface RunPage {
  items: {
    runId: string;
    file: string;
    rowsRead: number;
    rowsKept: number;
    rowsRejected: number;
    rowsNew: number;
  }[];
  nextCursor: string | null;
}
async function allRuns(server: FaultServer): Promise<RunPage['items']> {
  const items: RunPage['items'] = [];
  let cursor: string | null = null;
  do {
    const page: RunPage = await server.get(`/imports?limit=1000${cursor ? `&cursor=${cursor}` : ''}`);
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return items;
}

const emptyTally = (): KillTally => ({
  kills: 0,
  amidWork: 0,
  imports: 0,
  rows: 0,
  batches: 0,
  repeated: 0,
  violations: [],
});

/** Kills the server at moments spread over the time that the first import, which is let be, took. */
export async function killImports(
  home: string,
  folder: string,
  kills: number,
  rows: number,
): Promise<KillTally> {
  const r = rng(`kill imports ${kills}`);
  const tally = emptyTally();
  let server = await FaultServer.start(home);
  let file = 0;
  let jobId = '';
  const submit = async () => {
    file++;
    const path = join(folder, `engagements-${file}.csv`);
    await writeEngagements(path, r.fork(String(file)), file, rows);
    jobId = await server.startImport(await server.upload(path, `engagements-${file}.csv`));
    await rm(path);
  };
  const finish = async () => {
    const job = await server.outcome(jobId, WAIT_MS);
    const report = job?.result?.files[0];
    if (report?.state !== 'imported' || report.rowsNew !== rows || report.rowsKept !== rows)
      tally.violations.push(`import ${file} ended as ${JSON.stringify(job)}`);
    tally.imports++;
  };
  await submit();
  const started = performance.now();
  await finish();
  const span = performance.now() - started;
  await submit();
  while (tally.kills < kills) {
    await sleep(r.next() * span * 1.1);
    const job = await server.get<{ state: string }>(`/jobs/${jobId}`);
    if (job.state === 'done') {
      await finish();
      await submit();
      continue;
    }
    await server.kill();
    tally.kills++;
    if (job.state === 'running') tally.amidWork++;
    server = await FaultServer.start(home);
  }
  await finish();
  tally.rows = rows * file;
  const counts = await server.counts();
  if (counts.engagements !== tally.rows)
    tally.violations.push(`${counts.engagements} engagements are stored, ${tally.rows} were sent`);
  const runs = (await allRuns(server)).filter((run) => run.file.startsWith('engagements-'));
  if (runs.length !== file || new Set(runs.map((run) => run.file)).size !== file)
    tally.violations.push(`${runs.length} runs of ${file} files`);
  for (const run of runs)
    if (run.rowsRead !== rows || run.rowsKept + run.rowsRejected !== run.rowsRead || run.rowsNew !== rows)
      tally.violations.push(`the run of ${run.file} says ${JSON.stringify(run)}`);
  await server.stop();
  return tally;
}

interface Receipt {
  state: 'accepted' | 'already-accepted';
  recordCount: number;
}

/** Kills the server within `withinMs` of each start, while batches of so many records are sent to it. */
export async function killPushes(
  home: string,
  kills: number,
  perBatch: number,
  withinMs = 1500,
): Promise<KillTally> {
  const r = rng(`kill pushes ${kills}`);
  const tally = emptyTally();
  let server = await FaultServer.start(home);
  const before = await server.counts();
  const acknowledged: { key: string; batch: unknown[] }[] = [];
  const mid = (n: number, i: number) => `77${String(n).padStart(8, '0')}${String(i).padStart(6, '0')}`;
  const batchOf = (n: number) =>
    statuses(r.fork(String(n)), perBatch).map((s, i) => ({
      ...s,
      id: mid(n, i),
      idstr: mid(n, i),
      mid: mid(n, i),
    }));
  const push = (key: string, batch: unknown[]) =>
    server.post<Receipt>('/push/weibo-api', batch, { 'idempotency-key': key });
  let n = 0;
  let batch = batchOf(n);
  while (tally.kills < kills) {
    // One sender goes on until the server is killed under it; a batch without a receipt is sent again as it was.
    const sender = { goesOn: true };
    const pending = (async () => {
      while (sender.goesOn) {
        const receipt = await push(`batch-${n}`, batch).catch(() => null);
        if (!receipt) return;
        if (receipt.recordCount !== perBatch)
          tally.violations.push(`the receipt of batch ${n} says ${receipt.recordCount}`);
        acknowledged.push({ key: `batch-${n}`, batch });
        n++;
        batch = batchOf(n);
        await sleep(r.int(50, 250));
      }
    })();
    await sleep(r.next() * withinMs);
    sender.goesOn = false;
    await server.kill();
    tally.kills++;
    await pending;
    server = await FaultServer.start(home);
    const jobs = await server.get<{ items: { kind: string; state: string }[] }>('/jobs');
    if (jobs.items.some((j) => j.kind === 'push' && (j.state === 'waiting' || j.state === 'running')))
      tally.amidWork++;
    const again = acknowledged.at(r.int(0, Math.max(0, acknowledged.length - 1)));
    if (again) {
      tally.repeated++;
      const receipt = await push(again.key, again.batch);
      if (receipt.state !== 'already-accepted') tally.violations.push(`${again.key} was accepted twice`);
    }
  }
  const last = await push(`batch-${n}`, batch);
  if (last.recordCount !== perBatch) tally.violations.push('the last batch is short');
  acknowledged.push({ key: `batch-${n}`, batch });
  tally.batches = acknowledged.length;
  tally.rows = tally.batches * perBatch;
  await drained(server, before.posts + tally.rows, tally);
  // Batches that waited together are one run; the posts, of which no two are alike, were counted above.
  const runs = (await allRuns(server)).filter((run) => run.file.startsWith('push '));
  const fresh = runs.reduce((sum, run) => sum + run.rowsNew, 0);
  if (fresh !== tally.rows)
    tally.violations.push(`the runs brought ${fresh} new rows of the ${tally.rows} acknowledged`);
  for (const run of runs)
    if (run.rowsRead === 0 || run.rowsRead % perBatch !== 0 || run.rowsKept !== run.rowsRead)
      tally.violations.push(`${run.file} says ${JSON.stringify(run)}`);
  await server.stop();
  return tally;
}

/** Waits until all pushed posts are stored, and a moment more in which none may be added. */
async function drained(server: FaultServer, posts: number, tally: KillTally): Promise<void> {
  const until = Date.now() + WAIT_MS;
  let counts = await server.counts();
  while (counts.posts < posts && Date.now() < until) {
    await sleep(200);
    counts = await server.counts();
  }
  await sleep(500);
  counts = await server.counts();
  if (counts.posts !== posts)
    tally.violations.push(`${counts.posts} posts are stored, ${posts} were acknowledged`);
}
