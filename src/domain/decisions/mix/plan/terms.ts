/** From a brief and its candidates to the terms of a mix: quotas become families of names. Pure. */
import type { MixMode, MixTerms } from '../schema.ts';
import { GOAL_PRESETS, STRATEGY_TEMPLATES } from './presets.ts';
import type { Brief, Candidate, Quota } from './schema.ts';

type Family = MixTerms['groups'][number];
/** Money that a set of names may cost together, in the unit of the costs. */
export interface MoneyQuota {
  name: string;
  kols: string[];
  least: number;
  most: number;
}
export interface PlanTerms {
  terms: MixTerms;
  money: MoneyQuota[];
  /** Feed share of the reports; in the goal only when `feedInGoal`. */
  feedShare: number;
  feedInGoal: boolean;
}

export const modeOf = (brief: Brief): MixMode => brief.mode ?? GOAL_PRESETS[brief.goal].mode;

/** Bounds of a tier: the brief's own before those of the strategy. */
export function tierQuota(brief: Brief, tier: string): Quota {
  const { template } = brief.rules;
  const preset = template.on
    ? STRATEGY_TEMPLATES[template.name].bounds[tier as keyof (typeof STRATEGY_TEMPLATES)['none']['bounds']]
    : undefined;
  const { mostShare, ...bounds } = preset ?? {};
  return {
    ...bounds,
    ...(mostShare === undefined ? {} : { mostMoney: mostShare * brief.budget }),
    ...brief.tierQuotas[tier as keyof Brief['tierQuotas']],
  };
}

/** @param houseFeedShare the workspace's share, for briefs that name none */
export function termsOf(
  brief: Brief,
  candidates: readonly Candidate[],
  must: readonly string[],
  houseFeedShare: number,
): PlanTerms {
  const mode = modeOf(brief);
  const groups: Family[] = [];
  const money: MoneyQuota[] = [];
  const quota = (name: string, members: readonly Candidate[], q: Quota): void => {
    const kols = members.map((c) => c.accountId);
    if ((q.least ?? 0) > 0 || q.most !== undefined)
      groups.push({ name, kols, least: q.least ?? 0, most: q.most ?? kols.length });
    if ((q.leastMoney ?? 0) > 0 || q.mostMoney !== undefined)
      money.push({
        name,
        kols,
        least: q.leastMoney ?? 0,
        most: q.mostMoney ?? Number.POSITIVE_INFINITY,
      });
  };
  quota('names', candidates, brief.names);
  const platforms = new Set(candidates.map((c) => c.platform));
  for (const platform of new Set([...platforms, ...Object.keys(brief.platformQuotas)]))
    quota(
      `platform:${platform}`,
      candidates.filter((c) => c.platform === platform),
      brief.platformQuotas[platform as Candidate['platform']] ?? {},
    );
  for (const tier of ['nano', 'micro', 'mid', 'macro', 'mega'])
    quota(
      `tier:${tier}`,
      candidates.filter((c) => c.tier === tier),
      tierQuota(brief, tier),
    );
  for (const [category, most] of Object.entries(brief.categoryMost))
    quota(
      `category:${category}`,
      candidates.filter((c) => c.categories.includes(category)),
      { most },
    );
  const given = brief.assumptions.feedShare;
  const feedInGoal = given === undefined ? mode === 'reach' : given !== null;
  const feedShare = given ?? houseFeedShare;
  const unread = brief.assumptions.unreadTrueShare;
  return {
    money,
    feedShare,
    feedInGoal,
    terms: {
      budget: brief.budget,
      mode,
      times: mode === 'reach' ? 1 : brief.times,
      feedShare: feedInGoal ? feedShare : 1,
      audienceShares:
        mode === 'reach'
          ? Object.fromEntries(candidates.map((c) => [c.accountId, c.trueShare?.value ?? unread]))
          : {},
      must: [...must],
      never: [],
      groups,
    },
  };
}
