/** Small statements that every outcome makes: a counted number, a share, too little to say. */
import { type Words, word } from '#basis/reading.ts';
import { wilson } from '#numerics/stats/intervals.ts';
import type { Estimate } from './schema.ts';

export const thin = (need: Words, have: Words, why: Words): Estimate => ({
  state: 'insufficient',
  need,
  have,
  why,
});
export const counted = (value: number, n: number): Estimate => ({
  state: 'ok',
  value,
  low: null,
  high: null,
  n,
});
export const ranged = (value: number, low: number, high: number, n: number): Estimate => ({
  state: 'ok',
  value,
  low,
  high,
  n,
});

/** People below which a share is not said. */
const LEAST = 10;
export const shareOf = (part: number, whole: number, of: Words): Estimate =>
  whole < LEAST
    ? thin(
        word(`${LEAST} ${of.en}`, `至少 ${LEAST} ${of.zh}`),
        word(`${whole}`, `${whole}`),
        word('A share of so few says little.', '人数过少，占比没有意义。'),
      )
    : (({ value, low, high }) => ranged(value, low, high, whole))(wilson(part, whole));

export const NOT_AUDITED = thin(
  word('an audit of the account', '对该账号的审查'),
  word('none that could measure it', '尚无可量化的判读'),
  word('True share comes from authenticity readings.', '真实占比来自真实性判读。'),
);
