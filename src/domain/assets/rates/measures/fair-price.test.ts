/** Coverage of the price interval on simulated books, what it refuses, and that leaving out by algebra is leaving out. */
import { describe, expect, it } from 'vitest';
import { rng } from '#basis/rng.ts';
import { moments, ridge } from '#numerics/learn/ridge.ts';
import { jackknifePlus } from '#numerics/stats/conformal.ts';
import { orderMedian } from '#numerics/stats/order-median.ts';
import { heldOutPrices, LEAST_QUOTES, priceModel } from './fair-price.ts';
import { judgedBook } from './judged-quotes.ts';
import { designOf, encoder, type Quote } from './quote-design.ts';
import { BOOKS, coverageOf, simulatedBook } from './simulated-books.ts';

describe('fair price', () => {
  it.each(BOOKS.map((kind) => [kind] as const))('covers nine of ten new quotes of a %s book', (kind) => {
    // Books of one creator several times hold 20 creators only from about 60 quotes on.
    const sizes =
      kind === 'creators'
        ? ([
            [60, 250],
            [300, 20],
          ] as const)
        : ([
            [30, 400],
            [300, 20],
          ] as const);
    for (const [count, books] of sizes) {
      const found = coverageOf(kind, count, { books, asked: count === 300 ? 150 : 10 }, priceModel);
      const share = found.inside / found.trials;
      expect(share, `${kind} ${count}`).toBeGreaterThan(0.87);
      expect(share, `${kind} ${count}`).toBeLessThan(0.93);
    }
  });

  it('judges a row by rows of others, and says so with a measured share', () => {
    const book = simulatedBook('uneven', 240, 'judged');
    const held = heldOutPrices(book, 's');
    expect(held.coverage.value).toBeGreaterThan(0.84);
    expect(held.coverage.value).toBeLessThan(0.96);
    const dear = book.map((q, i) => (i === 7 ? { ...q, price: q.price * 40 } : q));
    const judged = judgedBook(dear, 's');
    expect(judged.state).toBe('ok');
    if (judged.state !== 'ok') return;
    expect(judged.rows[7]).toMatchObject({ verdict: 'above' });
  });

  it('refuses a book below the gate, a platform without a price, and a new creator among few', () => {
    const book = simulatedBook('plain', LEAST_QUOTES + 1, 'gate');
    const thin = judgedBook(book.slice(0, LEAST_QUOTES - 1), 's');
    expect(thin).toMatchObject({
      state: 'insufficient',
      need: { en: '20 quotes with a price' },
      have: { en: '19 quotes' },
    });
    const asked: Quote = { ...(book[0] as Quote), platform: 'zhihu', price: null };
    const judged = judgedBook([...book, asked], 's');
    expect(judged.state === 'ok' && judged.rows.at(-1)).toMatchObject({ state: 'insufficient', price: null });
    const few = book.map((q, i) => ({ ...q, kol: String(i % 5) }));
    const next = judgedBook([...few, { ...(few[0] as Quote), kol: 'new', price: null }], 's');
    expect(next.state === 'ok' && next.rows.at(-1)).toMatchObject({
      state: 'insufficient',
      have: { en: '5 creators' },
    });
    expect(next.state === 'ok' && next.rows[0]).toMatchObject({ state: 'ok' });
  });

  it('leaves a creator out by algebra exactly as by fitting again', () => {
    const rows = simulatedBook('creators', 80, 'left');
    const columns = encoder(rows);
    const design = designOf(rows, columns, true);
    const held = columns.held.map((h) => h * 3);
    const fit = ridge(design, held, moments(design));
    const away = rows[0]?.kol;
    const others = rows.filter((r) => r.kol !== away);
    const again = ridge(
      { ...designOf(others, columns, true) },
      held,
      moments(designOf(others, columns, true)),
    );
    for (let q = 0; q < columns.width; q++)
      expect((fit.coefficients[q] as number) - (fit.shift[q] as number)).toBeCloseTo(
        again.coefficients[q] as number,
        6,
      );
  });

  it('finds the law of the book: prices rise with followers by the planted elasticity', () => {
    const model = priceModel(simulatedBook('plain', 700, 'law').filter((q) => q.engagement !== null));
    const slope = model.followerElasticity;
    // Engagement in the book follows followers one for one and has .15 of its own.
    expect(slope?.low).toBeLessThan(0.6);
    expect(slope?.high).toBeGreaterThan(0.6);
    expect((slope?.high ?? 9) - (slope?.low ?? 0)).toBeLessThan(0.25);
  });
});

describe('intervals without a law', () => {
  it('jackknife+ of a mean is open-ended until groups suffice', () => {
    const flat = (n: number) => ({
      says: new Float64Array(n),
      error: Float64Array.from({ length: n }, (_, i) => i + 1),
      weight: new Float64Array(n).fill(1),
      groupCount: n,
    });
    expect(jackknifePlus(flat(8), 0.9).high).toBe(Number.POSITIVE_INFINITY);
    expect(jackknifePlus(flat(9), 0.9)).toEqual({ low: -9, high: 9 });
    expect(jackknifePlus(flat(19), 0.9)).toEqual({ low: -18, high: 18 });
    // Nine rows of one group weigh as one.
    const grouped = {
      ...flat(18),
      groupCount: 10,
      weight: Float64Array.from({ length: 18 }, (_, i) => (i < 9 ? 1 / 9 : 1)),
    };
    expect(jackknifePlus(grouped, 0.9).high).toBe(18);
  });

  it('the order-statistic interval holds the median as often as it says', () => {
    expect(orderMedian(new Float64Array(5).fill(1))).toBeNull();
    const random = rng('median');
    for (const n of [6, 8, 15, 40]) {
      let held = 0;
      for (let t = 0; t < 3000; t++) {
        const found = orderMedian(Float64Array.from({ length: n }, () => random.logNormal(10, 1)));
        if (found && found.low <= 10 && found.high >= 10) held++;
      }
      expect(held / 3000, `n ${n}`).toBeGreaterThan(0.945);
      expect(held / 3000, `n ${n}`).toBeLessThan(0.995);
    }
  });
});
