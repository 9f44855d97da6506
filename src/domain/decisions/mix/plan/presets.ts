/** Data table: goals with what they ask of a mix, strategies as tier bounds, what a brief begins with. */
import { type Words, word as w } from '#basis/reading.ts';
import type { ShareBound } from '#domain/decisions/allocation/schema.ts';
import type { TIERS } from '#domain/facts/library/schema.ts';
import type { MixMode } from '../schema.ts';
import type { PlanGoal, Quota, TEMPLATES } from './schema.ts';

export interface GoalPreset {
  name: Words;
  /** What a mix is asked for unless the brief says otherwise. */
  mode: MixMode;
  /** The value room's goal whose weights order names and stages. */
  valueGoal: string;
  /** Weights of the five stages, upstream first, where the value room has no such goal. */
  path: readonly number[];
  overlap: 'low' | 'high';
}

export const GOAL_PRESETS: Readonly<Record<PlanGoal, GoalPreset>> = {
  awareness: {
    name: w('Be seen by many, once', '广泛触达'),
    mode: 'reach',
    valueGoal: 'new-brand',
    path: [2, 1.5, 1, 0.5, 0.5],
    overlap: 'low',
  },
  frequency: {
    name: w('Be seen by a chosen group, several times', '重点人群多次触达'),
    mode: 'times',
    valueGoal: 'known-brand',
    path: [0.5, 0.75, 1.5, 2, 1.5],
    overlap: 'high',
  },
  engagement: {
    name: w('Be talked about and passed on', '互动与传播'),
    mode: 'reach',
    valueGoal: 'known-brand',
    path: [0.5, 1, 2, 2, 1],
    overlap: 'low',
  },
  sales: {
    name: w('Sell', '带货成交'),
    mode: 'capped',
    valueGoal: 'known-brand',
    path: [0.5, 0.5, 1, 1, 3],
    overlap: 'high',
  },
};

/**
 * A strategy, told twice: as bounds on names by tier for a brief, and as shares of the budget for a split that knows no names
 * yet. Conventions of the field; every bound can be changed.
 */
export interface StrategyTemplate {
  name: Words;
  why: Words;
  /** Tiers that may be chosen at all; null for every tier. */
  tiers: readonly string[] | null;
  /** Bounds by tier; money as a share of the budget. */
  bounds: Partial<Record<Tier, Quota & { mostShare?: number }>>;
  /** Shares of the budget. */
  shares: readonly ShareBound[];
}
type Tier = (typeof TIERS)[number];

const HEADS = ['macro', 'mega'] as const;
const TAILS = ['nano', 'micro'] as const;
const part = (name: Words, tiers: readonly Tier[], least: number, most: number): ShareBound => ({
  name,
  platforms: null,
  tiers: [...tiers],
  least,
  most,
});

export const STRATEGY_TEMPLATES: Readonly<Record<(typeof TEMPLATES)[number], StrategyTemplate>> = {
  none: {
    name: w('No tier bounds', '不限层级'),
    why: w('The budget alone decides.', '仅由预算决定。'),
    tiers: null,
    bounds: {},
    shares: [],
  },
  head: {
    name: w('Head first', '头部引领'),
    why: w(
      'At least one large name makes the topic; the rest follow it.',
      '至少一位头部账号制造话题，其余跟进。',
    ),
    tiers: null,
    bounds: { macro: { least: 1 }, nano: { most: 10 } },
    shares: [part(w('heads at least 40 %', '头部至少 40%'), HEADS, 0.4, 1)],
  },
  pyramid: {
    name: w('Pyramid', '金字塔'),
    why: w(
      'Few large, several middle, many small: no tier takes most of the money.',
      '少量头部、若干腰部、较多尾部，任何层级不占多数预算。',
    ),
    tiers: null,
    bounds: { mid: { least: 2 }, micro: { least: 4 }, macro: { most: 2, mostShare: 0.5 }, mega: { most: 1 } },
    shares: [
      part(w('heads at most half', '头部至多一半'), HEADS, 0, 0.5),
      part(w('middle at least 20 %', '腰部至少 20%'), ['mid'], 0.2, 1),
      part(w('tails at least 20 %', '尾部至少 20%'), TAILS, 0.2, 1),
    ],
  },
  tail: {
    name: w('Seeding by the tail', '尾部铺量'),
    why: w('Many small creators who are believed; no head at all.', '大量可信的小账号铺设口碑，不用头部。'),
    tiers: ['nano', 'micro', 'mid'],
    bounds: { mid: { mostShare: 0.3 } },
    shares: [
      part(w('no heads', '不用头部'), HEADS, 0, 0),
      part(w('middle at most 30 %', '腰部至多 30%'), ['mid'], 0, 0.3),
    ],
  },
  amateur: {
    name: w('Amateurs', '素人种草'),
    why: w('Only accounts below 100,000 followers.', '只用十万粉丝以下的账号。'),
    tiers: ['nano', 'micro'],
    bounds: {},
    shares: [part(w('nano and micro only', '只用素人与尾部'), ['mid', ...HEADS], 0, 0)],
  },
};

export const TIER_NAMES: Readonly<Record<string, Words>> = {
  nano: w('Nano tier', '素人'),
  micro: w('Micro tier', '尾部'),
  mid: w('Mid tier', '腰部'),
  macro: w('Macro tier', '头部'),
  mega: w('Mega tier', '超头部'),
};
