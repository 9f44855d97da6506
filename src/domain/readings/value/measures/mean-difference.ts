/**
 * By how many points is one side of paired scores better on average?
 * Method: mean of the differences; percentile interval of a bootstrap over pairs.
 * Source: Efron & Tibshirani 1993, An Introduction to the Bootstrap.
 * Differs: refuses fewer than five pairs.
 * Limits: where one side was chosen as the best of many, its mean is too high: scores fall back towards the middle when they
 *   are measured again. Not corrected, said in the caveat.
 * Verified: mean-difference.test.ts.
 */
import { insufficient, type Result } from '#basis/reading.ts';
import { rng } from '#basis/rng.ts';

const LEAST_PAIRS = 5;
const SAMPLES = 1000;

export function meanDifference(
  pairs: readonly (readonly [chosen: number, given: number])[],
  seed: string,
): Result {
  if (pairs.length < LEAST_PAIRS)
    return insufficient(
      { en: `${LEAST_PAIRS} accounts with a better peer`, zh: `${LEAST_PAIRS} 个有更优同类的账号` },
      { en: `${pairs.length} accounts`, zh: `${pairs.length} 个账号` },
      { en: 'A mean of so few has no useful interval.', zh: '数量太少，均值没有可用的区间。' },
    );
  const differences = pairs.map(([chosen, given]) => chosen - given);
  const mean = (list: readonly number[]) => list.reduce((a, b) => a + b, 0) / list.length;
  const random = rng(`mean-difference:${seed}`);
  const drawn = Array.from({ length: SAMPLES }, () =>
    mean(differences.map(() => differences[random.int(0, differences.length - 1)] as number)),
  ).sort((a, b) => a - b);
  return {
    state: 'ok',
    value: mean(differences),
    low: drawn[Math.floor(0.025 * SAMPLES)] as number,
    high: drawn[Math.ceil(0.975 * SAMPLES) - 1] as number,
    n: pairs.length,
    unit: 'score',
    detail: {},
    caveats: [
      {
        en: 'The alternatives were chosen by score, so that their mean is too high; only accounts with a better peer are counted.',
        zh: '替代账号按得分挑选，其均值偏高；只统计有更优同类的账号。',
      },
    ],
  };
}
