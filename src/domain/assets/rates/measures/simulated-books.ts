/** Quote books with a known law of prices, for measuring coverage. Nothing in them is anybody's price. */
import { type Rng, rng } from '#basis/rng.ts';
import type { Quote } from './quote-design.ts';

/**
 * `plain`: log-normal around the law. `uneven`: the scatter grows with followers and differs by platform. `heavy`: noise
 * by Student's t with 2 degrees. `lopsided`: a few cells hold nearly all quotes. `steps`: prices jump by tier and bend by
 * platform, which the model does not know. `tiers`: followers are not told, only tiers. `creators`: several quotes of one
 * creator, who is dear or cheap throughout.
 */
export const BOOKS = ['plain', 'uneven', 'heavy', 'lopsided', 'steps', 'tiers', 'creators'] as const;
export type BookKind = (typeof BOOKS)[number];

const PLATFORMS = ['xiaohongshu', 'douyin', 'weibo', 'bilibili', 'kuaishou'];
const FORMATS = ['image', 'video', 'live', 'video_1_20s', 'video_60s'];
const CATEGORIES = ['护肤', '美食', '母婴', '数码', '旅行', '穿搭', '健身', '宠物'];
const FLOORS: readonly (readonly [string, number])[] = [
  ['mega', 1_000_000],
  ['macro', 500_000],
  ['mid', 100_000],
  ['micro', 10_000],
  ['nano', 0],
];
const tierOf = (followers: number) => FLOORS.find(([, floor]) => followers >= floor)?.[0] ?? 'nano';

/** Mostly the first of a list when lopsided. */
function pick<T>(random: Rng, list: readonly T[], lopsided: boolean): T {
  return lopsided && random.chance(0.85) ? (list[0] as T) : random.pick(list);
}

/** Quotes drawn alike: some may serve as the book and others as new ones. */
export function simulatedBook(kind: BookKind, count: number, seed: string): (Quote & { price: number })[] {
  const law = rng('price-law');
  const effect = new Map(
    [...PLATFORMS, ...FORMATS, ...CATEGORIES].map((w) => [w, law.normal(0, 0.4)] as const),
  );
  const bend = new Map(PLATFORMS.map((p) => [p, law.normal(0, 0.15)] as const));
  const random = rng(`${kind}/${seed}`);
  const rows: (Quote & { price: number })[] = [];
  let creator = 0;
  while (rows.length < count) {
    const platform = pick(random, PLATFORMS, kind === 'lopsided');
    const category = pick(random, CATEGORIES, kind === 'lopsided');
    const followers = Math.round(random.logNormal(40_000, 1.5)) + 100;
    const engagement = Math.round(followers * 0.03 * random.logNormal(1, 0.8)) + 1;
    const own = kind === 'creators' ? random.normal(0, 0.35) : 0;
    creator++;
    for (let q = kind === 'creators' ? random.int(1, 4) : 1; q > 0 && rows.length < count; q--) {
      const format = pick(random, FORMATS, kind === 'lopsided');
      const size = Math.log(followers / 40_000);
      const level =
        7.5 +
        (effect.get(platform) as number) +
        (effect.get(format) as number) +
        (effect.get(category) as number) +
        0.15 * Math.log(engagement / 1200) +
        (kind === 'steps'
          ? 0.5 * FLOORS.findIndex(([t]) => t === tierOf(followers)) * -1 +
            (bend.get(platform) as number) * size
          : 0.6 * size);
      const sigma = kind === 'uneven' ? 0.2 * Math.exp(0.25 * size) * (platform === 'douyin' ? 2.2 : 1) : 0.4;
      const noise =
        kind === 'heavy'
          ? random.normal(0, 0.3) / Math.sqrt((random.exponential(1) * 2) / 2)
          : random.normal(0, sigma);
      rows.push({
        kol: String(creator),
        platform,
        format,
        category,
        tier: kind === 'tiers' ? tierOf(followers) : null,
        followers: kind === 'tiers' ? null : followers,
        engagement: random.chance(0.1) ? null : engagement,
        price: Math.exp(level + own + noise),
      });
    }
  }
  return rows;
}

export interface BookCoverage {
  trials: number;
  inside: number;
  widthRatio: number;
}

/** Many books of a size, each asked for quotes it has not seen, of creators it has not seen. */
export function coverageOf(
  kind: BookKind,
  count: number,
  { books, asked }: { books: number; asked: number },
  model: (rows: readonly Quote[]) => { of(quote: Quote): { low: number; high: number } },
): BookCoverage {
  let inside = 0;
  const ratios: number[] = [];
  for (let b = 0; b < books; b++) {
    const all = simulatedBook(kind, count + asked, `${count}/${b}`);
    const book = all.slice(0, count);
    const priced = model(book);
    const last = book.at(-1)?.kol;
    for (const quote of all.slice(count)) {
      if (quote.kol === last) continue;
      const { low, high } = priced.of({ ...quote, price: null });
      ratios.push(high / low);
      if (quote.price >= low && quote.price <= high) inside++;
    }
  }
  ratios.sort((a, b) => a - b);
  return { trials: ratios.length, inside, widthRatio: ratios[ratios.length >> 1] as number };
}
