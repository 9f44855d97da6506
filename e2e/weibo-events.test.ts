/**
 * Published Weibo events, imported as anybody imports them: authors' audiences, their overlaps and affinities are browsable,
 * and what the page shows equals brute force on the file. The file lies in TOUCHSTONE_DATA, else ../shared/data.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useBrowser } from './browser.ts';
import { keepPicture } from './picture.ts';

const root = new URL('..', import.meta.url).pathname;
const file = join(
  resolve(root, process.env['TOUCHSTONE_DATA'] ?? '../shared/data'),
  'cascades/weibo-events-600.ndjson.gz',
);
const present = existsSync(file);
const SHOWN = 6;

/** People by author, as the file has them. */
function peopleByAuthor(): Map<string, Set<string>> {
  const sets = new Map<string, Set<string>>();
  for (const line of gunzipSync(readFileSync(file)).toString('utf8').split('\n')) {
    if (line.trim() === '') continue;
    const event = JSON.parse(line) as { author?: string; reposts: { uid?: string }[] };
    if (!event.author) continue;
    const people = sets.get(event.author) ?? new Set();
    for (const { uid } of event.reposts) if (uid) people.add(uid);
    sets.set(event.author, people);
  }
  return sets;
}
const common = (a: Set<string>, b: Set<string>): number => [...a].filter((x) => b.has(x)).length;

describe.runIf(present)('published Weibo events', () => {
  const home = mkdtempSync(join(tmpdir(), 'touchstone-weibo-'));
  let server: ChildProcess | null = null;
  let address = '';
  let authors: string[] = [];
  let sets = new Map<string, Set<string>>();
  const environment = { ...process.env, TOUCHSTONE_HOME: home, TOUCHSTONE_TOKEN: '', NO_COLOR: '1' };
  const open = useBrowser(() => address);

  beforeAll(async () => {
    sets = peopleByAuthor();
    // The author who shares most people with another one, and the five that share most with that one.
    const largest = [...sets].sort((x, y) => y[1].size - x[1].size).slice(0, 60);
    const shared = largest.map(([a, people]) => ({
      a,
      with: largest
        .filter(([b]) => b !== a)
        .map(([b, others]) => ({ b, n: common(people, others) }))
        .sort((x, y) => y.n - x.n),
    }));
    const first = shared.sort((x, y) => (y.with[0]?.n ?? 0) - (x.with[0]?.n ?? 0))[0];
    authors = [first?.a ?? '', ...(first?.with ?? []).slice(0, SHOWN - 1).map((w) => w.b)];
    const imported = spawnSync(process.execPath, ['bin/touchstone.js', 'import', file, '--json'], {
      cwd: root,
      env: environment,
      encoding: 'utf8',
    });
    expect([0, 1], imported.stderr).toContain(imported.status);
    server = spawn(process.execPath, ['bin/touchstone.js', 'serve', '--port', '0'], {
      cwd: root,
      env: environment,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    address = await new Promise<string>((found, failed) => {
      let text = '';
      server?.stdout?.on('data', (part) => {
        text += String(part);
        const at = /http:\/\/[\w.]+:\d+/.exec(text)?.[0];
        if (at) found(at);
      });
      server?.once('exit', (code) => failed(new Error(`The server stopped with code ${code}: ${text}`)));
    });
  });
  afterAll(async () => {
    if (server && server.exitCode === null) {
      server.kill('SIGTERM');
      await once(server, 'exit');
    }
    rmSync(home, { recursive: true, force: true });
  });

  const id = (author: string) => `weibo:${author}`;
  const compared = () => authors.map((a) => `ids=${encodeURIComponent(id(a))}`).join('&');

  it('overlaps equal brute force on the file', async () => {
    const answer = await fetch(`${address}/api/v1/audience/overlap`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ accountIds: authors.map(id), basis: 'engagers' }),
    });
    const report = (await answer.json()) as {
      pairs: { a: string; b: string; state: string; intersection: { value: number } }[];
    };
    expect(report.pairs.length).toBe((SHOWN * (SHOWN - 1)) / 2);
    const of = (account: string) => sets.get(account.replace('weibo:', '')) as Set<string>;
    for (const pair of report.pairs)
      expect(pair.intersection.value, `${pair.a} ${pair.b}`).toBe(common(of(pair.a), of(pair.b)));
    expect(Math.max(...report.pairs.map((p) => p.intersection.value))).toBeGreaterThan(0);
  });

  for (const language of ['en', 'zh'] as const)
    it(`audiences, overlaps and affinities are browsable, ${language}`, async () => {
      const audience = await open(`/accounts/${encodeURIComponent(id(authors[0] ?? ''))}?tab=audience`, {
        language,
      });
      await audience.locator('svg.portrait-picture').first().waitFor();
      await keepPicture(audience, `weibo-audience-${language}`);
      const overlap = await open(`/compare?${compared()}&tab=overlap`, { language });
      await overlap
        .locator('table.overlap tbody tr')
        .nth(SHOWN - 1)
        .waitFor();
      await keepPicture(overlap, `weibo-overlap-${language}`);
      const affinity = await open(
        `/audience?engaged=${encodeURIComponent(id(authors[0] ?? ''))}&find=1&commercial=off&least=5`,
        { language },
      );
      await affinity.locator('.funnel li').nth(5).waitFor();
      await affinity.locator('.fixed-table [role=row]').nth(1).waitFor();
      await affinity.locator('.funnel').scrollIntoViewIfNeeded();
      await keepPicture(affinity, `weibo-affinity-${language}`);
      expect(await overlap.locator('table.overlap tbody tr').count()).toBe(SHOWN);
      expect(await affinity.locator('.fixed-table [role=row]').count()).toBeGreaterThan(1);
    });
});
