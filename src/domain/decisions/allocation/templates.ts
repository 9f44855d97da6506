/** Data table: what a strategy says of tiers, as shares of the budget. Conventions of the field; every bound can be changed. */
import type { ShareBound, SplitTemplate } from './schema.ts';

const HEADS = ['macro', 'mega'] as const;
const TAILS = ['nano', 'micro'] as const;
const of = (
  en: string,
  zh: string,
  tiers: readonly ('nano' | 'micro' | 'mid' | 'macro' | 'mega')[],
  least: number,
  most: number,
): ShareBound => ({ name: { en, zh }, platforms: null, tiers: [...tiers], least, most });

export const SPLIT_BOUNDS: Readonly<Record<SplitTemplate, readonly ShareBound[]>> = {
  none: [],
  head: [of('heads at least 40 %', '头部至少 40%', HEADS, 0.4, 1)],
  pyramid: [
    of('heads at most half', '头部至多一半', HEADS, 0, 0.5),
    of('middle at least 20 %', '腰部至少 20%', ['mid'], 0.2, 1),
    of('tails at least 20 %', '尾部至少 20%', TAILS, 0.2, 1),
  ],
  tail: [of('no heads', '不用头部', HEADS, 0, 0), of('middle at most 30 %', '腰部至多 30%', ['mid'], 0, 0.3)],
  amateur: [of('nano and micro only', '只用素人与尾部', ['mid', ...HEADS], 0, 0)],
};
