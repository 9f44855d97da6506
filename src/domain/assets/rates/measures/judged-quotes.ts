/**
 * Which quotes of a book lie above, inside or below what the others ask?
 * Method: rows with a price are judged by a model that has not seen their creator (folds); rows without one get the
 *   interval of the model of the whole book. Verdicts: below, inside, above the 90 % interval.
 * Source: fair-price.ts
 * Differs: –
 * Limits: one quote in ten of an ordinary book lies outside by construction. A platform the book has no price of is not
 *   said. Above is no accusation: rights, exclusivity and production may be in the price.
 * Verified: fair-price.test.ts, eval-price.test.ts
 */
import type { Words } from '#basis/reading.ts';
import type { Interval } from '#numerics/stats/intervals.ts';
import { type FairPrice, heldOutPrices, LEAST_QUOTES, type PriceModel, priceModel } from './fair-price.ts';
import type { Quote } from './quote-design.ts';

export type Verdict = 'below' | 'inside' | 'above';
export interface Thin {
  state: 'insufficient';
  need: Words;
  have: Words;
  why: Words;
}
export type JudgedQuote =
  | ({ state: 'ok'; price: number | null; verdict: Verdict | null } & FairPrice)
  | (Thin & { price: number | null });

export interface JudgedBook {
  state: 'ok';
  model: PriceModel;
  coverage: Interval;
  folds: number;
  widthRatio: number;
  rows: JudgedQuote[];
}

const whole = (n: number, en: string, zh: string): Words => ({ en: `${n} ${en}`, zh: `${n} ${zh}` });

/** What keeps a book from being read; null when nothing does. */
export const tooThin = (priced: readonly Quote[]): Thin | null =>
  priced.length >= LEAST_QUOTES
    ? null
    : {
        state: 'insufficient',
        need: whole(LEAST_QUOTES, 'quotes with a price', '条有价格的报价'),
        have: whole(priced.length, 'quotes', '条'),
        why: {
          en: 'An interval that should hold nine new quotes of ten cannot be read from so few.',
          zh: '报价太少，无法给出能覆盖九成新报价的区间。',
        },
      };

export const verdictOf = (price: number, { low, high }: FairPrice): Verdict =>
  price < low ? 'below' : price > high ? 'above' : 'inside';

/** What keeps one quote from being priced by a model; null when nothing does. */
export function beyondBook(model: PriceModel, quote: Quote): Thin | null {
  if (!model.platforms.has(quote.platform))
    return {
      state: 'insufficient',
      need: { en: `a price on ${quote.platform}`, zh: `${quote.platform} 上至少一条报价` },
      have: { en: 'none in the book', zh: '报价簿中没有' },
      why: {
        en: 'Prices of other platforms do not say what this one asks.',
        zh: '其他平台的价格不能说明该平台的行情。',
      },
    };
  if (!model.forNewCreators && !model.creators.has(quote.kol))
    return {
      state: 'insufficient',
      need: whole(LEAST_QUOTES, 'different creators with a price', '位不同达人的报价'),
      have: whole(model.creatorCount, 'creators', '位'),
      why: {
        en: 'Many quotes of few creators do not say what another creator asks.',
        zh: '少数达人的多条报价不能说明其他达人的行情。',
      },
    };
  return null;
}

export function judgedBook(rows: readonly Quote[], seed: string): JudgedBook | Thin {
  const priced = rows.filter((r) => r.price !== null);
  const thin = tooThin(priced);
  if (thin) return thin;
  const model = priceModel(priced);
  const held = heldOutPrices(priced, seed);
  let at = 0;
  return {
    state: 'ok',
    model,
    coverage: held.coverage,
    folds: held.folds,
    widthRatio: held.widthRatio,
    rows: rows.map((row): JudgedQuote => {
      if (row.price !== null) {
        const fair = held.prices[at++] as FairPrice;
        return { state: 'ok', price: row.price, ...fair, verdict: verdictOf(row.price, fair) };
      }
      const beyond = beyondBook(model, row);
      if (beyond) return { ...beyond, price: null };
      return { state: 'ok', price: null, ...model.of(row), verdict: null };
    }),
  };
}
