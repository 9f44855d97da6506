/** From the address to the brief the server is asked. Pure. */
import { PLATFORM_IDS } from '#basis/platform.ts';
import { type Brief, briefSchema, PLAN_GOALS, TEMPLATES } from '#domain/decisions/mix/plan/schema.ts';
import { MIX_MODES } from '#domain/decisions/mix/schema.ts';
import { PROMOTION_MODES } from '#domain/facts/commerce/schema.ts';
import { basisOf, targetOf } from '#web/rooms/audience/target-search.ts';
import type { BriefSearch } from '#web/rooms/plan/search.ts';

const number = (text: string | undefined): number | undefined => {
  const value = text === undefined ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
};
const one = <T extends string>(known: readonly T[], text: string | undefined): T | undefined =>
  known.find((k) => k === text);

export const QUOTA_FIELDS = ['least', 'most', 'leastMoney', 'mostMoney'] as const;

/** `tier:mid:least:2` … as quotas by tier or platform. */
export function quotasOf(
  search: BriefSearch,
  kind: 'tier' | 'platform',
): Record<string, Record<string, number>> {
  const out: Record<string, Record<string, number>> = {};
  for (const text of search.quotas ?? []) {
    const [of, name, field, value] = text.split(':');
    const amount = number(value);
    if (of !== kind || name === undefined || amount === undefined) continue;
    if (one(QUOTA_FIELDS, field)) (out[name] ??= {})[field as string] = amount;
  }
  return out;
}

/** The day so many days from now, ISO. */
export const dayFrom = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** The brief the address describes, or the first thing that does not fit. */
export function briefOf(s: BriefSearch, title: string): { brief: Brief } | { fault: string } {
  const feed = number(s.feed);
  const sales = number(s.sales);
  const times = number(s.times);
  const platforms = PLATFORM_IDS.filter((p) => s.on?.includes(p));
  const read = briefSchema.safeParse({
    name: s.title ?? title,
    brand: s.ownBrand ?? '',
    product: s.product ?? '',
    goal: one(PLAN_GOALS, s.goal) ?? 'awareness',
    secondary: PLAN_GOALS.filter((g) => s.secondary?.includes(g)).map((goal) => ({ goal })),
    target: targetOf(s),
    basis: basisOf(s),
    period: { from: s.from ?? dayFrom(14), to: s.to ?? dayFrom(44) },
    budget: number(s.budget) ?? 100_000,
    currency: s.currency ?? 'CNY',
    mode: one(MIX_MODES, s.mode),
    ...(times === undefined ? {} : { times }),
    format: one(['any', 'image', 'video'] as const, s.format) ?? 'any',
    ...(platforms.length > 0 ? { platforms } : {}),
    platformQuotas: quotasOf(s, 'platform'),
    tierQuotas: quotasOf(s, 'tier'),
    names: {
      ...(number(s.fewest) === undefined ? {} : { least: number(s.fewest) }),
      ...(number(s.most) === undefined ? {} : { most: number(s.most) }),
    },
    must: s.must ?? [],
    never: s.never ?? [],
    rivals: s.rivals ?? [],
    categoryMost: Object.fromEntries(
      (s.categories ?? []).flatMap((text) => {
        const [name, most] = text.split(':');
        const value = number(most) ?? 1;
        return name ? [[name, value]] : [];
      }),
    ),
    risk: {
      leastTrueShareLow: number(s.trueLow) ?? null,
      rings: s.ringsOff !== '1',
      evidence: s.evidenceOff === '1' ? null : 'strong',
    },
    rules: {
      template: { name: one(TEMPLATES, s.template) ?? 'none' },
      sellerSize: { on: s.sellerOff !== '1', monthlySales: number(s.monthlySales) ?? null },
      promotion: {
        on: s.promotionOff !== '1',
        mode: one(PROMOTION_MODES, s.promotion) ?? 'paid_soft',
      },
    },
    assumptions: {
      ...(s.feed === 'off' ? { feedShare: null } : feed === undefined ? {} : { feedShare: feed / 100 }),
      ...(sales === undefined ? {} : { salesPerMillion: sales }),
      orderValue: number(s.order) ?? null,
      ...(number(s.unread) === undefined ? {} : { unreadTrueShare: (number(s.unread) as number) / 100 }),
    },
    ...(number(s.seconds) === undefined ? {} : { seconds: number(s.seconds) }),
  });
  if (read.success) return { brief: read.data };
  const issue = read.error.issues[0];
  return { fault: `${issue?.path.map(String).join('.') ?? ''} ${issue?.message ?? ''}`.trim() };
}
