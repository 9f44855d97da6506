/**
 * Published Weibo events, imported as anybody imports them: authors' audiences, their overlaps and affinities are browsable,
 * and what the page shows equals brute force on the file. So is what the reposts say: feeling, angles and provinces; a
 * correction moves the aggregate and its error bar. The file lies in TOUCHSTONE_DATA, else ../shared/data.
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
const CORRECTED = 12;

interface Feeling {
  n: number;
  share: Record<'positive' | 'neutral' | 'negative', { value: number; low: number; high: number }>;
  error: { value: number; low: number; high: number };
  checkedHere: number;
}

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

  const asked = async <T>(path: string, body?: object): Promise<T> => {
    const answer = await fetch(
      `${address}/api/v1${path}`,
      body && {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      },
    );
    expect(answer.status, path).toBe(200);
    return (await answer.json()) as T;
  };
  const comments = async () => (await asked<{ interactions: Feeling }>('/voice/market')).interactions;

  it('reads every text of the file once', async () => {
    await expect
      .poll(() => asked<{ texts: number; waiting: number }>('/voice/status'), {
        timeout: 170_000,
        interval: 1000,
      })
      .toMatchObject({ waiting: 0 });
    const { posts, comments: said } = await asked<{ posts: number; comments: number }>('/voice/status');
    expect(posts).toBe(600);
    expect(said).toBeGreaterThan(100_000);
  });

  for (const language of ['en', 'zh'] as const)
    it(`feeling, provinces and angles are browsable, ${language}`, async () => {
      const market = await open('/voice', { language });
      await market.getByLabel(language === 'zh' ? /个省份的地图/ : /Map of \d+ provinces/).waitFor();
      expect(await market.locator('svg.interval').count()).toBeGreaterThan(3);
      await keepPicture(market, `weibo-voice-${language}`);
      const angles = await open('/voice?tab=angles', { language });
      await angles.locator('.voice-rows li').nth(2).waitFor();
      await keepPicture(angles, `weibo-angles-${language}`);
      expect(await angles.locator('.chip').count()).toBeGreaterThan(5);
    });

  it('a correction moves the aggregate and its error bar', async () => {
    const before = await comments();
    const page = await open('/voice?tab=rows&drawn=1&kind=comment');
    const row = page.locator('.voice-row').first();
    await row.waitFor();
    await row.locator('.voice-labels button[aria-pressed=false]').last().click();
    await expect.poll(async () => (await comments()).checkedHere).toBe(1);
    const { items } = await asked<{ items: { textId: string; feeling: string }[] }>(
      `/voice/desk?kind=comment&limit=${CORRECTED - 1}`,
    );
    for (const { textId, feeling } of items)
      await asked(`/voice/texts/${textId}/corrections`, {
        field: 'feeling',
        value: feeling === 'negative' ? 'positive' : 'negative',
        drawn: true,
      });
    const after = await comments();
    expect(after.checkedHere).toBe(CORRECTED);
    expect(after.error.value).toBeGreaterThan(before.error.value);
    expect(after.error.high - after.error.low).not.toBeCloseTo(before.error.high - before.error.low, 3);
    expect(after.share.negative.value).not.toBeCloseTo(before.share.negative.value, 3);
  });
});
