/**
 * The loop end to end, on a real server with the demo brand's two rounds behind it: import → shortlist → plan → deliver →
 * report → norms → next plan. Files are written as an agency and a shop would, and imported by the command.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rng } from '#basis/rng.ts';
import type { AssumptionsPage, ForecastLine, Scoreboard } from '#domain/assets/forecasts/schema.ts';
import type { Campaign } from '#domain/decisions/campaigns/schema.ts';
import type { PlanPage } from '#domain/decisions/mix/plan/schema.ts';
import type { Job } from '#domain/facts/imports/schema.ts';
import { copyTemplate, makeTemplate } from './template.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const MAIN = join(ROOT, 'bin/touchstone.js');
const DAY_MS = 86_400_000;
const day = (ms: number) => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10);
const clock = (ms: number) => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
const CAMPAIGN = '澄屿冬季屏障修护';
/** The campaign begins in some days, whatever today is. */
const START = Date.parse(`${day(Date.now() + 5 * DAY_MS)}T00:00:00+08:00`);
const END = START + 20 * DAY_MS;
/** What the world of this story pays back, beside what anybody believes: seen and orders per follower. */
const TRUTH = { seen: 0.27, orders: 0.00028 };

let folder = '';
let home = '';
let server: ChildProcess | undefined;
let address = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchstone-loop-'));
  home = join(folder, 'home');
  await makeTemplate();
  expect(await copyTemplate(home)).toBe(true);
  const started = spawn(process.execPath, [MAIN, 'serve', '--port', '0', '--home', home], {
    cwd: ROOT,
    env: { ...process.env, TOUCHSTONE_TOKEN: '', NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  server = started;
  address = await new Promise((found, failed) => {
    let text = '';
    started.stdout?.on('data', (part) => {
      text += String(part);
      const printed = /http:\/\/[\w.]+:\d+/.exec(text)?.[0];
      if (printed) found(printed);
    });
    started.once('exit', (code) => failed(new Error(`The server stopped with code ${code}: ${text}`)));
  });
}, 600_000);
afterAll(async () => {
  if (server?.exitCode === null) {
    server.kill('SIGTERM');
    await once(server, 'exit');
  }
  await rm(folder, { recursive: true, force: true });
});

/** A command as a person types it; `--json` answers. */
async function run<T>(...args: string[]): Promise<T> {
  const { stdout } = await promisify(execFile)(process.execPath, [MAIN, ...args, '--json', '--home', home], {
    cwd: ROOT,
    maxBuffer: 64 * 2 ** 20,
  });
  return JSON.parse(stdout) as T;
}
async function api<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await fetch(`${address}/api/v1${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}
async function finished<T>(jobId: string): Promise<T> {
  for (;;) {
    const job = await api<Job>('GET', `/jobs/${jobId}`);
    if (job.state === 'failed') throw new Error(job.error?.message);
    if (job.state === 'done') return job.result as T;
    await new Promise((done) => setTimeout(done, 150));
  }
}
type Rows = readonly (readonly (string | number)[])[];
/** One import of several files, as a person drops them together. */
async function bring(files: Readonly<Record<string, Rows>>, asOf: number): Promise<void> {
  const paths: string[] = [];
  for (const [name, rows] of Object.entries(files)) {
    const path = join(folder, name);
    await writeFile(path, `${rows.map((r) => r.join(',')).join('\n')}\n`);
    paths.push(path);
  }
  const report = await run<{ files: { state: string; rowsRead: number }[] }>(
    'import',
    ...paths,
    '--as-of',
    new Date(asOf).toISOString(),
  );
  for (const [k, rows] of Object.values(files).entries())
    expect(report.files[k]).toMatchObject({ state: 'imported', rowsRead: rows.length - 1 });
}
const planned = async (brief: object) => {
  const { jobId } = await api<{ jobId: string }>('POST', '/plans', { brief });
  const { planId } = await finished<{ planId: string }>(jobId);
  return api<PlanPage>('GET', `/plans/${planId}`);
};
const brief = {
  name: CAMPAIGN,
  brand: '澄屿',
  goal: 'awareness',
  period: { from: day(START), to: day(END) },
  budget: 120_000,
  platforms: ['xiaohongshu'],
  names: { least: 8, most: 12 },
  seconds: 2,
};
const assumed = (page: PlanPage, name: string) => page.decision.assumptions.find((a) => a.name === name);

describe('the loop', () => {
  let names: string[] = [];
  let plan: PlanPage;
  let campaign: Campaign;
  const followers = new Map<string, number>();

  it('imports what the agency offers, and makes a shortlist with reasons', async () => {
    const cards = await api<{ items: { accountId: string; name: string; followers: { value: number } }[] }>(
      'GET',
      '/accounts?platform=xiaohongshu&tier=mid&limit=40',
    );
    const offered = cards.items.slice(0, 20);
    expect(offered.length).toBeGreaterThan(9);
    const head = ['平台', '账号ID', '达人昵称', '图文报价', '报价日期'];
    const rows = offered.map((a, i) => [
      '小红书',
      a.accountId.split(':')[1] ?? '',
      a.name,
      3000 + 250 * i,
      day(START - 12 * DAY_MS),
    ]);
    await bring({ 'offer.csv': [head, ...rows] }, START - 12 * DAY_MS);
    const list = join(folder, 'ten.csv');
    await writeFile(
      list,
      `account\n${offered
        .slice(0, 10)
        .map((a) => a.accountId)
        .join('\n')}\n`,
    );
    const short = await run<{ picks: { accountId: string; reasons: unknown[] }[] }>(
      'shortlist',
      '--candidates',
      list,
      '--pick',
      '3',
      '--brand',
      '澄屿',
    );
    expect(short.picks).toHaveLength(3);
    for (const c of short.picks) expect(c.reasons.length).toBeGreaterThan(0);
    names = short.picks.map((c) => c.accountId);
  }, 120_000);

  it('plans from what two campaigns taught, and says so', async () => {
    plan = await planned({ ...brief, must: names });
    const { decision } = plan;
    expect(decision.chosen.map((c) => c.accountId)).toEqual(expect.arrayContaining(names));
    const sales = assumed(plan, 'sales_per_million');
    expect(sales?.shipped).toBe(22);
    expect(sales?.held).toMatchObject({ source: 'learned', campaigns: 2 });
    expect(sales?.value).toBe(sales?.held?.value);
    expect(sales?.words.en).toContain('Learned from 2 campaigns');
    if (decision.money.sales.state !== 'ok') throw new Error('no sales');
    expect(decision.money.sales.low).toBeLessThan(decision.money.sales.value);
  }, 120_000);

  it('keeps the campaign with its forecasts before launch, and refuses them after', async () => {
    for (const c of plan.decision.chosen) followers.set(c.accountId, c.followers?.value ?? 0);
    const placements = plan.decision.chosen.map((c) => ({
      accountId: c.accountId,
      priceMinor: Math.round(100 * c.price),
      currency: 'CNY',
      format: 'image',
      publishOn: day(START + DAY_MS),
    }));
    campaign = await api<Campaign>('POST', '/campaigns', {
      campaign: CAMPAIGN,
      brand: '澄屿',
      planId: plan.planId,
      startsOn: day(START),
      endsOn: day(END),
      budgetMinor: 12_000_000,
      currency: 'CNY',
      placements,
    });
    for (const [i, p] of campaign.placements.entries())
      await api('POST', `/campaigns/${encodeURIComponent(CAMPAIGN)}/links`, {
        kind: 'code',
        value: `WIN${i}`,
        accountId: p.accountId,
      });
    const stored = await run<{ stored: number }>('forecasts', 'add', CAMPAIGN, '--program');
    expect(stored.stored).toBeGreaterThanOrEqual(2 * placements.length + 2);
    const encoded = encodeURIComponent(CAMPAIGN);
    const said = {
      subject: { kind: 'campaign', id: CAMPAIGN },
      quantity: 'order_count',
      horizonHours: 648,
      madeByKind: 'agency',
      madeBy: '星桥传媒',
      value: 900,
      low: 700,
      high: 1100,
      level: 0.9,
    };
    await api('POST', '/forecasts', { ...said, campaign: CAMPAIGN });
    const { lines } = await api<Scoreboard>('GET', `/scoreboard?campaign=${encoded}`);
    expect(lines.every((l) => l.timing === 'before' && l.result === 'open')).toBe(true);
    const mine = lines.find((l) => l.quantity === 'seen_count' && l.subject.kind !== 'campaign');
    const changed = await api<ForecastLine>('POST', `/forecasts/${mine?.forecastId}/override`, {
      value: 50_000,
      why: '双十二流量更高',
      who: '林晓',
    });
    expect(changed.override).toMatchObject({ role: 'human', why: '双十二流量更高' });
    const over = '澄屿618防晒季';
    const late = { ...said, campaign: over, subject: { kind: 'campaign', id: over } };
    await expect(api('POST', '/forecasts', late)).rejects.toThrow(/launched/);
    expect(await api<ForecastLine>('POST', '/forecasts', { ...late, late: true })).toMatchObject({
      timing: 'late',
    });
  }, 120_000);

  it('delivers: posts, counters and orders come in as files', async () => {
    const random = rng('loop-story');
    const posts = campaign.placements.map((p, i) => {
      const count = followers.get(p.accountId) ?? 0;
      const at = START + (1 + (i % 6)) * DAY_MS + 10 * 3_600_000;
      const seen = Math.round(count * TRUTH.seen * random.logNormal(1, 0.5));
      return {
        p,
        i,
        at,
        key: `winter${i}`,
        seen,
        likes: Math.round(seen * 0.04),
        orders: random.poisson(count * TRUTH.orders * random.logNormal(0.9, 0.4)),
      };
    });
    const asOf = END + 12 * DAY_MS;
    const id = (accountId: string) => accountId.split(':')[1] ?? '';
    let n = 0;
    await bring(
      {
        'posts.csv': [
          ['平台', '账号ID', '作品ID', '发布时间', '标题', '作品链接'],
          ...posts.map(({ p, at, key }) => [
            '小红书',
            id(p.accountId),
            key,
            clock(at),
            '屏障修护霜实测',
            `https://www.xiaohongshu.com/explore/${key}`,
          ]),
        ],
        'cooperations.csv': [
          '达人昵称 平台 账号ID 主页链接 品牌 活动 产品 合作形式 作品ID 开始日期 结束日期 成交价 状态'.split(
            ' ',
          ),
          ...posts.map(({ p, key }) => [
            p.accountName ?? '',
            '小红书',
            id(p.accountId),
            `https://www.xiaohongshu.com/user/profile/${id(p.accountId)}`,
            '澄屿',
            CAMPAIGN,
            '屏障修护霜',
            '图文',
            key,
            day(START),
            day(END),
            (p.priceMinor ?? 0) / 100,
            '已完成',
          ]),
        ],
        'counters.csv': [
          '平台,作品ID,采集时间,阅读量,播放量,点赞数,评论数,收藏数,分享数,转发数'.split(','),
          ...posts.flatMap(({ at, key, seen, likes }) =>
            [24, 168].map((h) => {
              const part = (x: number) => Math.round(x * (h === 24 ? 0.6 : 1));
              const moment = clock(at + h * 3_600_000);
              return [
                '小红书',
                key,
                moment,
                part(seen),
                '',
                part(likes),
                part(likes * 0.1),
                part(likes * 0.3),
                part(likes * 0.05),
                '',
              ];
            }),
          ),
        ],
        'orders.csv': [
          '平台 订单号 买家ID 下单时间 SKU 数量 实付金额 优惠码 活动'.split(' '),
          ...posts.flatMap(({ i, at, orders }) =>
            Array.from({ length: orders }, () => [
              '小红书',
              `WO${++n}`,
              `buyer${n}`,
              clock(at + random.int(1, 150) * 3_600_000),
              'CY-BAR-50',
              1,
              '168.00',
              `WIN${i}`,
              CAMPAIGN,
            ]),
          ),
        ],
      },
      asOf,
    );
    expect(n).toBeGreaterThan(50);
  }, 120_000);

  it('reports, with every number cited', async () => {
    const encoded = encodeURIComponent(CAMPAIGN);
    await run('report', CAMPAIGN, '--html', '--xlsx', '--lang', 'zh', '-o', folder);
    const files = (await readdir(folder)).filter((f) => /\.(html|xlsx)$/.test(f));
    expect(files).toHaveLength(2);
    expect(await readFile(join(folder, files.find((f) => f.endsWith('.html')) as string), 'utf8')).toContain(
      CAMPAIGN,
    );
    const effect = await api<{ published: number; forecasts: { actual: number | null }[] }>(
      'GET',
      `/campaigns/${encoded}/effect`,
    );
    expect(effect.published).toBe(campaign.placements.length);
    expect(effect.forecasts.length).toBeGreaterThan(10);
  }, 120_000);

  it('scores what was expected: everybody, with the override beside the program', async () => {
    const board = await api<Scoreboard>('GET', `/scoreboard?campaign=${encodeURIComponent(CAMPAIGN)}`);
    const total = board.lines.filter((l) => l.subject.kind === 'campaign' && l.quantity === 'order_count');
    expect(total.map((l) => l.result)).toEqual(['scored', 'scored']);
    const program = total.find((l) => l.madeByKind === 'program');
    expect(program?.inside).toBe(true);
    // The shipped value would have been off by an order of magnitude.
    const shipped = ([...followers.values()].reduce((a, b) => a + b, 0) * 22) / 1e6;
    expect(Math.abs(program?.logError ?? 9)).toBeLessThan(
      Math.abs(Math.log(shipped / (program?.actual ?? 1))) / 2,
    );
    expect(board.overrides).toMatchObject({ pairs: 1, scored: 1, verdict: 'cannot_tell' });
    expect(board.lines.every((l) => l.result !== 'scored' || l.rowCount > 0)).toBe(true);
  }, 60_000);

  it('gives the next plan three campaigns to stand on, and norms to pay by', async () => {
    const overview = await api<{ prices: { platform: string; n: number; median: number | null }[] }>(
      'GET',
      '/overview',
    );
    const norms = overview.prices.filter((p) => p.platform === 'xiaohongshu' && p.n >= 5);
    expect(norms.length).toBeGreaterThan(0);
    for (const p of norms) expect(p.median).toBeGreaterThan(0);
    const before = await api<AssumptionsPage>('GET', '/assumptions');
    const item = before.items.find((i) => i.name === 'sales_per_million');
    if (item?.proposal.state !== 'ok') throw new Error('nothing is proposed');
    expect(item.proposal.campaigns.map((c) => c.campaign)).toContain(CAMPAIGN);
    expect(item.held?.campaigns).toBe(2);
    await run('forecasts', 'learn', '--accept', 'all', '--by', '林晓');
    const next = await planned({
      ...brief,
      name: '澄屿春季',
      period: { from: day(END + 60 * DAY_MS), to: day(END + 90 * DAY_MS) },
    });
    const sales = assumed(next, 'sales_per_million');
    expect(sales?.held).toMatchObject({ source: 'learned', acceptedBy: '林晓' });
    expect(sales?.held?.campaigns).toBeGreaterThanOrEqual(3);
    const truth = TRUTH.orders * 1e6;
    expect(Math.abs(Math.log((sales?.value ?? 0) / truth))).toBeLessThan(Math.abs(Math.log(22 / truth)) / 2);
    const seen = await api<{ brands: { name: string; campaigns: string[] }[] }>('GET', '/brands');
    expect(seen.brands.find((b) => b.name === '澄屿')?.campaigns).toContain(CAMPAIGN);
  }, 120_000);
});
