/**
 * The demo brand's two rounds of the loop: what was expected before each campaign, by the program, an analyst and the
 * agency; what people changed and why; what was learned afterwards and accepted. Played on the demo's calendar.
 */
import { type Rng, rng } from '#basis/rng.ts';
import { decideAssumption, exposuresAt } from '#domain/assets/forecasts/learning.ts';
import { forecastCampaign } from '#domain/assets/forecasts/program.ts';
import { overrideForecast } from '#domain/assets/forecasts/service.ts';
import { addOwn } from '#domain/assets/inhouse/service.ts';
import { grant, makeBrand, makeGroup } from '#domain/assets/workspaces/service.ts';
import { subjectOf } from '#domain/decisions/campaigns/bands.ts';
import { forecastsOf, placementsOf, storeForecast } from '#domain/decisions/campaigns/service.ts';
import { briefSchema, LEARNED_NAMES } from '#domain/decisions/mix/plan/schema.ts';
import { makePlan } from '#domain/decisions/mix/plan/service.ts';
import type { Store } from '#store/open-store.ts';
import { DAY_MS, dayMs } from './frame.ts';
import type { Truth } from './truth.ts';

const ANALYST = '林晓（分析）';
const AGENCY = '星桥传媒';
const WEEK_HOURS = 168;
/** Orders for a million followers that the analyst goes by: a guess, then what the campaign before gave. */
const GUT_RATES = [60, 240, 380] as const;
/** How far the analyst moves the program's “seen”, median, and why. */
const MOVES = [
  { factor: 2, why: '测评类笔记的阅读通常高于该号常规作品' },
  { factor: 1.8, why: '大促期间流量更高，且追加了投流' },
  { factor: 1.15, why: '秋季新品话题热度高于平时' },
] as const;
const OVERRIDDEN = 8;

export async function seedLoop(store: Store, truth: Truth): Promise<void> {
  const random = rng(truth.seed).fork('loop');
  await seedBrands(store, truth);
  for (const [round, { name, startsOn, endsOn, state }] of truth.campaigns.entries()) {
    const at = new Date(dayMs(startsOn) - 2 * DAY_MS);
    await forecastCampaign(store, name, at);
    await peopleForecast(store, name, round, at, random.fork(name));
    await moveForecasts(store, name, round, at, random.fork(`${name}-moves`));
    if (state === '进行中') continue;
    const after = new Date(dayMs(endsOn) + 9 * DAY_MS);
    for (const assumption of LEARNED_NAMES)
      await decideAssumption(
        store,
        assumption,
        { act: 'accept', who: ANALYST, note: `${name} 结案后更新` },
        after,
      );
  }
}

/** Two brands of one house: the demo brand shares its history with the group, its sister does not. */
async function seedBrands(store: Store, truth: Truth): Promise<void> {
  const house = '澄屿美妆集团';
  const brandId = await makeBrand(store, { name: truth.brands.own, organisation: house, words: [] }, 'demo');
  await makeBrand(store, { name: '屿白', organisation: house, words: [] }, 'demo');
  const workspaceId = await makeGroup(store, { name: `${house} · 集团视图`, organisation: house }, 'demo');
  await grant(store, { brandId, workspaceId, purpose: '集团年度达人采购议价' }, 'demo');
  const own = truth.audienceQuality.find((a) => a.role === 'quiet-small');
  if (!own) return;
  const { platform, id } = own;
  await addOwn(
    store,
    {
      accountId: `${platform}:${id}`,
      brand: truth.brands.own,
      persona: '成分研究员「小屿」：配方师视角的护肤科普',
      since: '2026-01-05',
    },
    'demo',
    new Date('2026-01-05T02:00:00Z'),
  );
}

/** A plan for the season after, from what the two campaigns taught. */
export async function seedPlan(store: Store, truth: Truth): Promise<void> {
  const brief = briefSchema.parse({
    name: '澄屿冬季屏障修护',
    brand: truth.brands.own,
    product: '屏障修护霜',
    goal: 'awareness',
    period: { from: '2026-12-01', to: '2026-12-31' },
    budget: 80_000,
    platforms: ['xiaohongshu'],
    names: { most: 8 },
    assumptions: { orderValue: 168 },
    seconds: 2,
  });
  await makePlan(store, { planId: null, change: { brief } }, () => {});
}

/** The agency promises reads and engagements a third to twice above its own medians; the analyst goes by a rate. */
async function peopleForecast(
  store: Store,
  campaign: string,
  round: number,
  at: Date,
  random: Rng,
): Promise<void> {
  const placements = (await placementsOf(store, campaign)).filter((p) => p.state !== 'cancelled');
  const { followers, usual } = await exposuresAt(
    store,
    placements.map((p) => p.accountId),
    at.toISOString(),
  );
  const head = { campaign, horizonHours: WEEK_HOURS, madeAt: at.toISOString(), n: null, unit: 'count' };
  for (const p of placements) {
    const subject = subjectOf(p);
    const engaged = usual.get(p.accountId);
    if (engaged !== undefined) {
      const value = Math.round(engaged * random.logNormal(1.6, 0.2));
      await storeForecast(store, {
        ...head,
        subject,
        quantity: 'engagement_count',
        madeByKind: 'agency',
        madeBy: AGENCY,
        method: '报价表承诺',
        value,
        low: Math.round(value * 0.8),
        high: Math.round(value * 1.2),
        level: 0.9,
      });
    }
    const base = followers.get(p.accountId) ?? p.followerCount;
    if (base === null) continue;
    const orders = Math.max(
      1,
      Math.round(((base * (GUT_RATES[round] ?? 0)) / 1e6) * random.logNormal(1, 0.35)),
    );
    await storeForecast(store, {
      ...head,
      subject,
      quantity: 'order_count',
      madeByKind: 'analyst',
      madeBy: ANALYST,
      method: '按上次每百万粉丝单量估',
      value: orders,
      low: Math.round(orders / 3),
      high: orders * 3,
      level: 0.8,
    });
  }
}

async function moveForecasts(
  store: Store,
  campaign: string,
  round: number,
  at: Date,
  random: Rng,
): Promise<void> {
  const own = (await forecastsOf(store, { campaign }))
    .filter((f) => f.madeByKind === 'program' && f.quantity === 'seen_count' && f.subject.kind !== 'campaign')
    .sort((a, b) => a.subject.id.localeCompare(b.subject.id))
    .slice(0, OVERRIDDEN);
  const move = MOVES[round];
  if (!move) return;
  for (const f of own) {
    const factor = random.logNormal(move.factor, 0.3);
    await overrideForecast(
      store,
      f.forecastId,
      {
        value: Math.round(f.value * factor),
        low: Math.round((f.value * factor) / 2),
        high: Math.round(f.value * factor * 2),
        level: 0.9,
        why: move.why,
        who: ANALYST,
      },
      new Date(at.getTime() + 3_600_000),
    );
  }
}
