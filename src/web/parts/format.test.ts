import { describe, expect, it } from 'vitest';
import { between, exactly } from '#basis/quantity.ts';
import {
  formatBounds,
  formatBytes,
  formatCount,
  formatMoney,
  formatQuantity,
  formatShare,
} from '#web/parts/format.ts';

const en = { language: 'en', short: false } as const;
const zh = { language: 'zh', short: true } as const;
const thin = (text: string) => text.replaceAll(' ', '\u202f');

describe('numbers for people', () => {
  it('groups by thin spaces in English and by 万 and 亿 in Chinese', () => {
    expect(formatCount(1_327_000, en)).toBe(thin('1 327 000'));
    expect(formatCount(1_327_000, zh)).toBe('132.7万');
    expect(formatCount(120_000_000, zh)).toBe('1.2亿');
    expect(formatCount(9_999, zh)).toBe('9,999');
    expect(formatCount(1_327_000, { language: 'en', short: true })).toBe(thin('1.33 M'));
    expect(formatCount(13_270, { language: 'en', short: true })).toBe(thin('13.27 k'));
  });

  it('keeps bounds as bounds', () => {
    expect(formatQuantity(between(1000, null), 'count', null, en)).toBe(thin('≥ 1 000'));
    expect(formatQuantity(between(null, 500), 'count', null, en)).toBe(thin('≤ 500'));
    expect(formatQuantity(between(100_000, 250_000), 'count', null, zh)).toBe('10万–25万');
    expect(formatQuantity(between(null, null), 'count', null, en)).toBeNull();
  });

  it('marks a number whose printed digits leave more than one per cent open', () => {
    expect(formatQuantity({ value: 20_000, low: 15_000, high: 25_000 }, 'count', null, en)).toBe(
      thin('≈ 20 000'),
    );
    const tight = { value: 13_270_000, low: 13_265_000, high: 13_275_000 };
    expect(formatQuantity(tight, 'count', null, zh)).toBe('1,327万');
    expect(formatBounds(tight, 'count', null, zh)).toBe('13,265,000–13,275,000');
    expect(formatBounds({ value: 0.175, low: 0.1745, high: 0.1755 }, 'share', null, en)).toBe(
      '17.45%–17.55%',
    );
    expect(formatBounds(exactly(5), 'count', null, en)).toBeNull();
  });

  it('reads money in minor units and shares as per cent', () => {
    expect(formatMoney(120_000, 'CNY', en)).toBe(thin('¥1 200'));
    expect(formatMoney(350, 'USD', en)).toBe('$3.5');
    expect(formatMoney(25_000_000, 'CNY', zh)).toBe('¥25万');
    expect(formatShare(0.1234, en)).toBe(thin('12.3 %'));
    expect(formatShare(0.0123, zh)).toBe('1.23%');
    expect(formatBytes(1_250_000)).toBe(thin('1.3 MB'));
  });
});
