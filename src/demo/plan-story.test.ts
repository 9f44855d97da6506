/** From the demo's Xiaohongshu: brief → plan → one name replaced → pitch sheet, file with proof, shared page. */
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NegotiationCard } from '#domain/assets/rates/schema.ts';
import { campaignSchema } from '#domain/decisions/campaigns/schema.ts';
import { checkCertificate } from '#domain/decisions/mix/measures/certificate-check.ts';
import { mixAudience } from '#domain/decisions/mix/measures/mix-audience.ts';
import { keptProof, type PlanProof } from '#domain/decisions/mix/plan/kept-plans.ts';
import {
  type Brief,
  type BriefGiven,
  briefSchema,
  type Decision,
  type PlanPage,
  planPageSchema,
} from '#domain/decisions/mix/plan/schema.ts';
import { SHEET_COLUMNS } from '#domain/decisions/mix/plan/sheet-columns.ts';
import type { Job } from '#domain/facts/imports/schema.ts';
import { type TempLibrary, tempLibrary } from '#domain/facts/imports/temp-library.ts';
import { buildApp } from '#server/app.ts';
import { engagementFile, followerFiles } from './export-activity.ts';
import { mediaCrawlerNotes, pugongyingList } from './export-xiaohongshu.ts';
import type { DemoFile } from './file.ts';
import { DEMO_AS_OF } from './frame.ts';
import { makeScenario } from './scenario.ts';
import { summarise } from './summaries.ts';
import { DEMO_SEED } from './write-demo.ts';

let library: TempLibrary;
let parts: Awaited<ReturnType<typeof buildApp>>;

beforeAll(async () => {
  library = await tempLibrary({ token: 'secret' });
  const scenario = makeScenario(DEMO_SEED);
  const bring = async (file: DemoFile, keep?: (text: string) => string): Promise<void> => {
    const content = await file.content;
    const bytes = keep && typeof content === 'string' ? keep(content) : content;
    const path = await library.file(file.path.replaceAll('/', '-'), bytes);
    const { options } = file;
    const platform = options?.platform ? { platform: options.platform } : {};
    await library.bring([path], { ...platform, asOf: DEMO_AS_OF });
  };
  const ofXiaohongshu = (text: string): string => {
    const [head, ...rows] = text.split('\n');
    return [head, ...rows.filter((row) => row.startsWith('xiaohongshu'))].join('\n');
  };
  await bring(pugongyingList(scenario, summarise(scenario.creators, scenario.posts)));
  await bring(mediaCrawlerNotes(scenario));
  for (const file of followerFiles(scenario)) if (file.path.includes('xiaohongshu')) await bring(file);
  await bring(engagementFile(scenario), ofXiaohongshu);
  parts = await buildApp(library.store, 'local-key', 'test');
}, 180_000);
afterAll(async () => {
  await parts.app.close();
  await library.remove();
});

const KEY = { 'x-touchstone-key': 'local-key' };
const get = async <T>(path: string): Promise<T> => {
  const answer = await parts.app.inject({ method: 'GET', url: `/api/v1${path}`, headers: KEY });
  if (answer.statusCode !== 200) throw new Error(`${path}: ${answer.body}`);
  return answer.json<T>();
};
async function made(path: string, payload: object): Promise<{ planId: string; version: number }> {
  const answer = await parts.app.inject({ method: 'POST', url: `/api/v1${path}`, headers: KEY, payload });
  expect(answer.statusCode, answer.body).toBe(202);
  for (;;) {
    const job = await get<Job>(`/jobs/${answer.json<{ jobId: string }>().jobId}`);
    if (job.state === 'failed') throw new Error(job.error?.message);
    if (job.state === 'done') return job.result as { planId: string; version: number };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const brief = (more: Partial<BriefGiven> = {}): Brief =>
  briefSchema.parse({
    name: '澄屿春季新品',
    brand: '澄屿',
    goal: 'awareness',
    period: { from: '2026-11-01', to: '2026-11-30' },
    budget: 60_000,
    platforms: ['xiaohongshu'],
    names: { most: 6 },
    seconds: 2,
    ...more,
  });

/** The certificate against the inputs of the proof, without the solver. */
function faults({ certificate, prices, audience }: PlanProof): string[] {
  const names = Object.keys(audience);
  const [kols, people]: [number[], number[]] = [[], []];
  for (const [j, kol] of names.entries())
    for (const person of audience[kol] ?? []) {
      kols.push(j);
      people.push(person);
    }
  const size = Math.max(...people) + 1;
  const rows = {
    kol: { ids: Int32Array.from(kols), size: names.length, nameOf: (j: number) => names[j] as string },
    person: { ids: Int32Array.from(people), size, nameOf: String },
  };
  return checkCertificate(mixAudience(rows, new Map(Object.entries(prices))), certificate).faults.map(
    (f) => f.say,
  );
}

describe('a plan from the demo', () => {
  let once: { planId: string; version: number };
  let decision: Decision;
  beforeAll(async () => {
    once = await made('/plans', { brief: brief() });
    decision = planPageSchema.parse(await get<PlanPage>(`/plans/${once.planId}`)).decision;
  }, 60_000);

  it('becomes a campaign: its names with price, mode and day are the placements', async () => {
    const answer = await parts.app.inject({
      method: 'POST',
      url: '/api/v1/campaigns',
      headers: KEY,
      payload: { campaign: 'from the plan', planId: once.planId },
    });
    expect(answer.statusCode, answer.body).toBe(201);
    const page = campaignSchema.parse(answer.json());
    expect(page).toMatchObject({
      planId: once.planId,
      brand: '澄屿',
      startsOn: '2026-11-01',
      endsOn: '2026-11-30',
      budgetMinor: 6_000_000,
      currency: 'CNY',
    });
    expect(
      new Set(page.placements.map((p) => `${p.accountId} ${p.priceMinor} ${p.mode} ${p.publishOn}`)),
    ).toEqual(
      new Set(
        decision.chosen.map((c) => `${c.accountId} ${Math.round(c.price * 100)} ${c.promotion} ${c.day}`),
      ),
    );
    expect(page.placements).toHaveLength(decision.chosen.length);
    const strange = await parts.app.inject({
      method: 'POST',
      url: '/api/v1/campaigns',
      headers: KEY,
      payload: { campaign: 'from nothing', planId: 'nothing' },
    });
    expect(strange.statusCode).toBe(404);
  });

  it('keeps the terms, has a bound, a proof that holds and a held-out reach beside the claim', async () => {
    expect(decision.chosen.length).toBeLessThanOrEqual(6);
    expect(decision.cost).toBeLessThanOrEqual(60_000);
    expect(decision.bound).toBeGreaterThanOrEqual(decision.value - 1e-6);
    expect(decision.value).toBeGreaterThanOrEqual(decision.greedyValue - 1e-6);
    expect(faults(await keptProof(library.store, once.planId, 1))).toEqual([]);
    const { heldOut } = decision;
    if (heldOut.state !== 'ok') throw new Error('no held-out reach');
    expect(heldOut.low).toBeLessThanOrEqual(heldOut.value);
    expect(heldOut.value).toBeLessThanOrEqual(heldOut.high);
    expect(decision.histogram.reduce((a, b) => a + b, 0)).toBe(decision.panelPeople);
    expect(decision.touchShare).toBeCloseTo(1 - (decision.histogram[0] as number) / decision.panelPeople, 9);
  });

  it('counts every account of the platform at the gates, each dropped one with a reason', () => {
    const { funnel, dropped } = decision;
    expect(funnel[0]?.left).toBe((funnel.at(-1)?.left ?? 0) + dropped.length);
    for (const d of dropped) expect(d.reason.en.length).toBeGreaterThan(5);
    for (const d of dropped) expect(d.reason.zh).toMatch(/\p{Script=Han}/u);
  });

  it('prices every name: it stays at its ceiling, and the ceiling is not below what it costs where it is worth it', () => {
    for (const c of decision.chosen) {
      expect(c.cost).toBeCloseTo(c.price * 1.1, 6);
      if (c.ceilingPrice !== null && c.dropLoss >= 0)
        expect(c.ceilingPrice).toBeGreaterThanOrEqual(c.price * 0.99);
    }
    expect(decision.curve.find((p) => p.budget === 60_000)?.value).toBeCloseTo(decision.value, 6);
  });

  it('puts the ceiling of a chosen name on its negotiation card, beside a fair price and the standard of its cell', async () => {
    const name = decision.chosen.find((c) => c.ceilingPrice !== null);
    const card = await get<NegotiationCard>(`/norms/card/${encodeURIComponent(name?.accountId ?? '')}`);
    const kept = card.ceilings.find((c) => c.planId === once.planId);
    expect(kept).toMatchObject({ role: 'chosen', currency: 'CNY', proven: name?.ceilingProven });
    expect(kept?.ceilingMinor).toBe(Math.round((name?.ceilingPrice ?? 0) * 100));
    expect(kept?.planPriceMinor).toBe(Math.round((name?.price ?? 0) * 100));
    expect(card.fair.state).toBe('ok');
    expect(card.standard.platform).toBe('xiaohongshu');
  });

  it('states feed share and sales prior as assumptions that a brief can change (acceptance 12)', async () => {
    const stated = (d: Decision) => Object.fromEntries(d.assumptions.map((a) => [a.name, a.value]));
    expect(stated(decision)).toMatchObject({ feed_share: 0.1, sales_per_million: 22 });
    for (const a of decision.assumptions) expect(a.setting).toMatch(/^assumptions\./);
    const edited = await made(`/plans/${once.planId}/versions`, {
      brief: brief({ assumptions: { feedShare: 0.2, salesPerMillion: 40, orderValue: 200 } }),
    });
    const page = await get<PlanPage>(`/plans/${edited.planId}?version=${edited.version}`);
    expect(stated(page.decision)).toMatchObject({ feed_share: 0.2, sales_per_million: 40, order_value: 200 });
    expect(page.diff?.brief.map((b) => b.path)).toEqual(
      expect.arrayContaining(['assumptions.feedShare', 'assumptions.salesPerMillion']),
    );
    const sales = (d: Decision) => (d.money.sales.state === 'ok' ? d.money.sales.value : Number.NaN);
    const followers = (d: Decision) => d.chosen.reduce((sum, c) => sum + (c.followers?.value ?? 0), 0);
    expect(sales(decision)).toBeCloseTo((followers(decision) * 22) / 1e6, 6);
    expect(sales(page.decision)).toBeCloseTo((followers(page.decision) * 40) / 1e6, 6);
  });

  it('chooses otherwise for once and for five times; both proofs hold (acceptance 8)', async () => {
    const five = await made('/plans', { brief: brief({ goal: 'frequency', mode: 'times', times: 5 }) });
    const other = (await get<PlanPage>(`/plans/${five.planId}`)).decision;
    expect(other.times).toBe(5);
    expect(other.chosen.map((c) => c.accountId).sort()).not.toEqual(
      decision.chosen.map((c) => c.accountId).sort(),
    );
    expect(other.overlap.wanted).toBe('high');
    expect(decision.overlap.wanted).toBe('low');
    expect(faults(await keptProof(library.store, five.planId, 1))).toEqual([]);
  });

  it('replaces one name: a new version with the difference, the old one kept', async () => {
    const before = await get<PlanPage>(`/plans/${once.planId}?version=1`);
    const gone = before.decision.chosen.find((c) => !c.must)?.accountId as string;
    const next = await made(`/plans/${once.planId}/versions?version=1`, { drop: gone });
    const page = await get<PlanPage>(`/plans/${once.planId}?version=${next.version}&against=1`);
    expect(page.diff?.removed).toContain(gone);
    expect(page.decision.chosen.map((c) => c.accountId)).not.toContain(gone);
    expect((await get<PlanPage>(`/plans/${once.planId}?version=1`)).decision).toEqual(before.decision);
    const taken = before.decision.chosen.find((c) => c.substitutes.length > 0);
    if (!taken) return expect(before.decision.chosen.length).toBeGreaterThan(0);
    const take = taken.substitutes[0]?.accountId as string;
    const swapped = await made(`/plans/${once.planId}/versions?version=1`, { drop: taken.accountId, take });
    const after = await get<PlanPage>(`/plans/${once.planId}?version=${swapped.version}&against=1`);
    expect(after.diff?.added).toEqual([take]);
    expect(after.diff?.removed).toEqual([taken.accountId]);
  });

  it('is a pitch sheet with formulas that say what the plan says', async () => {
    const answer = await parts.app.inject({
      method: 'GET',
      url: `/api/v1/plans/${once.planId}/sheet?version=1&language=zh`,
      headers: KEY,
    });
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(answer.rawPayload as unknown as ArrayBuffer);
    const sheet = book.worksheets[0] as ExcelJS.Worksheet;
    const heads = SHEET_COLUMNS.map((_, i) => sheet.getCell(3, i + 1).text);
    expect(heads).toEqual(SHEET_COLUMNS.map((c) => c.head.zh));
    const at = (key: string) => SHEET_COLUMNS.findIndex((c) => c.key === key) + 1;
    const last = 3 + decision.chosen.length;
    for (const [i, c] of decision.chosen.entries()) {
      const row = 4 + i;
      expect(sheet.getCell(row, at('name')).text).toBe(c.name);
      const total = sheet.getCell(row, at('package')).value as ExcelJS.CellFormulaValue;
      expect(total.formula).toContain('+');
      expect(Number(total.result)).toBeCloseTo(c.cost, 6);
      expect((sheet.getCell(row, at('fee')).value as ExcelJS.CellFormulaValue).formula).toContain('*');
      expect((sheet.getCell(row, at('cpm')).value as ExcelJS.CellFormulaValue).formula).toContain('1000');
    }
    const sum = sheet.getCell(last + 1, at('package')).value as ExcelJS.CellFormulaValue;
    expect(sum.formula).toMatch(/^SUM\(/);
    expect(Number(sum.result)).toBeCloseTo(decision.cost, 4);
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 3 });
    expect(sheet.getCell(4, at('trueShare')).numFmt).toBe('0.0%');
  });

  it('shows a shared version without a token of the server, and nothing once taken back', async () => {
    const shared = await parts.app.inject({
      method: 'POST',
      url: `/api/v1/plans/${once.planId}/shares`,
      headers: KEY,
      payload: { version: 1, days: 3 },
    });
    const { path, shareId } = shared.json<{ path: string; shareId: string }>();
    const open = () => parts.app.inject({ method: 'GET', url: `${path}?lang=zh` });
    const page = await open();
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain(decision.chosen[0]?.name);
    expect(page.body).not.toContain('最高可接受价');
    expect((await parts.app.inject({ method: 'GET', url: '/api/v1/plans' })).statusCode).toBe(401);
    expect((await parts.app.inject({ method: 'GET', url: '/shared/x' })).statusCode).toBe(404);
    const gone = await parts.app.inject({
      method: 'DELETE',
      url: `/api/v1/plans/${once.planId}/shares/${shareId}`,
      headers: KEY,
    });
    expect(gone.statusCode).toBe(200);
    expect((await open()).statusCode).toBe(404);
  });
});
