import { describe, expect, it } from 'vitest';
import type { AccountPage, Figure } from '#domain/facts/library/schema.ts';
import { compareRows } from '#web/rooms/compare/compare-rows.ts';

const figure = (over: Partial<Figure> & { vendor?: string }): Figure => ({
  metric: 'engagement_median',
  value: 100,
  low: 100,
  high: 100,
  unit: 'count',
  numerator: 'engagements',
  denominator: null,
  currency: null,
  windowDays: 30,
  content: 'all',
  format: 'all',
  asOf: '2026-10-01T00:00:00Z',
  ageDays: 1,
  stale: false,
  from: { sourceId: 1, row: 2, column: 'x', vendor: over.vendor ?? 'xingtu' },
  ...over,
});
const account = (...figures: Figure[]) => ({ figures }) as unknown as AccountPage;

describe('compare rows', () => {
  it('puts figures of one definition on one row and names the leader', () => {
    const rows = compareRows([account(figure({ value: 10, low: 9, high: 11 })), account(figure({}))]);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ differences: [], leader: 1 });
  });

  it('names no leader when intervals overlap', () => {
    const rows = compareRows([account(figure({ value: 95, low: 80, high: 105 })), account(figure({}))]);
    expect(rows[0]?.leader).toBeNull();
  });

  it('refuses figures of different windows and vendors and says why', () => {
    const rows = compareRows([
      account(figure({ windowDays: 30 })),
      account(figure({ windowDays: 90 })),
      account(figure({ vendor: 'qiangua' })),
    ]);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.differences).toEqual(['windowDays', 'definition']);
    expect(rows[0]?.leader).toBeNull();
  });

  it('leaves a metric that only one account states out', () => {
    expect(compareRows([account(figure({})), account()])).toEqual([]);
  });
});
