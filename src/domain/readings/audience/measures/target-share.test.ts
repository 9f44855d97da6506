import { describe, expect, it } from 'vitest';
import { LEAST_STATING, targetShare } from './target-share.ts';

describe('target share', () => {
  it('divides by the people who state the fields, with a Wilson interval', () => {
    const found = targetShare({ people: 400, stating: 100, target: 25, detail: { target: 'women' } });
    if (found.state !== 'ok') throw new Error('refused');
    expect(found).toMatchObject({ value: 0.25, n: 100, unit: 'share' });
    // Wilson, 25 of 100: 0.1755 to 0.3430.
    expect([found.low, found.high].map((x) => Number(x?.toFixed(4)))).toEqual([0.1755, 0.343]);
    expect(found.detail).toMatchObject({ target: 'women', people: 400, target_people: 25 });
  });

  it('refuses a handful', () => {
    const found = targetShare({ people: 900, stating: LEAST_STATING - 1, target: 9, detail: {} });
    expect(found.state === 'insufficient' && found.have.en).toBe('29 of 900 people');
  });
});
