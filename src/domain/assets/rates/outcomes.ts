/** What money brought: curves of spend and results, and paid posts against unpaid ones. */
import { metricRow } from '#basis/metric.ts';
import type { Words } from '#basis/reading.ts';
import type { Store } from '#store/open-store.ts';
import { COST_CURVE, costCurve } from './measures/cost-curve.ts';
import { LEAST_SIDE, type MarkedPost, PAID_LIFT, paidLift } from './measures/paid-lift.ts';
import { costedPosts, markedPosts, type OutcomePost } from './queries.ts';
import { CURVE_OUTCOMES, type CurveQuery, type Curves, type Lift, type LiftQuery } from './schema.ts';
import { asOfLibrary } from './service.ts';

/** Cells of a property that are drawn. */
const MOST_CELLS = 12;

/** `age:30-34` → age, 30-34. */
export function properties(tags: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    tags.flatMap((t) => {
      const found = /^([a-z_]+):(.+)$/.exec(t);
      return found?.[1] && found[2] ? [[found[1], found[2]]] : [];
    }),
  );
}

const CURVE_LIMITS: readonly Words[] = [
  {
    en: 'Observed, not tried out: money follows what already runs well, so the curve may flatter more spend.',
    zh: '这是观察而非实验：钱往往追加给表现好的作品，因此曲线可能高估加投的回报。',
  },
  {
    en: 'Posts that cost nothing are left out; the curve holds between the least and the most that was spent.',
    zh: '没有花费的作品不计入；曲线只适用于已花费的最小值与最大值之间。',
  },
];

const spendOf = (p: OutcomePost): number | null => p.media ?? p.fee;

export async function costCurves(store: Store, query: CurveQuery): Promise<Curves> {
  const all = await store.facts.all(costedPosts, { platform: query.platform ?? null });
  const currencies = all.flatMap((p) =>
    spendOf(p) ? ((p.media === null ? p.fee_currency : p.media_currency) ?? []) : [],
  );
  const currency = currencies.sort((a, b) => (a < b ? -1 : 1))[currencies.length >> 1] ?? null;
  const known = all.filter((p) => spendOf(p) !== null);
  const paid = known.filter(
    (p) => (spendOf(p) ?? 0) > 0 && (p.media === null ? p.fee_currency : p.media_currency) === currency,
  );
  const outcomes = CURVE_OUTCOMES.filter((o) => paid.filter((p) => p[o] !== null).length >= 2);
  const outcome = query.outcome ?? outcomes[0] ?? 'exposure_count';
  const rows = paid.filter((p) => p[outcome] !== null).map((p) => ({ p, has: properties(p.tag) }));
  const names = new Map<string, Set<string>>();
  for (const { has } of rows)
    for (const [name, value] of Object.entries(has))
      names.set(name, (names.get(name) ?? new Set()).add(value));
  const by = query.by ?? null;
  const curveOf = (list: typeof rows, seed: string) =>
    costCurve(
      Float64Array.from(list, ({ p }) => spendOf(p) as number),
      Float64Array.from(list, ({ p }) => p[outcome] as number),
      seed,
    );
  const cells: Curves['cells'] = [{ value: null, curve: curveOf(rows, outcome) }];
  if (by !== null) {
    const values = new Map<string, typeof rows>();
    for (const row of rows) {
      const value = row.has[by];
      if (value !== undefined) values.set(value, [...(values.get(value) ?? []), row]);
    }
    const largest = [...values]
      .sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1))
      .slice(0, MOST_CELLS);
    for (const [value, list] of largest.sort((a, b) => a[0].localeCompare(b[0], 'en', { numeric: true })))
      cells.push({ value, curve: curveOf(list, `${outcome}/${value}`) });
  }
  return {
    measure: COST_CURVE,
    asOf: await asOfLibrary(store),
    platform: query.platform ?? null,
    outcome,
    by,
    currency,
    posts: rows.length,
    costNothing: known.filter((p) => spendOf(p) === 0).length,
    // A property of nearly every post's own tells cells of one apart from another no more.
    properties: [...names]
      .filter(([, v]) => v.size > 1 && v.size <= rows.length / 4)
      .map(([n]) => n)
      .sort(),
    outcomes,
    platforms: [...new Set(known.map((p) => p.platform))].sort(),
    cells,
    limits: [...CURVE_LIMITS],
  };
}

const LIFT_LIMITS: readonly Words[] = [
  {
    en: 'Which posts were paid for was chosen, not drawn by lot: better posts may have been advertised.',
    zh: '哪些帖子被付费是人为选择而非随机：表现好的帖子可能更容易被投放。',
  },
  {
    en: 'The three estimates stand beside each other; where they differ, the range is the answer.',
    zh: '三个估计并列给出；不一致时，区间范围才是答案。',
  },
];

const bandOf = (hour: number): string =>
  hour < 6 ? '0-6' : hour < 12 ? '6-12' : hour < 18 ? '12-18' : '18-24';

/** What a post shares with others: its properties, else what its date says. */
function marked(p: OutcomePost, value: number): MarkedPost {
  const has = properties(p.tag);
  const at = p.published_at === null ? null : new Date(p.published_at);
  const hour = has['hour'] === undefined ? at?.getUTCHours() : Number(has['hour']);
  const weekday = has['weekday'] ?? (at ? String(at.getUTCDay()) : undefined);
  const month = has['month'] ?? (at ? p.published_at?.slice(0, 7) : undefined);
  const kind = has['category'] ?? has['type'] ?? p.format ?? undefined;
  const band = hour === undefined ? undefined : bandOf(hour);
  const traits = Object.fromEntries(
    Object.entries({ kind, weekday, month, band }).filter((e): e is [string, string] => e[1] !== undefined),
  );
  // Sunday is 0 of a date and 1 or 7 of a list; both ends of the week stand together.
  const weekend = weekday !== undefined && ['0', '1', '6', '7'].includes(weekday) ? 'ends' : 'middle';
  return {
    paid: p.sponsored ?? false,
    value,
    followers: p.follower_at_post_count,
    traits,
    stratum: [kind, weekend, band].join('|'),
  };
}

export async function paidLifts(store: Store, query: LiftQuery): Promise<Lift> {
  const metric = query.metric ?? 'reach_count';
  const pages = new Map<string, OutcomePost[]>();
  for (const p of await store.facts.all(markedPosts, { platform: query.platform ?? null })) {
    const page = p.account_id ?? `source:${p.source_id}`;
    pages.set(page, [...(pages.get(page) ?? []), p]);
  }
  const found: Lift['pages'] = [];
  for (const [page, posts] of pages) {
    const first = posts[0] as OutcomePost;
    const rows = posts.flatMap((p) => {
      const value = p[metric];
      return value !== null && value > 0 ? [marked(p, value)] : [];
    });
    const paid = rows.filter((r) => r.paid).length;
    const head = { page, name: first.name, platform: first.platform, paid, unpaid: rows.length - paid };
    if (rows.length === 0) continue;
    if (Math.min(paid, rows.length - paid) < LEAST_SIDE) {
      const thin = {
        state: 'insufficient' as const,
        need: { en: `${LEAST_SIDE} posts on either side`, zh: `付费与未付费各至少 ${LEAST_SIDE} 条` },
        have: {
          en: `${paid} paid, ${rows.length - paid} unpaid`,
          zh: `付费 ${paid} 条，未付费 ${rows.length - paid} 条`,
        },
        why: { en: 'So few posts cannot tell payment from chance.', zh: '帖子太少，分不清付费与偶然。' },
      };
      found.push({
        ...head,
        plain: thin,
        regression: thin,
        matched: thin,
        covariates: [],
        shuffleShare: null,
      });
      continue;
    }
    const lift = paidLift(rows, page);
    found.push({
      ...head,
      plain: { state: 'ok', ...lift.plain },
      regression: { state: 'ok', ...lift.regression },
      matched: lift.matched
        ? { state: 'ok', ...lift.matched }
        : {
            state: 'insufficient',
            need: {
              en: 'paid and unpaid posts of one kind and time',
              zh: '同类型、同时段的付费与未付费帖子',
            },
            have: { en: 'none', zh: '没有' },
            why: { en: 'There is nothing alike to compare with.', zh: '没有相似的帖子可比。' },
          },
      covariates: lift.covariates,
      shuffleShare: lift.shuffleShare,
    });
  }
  return {
    measure: PAID_LIFT,
    asOf: await asOfLibrary(store),
    metric,
    denominator: metricRow(metric).numerator,
    pages: found.sort((a, b) => b.paid + b.unpaid - a.paid - a.unpaid),
    limits: [...LIFT_LIMITS],
  };
}
