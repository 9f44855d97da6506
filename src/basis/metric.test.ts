import { describe, expect, it } from 'vitest';
import { TouchstoneError } from './error.ts';
import {
  addMeasured,
  compareMeasured,
  isMetric,
  METRIC_IDS,
  type Measured,
  type MetricId,
  metricRow,
  mismatch,
  unknownQuantity,
} from './metric.ts';
import { between, exactly } from './quantity.ts';

const measured = <M extends MetricId>(
  metric: M,
  more: Partial<Omit<Measured<M>, 'metric'>> = {},
): Measured<M> => ({
  metric,
  quantity: exactly(10),
  windowDays: 30,
  content: 'all',
  format: 'all',
  currency: null,
  definition: 'pugongying',
  asOf: '2024-06-01T00:00:00Z',
  ...more,
});
const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof TouchstoneError) return `${error.kind}/${error.code}`;
    throw error;
  }
  return 'nothing was refused';
};

describe('two metrics are two types', () => {
  it('the compiler refuses their sum and comparison, and so does the program', () => {
    const reads = measured('read_median');
    const likes = measured('like_median');
    // @ts-expect-error reads and likes do not add
    expect(codeOf(() => addMeasured<'read_median'>(reads, likes))).toBe('conflict/metric-mismatch');
    // @ts-expect-error reads and likes do not compare
    expect(codeOf(() => compareMeasured<'read_median'>(reads, likes))).toBe('conflict/metric-mismatch');
    // @ts-expect-error a figure of one metric is not one of another
    const mistaken: Measured<'like_median'> = reads;
    expect(mistaken.metric).toBe('read_median');
  });
});

describe('figures of one metric', () => {
  const different = {
    windowDays: { windowDays: 90 },
    content: { content: 'sponsored' },
    format: { format: 'video' },
    definition: { definition: 'qiangua' },
  } as const;

  it.each(Object.entries(different))('differing in %s are refused and say so', (key, more) => {
    const [a, b] = [measured('follower_growth_count'), measured('follower_growth_count', more)];
    expect(mismatch(a, b)).toContain(`${key}:`);
    expect(codeOf(() => addMeasured(a, b))).toBe('conflict/metric-mismatch');
    expect(codeOf(() => compareMeasured(a, b))).toBe('conflict/metric-mismatch');
  });

  it('differing in currency are refused', () => {
    const [a, b] = ['CNY', 'USD'].map((currency) => measured('post_price', { currency }));
    expect(codeOf(() => compareMeasured(a as Measured<'post_price'>, b as Measured<'post_price'>))).toBe(
      'conflict/metric-mismatch',
    );
  });

  it('carry the stamp of an override', () => {
    const [a, b] = [measured('like_growth_count'), measured('like_growth_count', different.windowDays)];
    const sum = addMeasured(a, b, { reason: 'rough total for a first look' });
    expect(sum.quantity).toEqual(exactly(20));
    expect(sum.override).toEqual({
      reason: 'rough total for a first look',
      difference: 'windowDays: 30 against 90',
    });
    expect(compareMeasured(a, b, { reason: 'look' }).override?.difference).toContain('windowDays');
  });

  it('with a denominator never add, override or not', () => {
    const share = measured('active_follower_share', { quantity: exactly(0.4) });
    expect(codeOf(() => addMeasured(share, share))).toBe('conflict/metric-mismatch');
    expect(codeOf(() => addMeasured(share, share, { reason: 'please' }))).toBe('conflict/metric-mismatch');
  });

  it('with overlapping bounds cannot be told apart', () => {
    const followers = (quantity: Measured['quantity']) => measured('follower_count', { quantity });
    const order = (a: Measured['quantity'], b: Measured['quantity']) =>
      compareMeasured(followers(a), followers(b)).order;
    expect(order(between(1000, null), exactly(1500))).toBe('cannot tell');
    expect(order(between(1000, null), exactly(900))).toBe('more');
    expect(order(between(100_000, 250_000), exactly(300_000))).toBe('less');
    expect(order(exactly(5), exactly(5))).toBe('equal');
    expect(order({ value: 5, low: 4, high: 6 }, exactly(5))).toBe('cannot tell');
    expect(order(unknownQuantity, exactly(5))).toBe('cannot tell');
  });
});

describe('the dictionary', () => {
  it('names every metric in two languages and says what is counted', () => {
    for (const id of METRIC_IDS) {
      const row = metricRow(id);
      expect(row.en, id).toMatch(/^[A-Z0-9]/);
      expect(row.zh, id).toMatch(/[\u4e00-\u9fff]|^[A-Z]{3}/);
      expect(row.numerator.en, id).not.toBe('');
      expect(row.numerator.zh, id).toMatch(/\p{Script=Han}/u);
      expect(row.unit === 'share' && row.denominator === null, `${id} is a share of something`).toBe(false);
    }
    expect(isMetric('follower_count')).toBe(true);
    expect(isMetric('toString')).toBe(false);
  });
});
