/** Coverage and width of the fair price on simulated quote books of 30 to 3,000 quotes, by how prices scatter. */
import { LEAST_QUOTES, NOMINAL, priceModel } from '#domain/assets/rates/measures/fair-price.ts';
import { tooThin } from '#domain/assets/rates/measures/judged-quotes.ts';
import { BOOKS, coverageOf, simulatedBook } from '#domain/assets/rates/measures/simulated-books.ts';
import type { Line } from './run.ts';

/** Quotes of the book, books drawn, new quotes asked of each: enough that chance moves a share by less than a point. */
const SIZES = [
  [30, 500, 12],
  [100, 150, 40],
  [300, 30, 150],
  [1000, 10, 400],
  [3000, 4, 800],
] as const;

export function benchPrice(): Line[] {
  const lines: Line[] = [];
  for (const [count, books, asked] of SIZES) {
    for (const kind of BOOKS) {
      // Twenty creators of several quotes each come only with some sixty quotes.
      const size = kind === 'creators' && count === 30 ? 60 : count;
      const started = performance.now();
      const { trials, inside, widthRatio } = coverageOf(kind, size, { books, asked }, priceModel);
      const share = inside / trials;
      lines.push({
        name: `price interval, ${size} quotes, ${kind}: distance of coverage from ${NOMINAL}`,
        value: Math.abs(share - NOMINAL),
        unit: 'ratio',
        bound: 0.03,
        note: `${(100 * share).toFixed(1)} % of ${trials} new quotes inside; high ÷ low ${widthRatio.toFixed(2)}; ${((performance.now() - started) / books).toFixed(0)} ms a book`,
      });
    }
  }
  const refused = Array.from({ length: LEAST_QUOTES }, (_, n) => tooThin(simulatedBook('plain', n, 'gate')));
  lines.push({
    name: `books below ${LEAST_QUOTES} quotes that are not refused`,
    value: refused.filter((r) => r === null).length,
    unit: 'ratio',
    bound: 0,
    note: `${refused.length} sizes tried`,
  });
  return lines;
}
