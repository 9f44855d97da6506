/** Detectors that compare counters of an account's posts with those of the library's other posts. */
import { type Finding, type RowRef, word } from '#basis/reading.ts';
import { type Detector } from '../detector.ts';
import { levelOf } from '../measures/combined-evidence.ts';
import { count, pText, said, thin } from '../say-finding.ts';
import { type Excess, type MeasureCard } from '../schema.ts';
import { RATIO_CARDS } from './cards.ts';
import {
  accountRatios,
  LEAST_ACCOUNTS,
  LEAST_POSTS,
  type RatioScores,
  ratioLevel,
  ratioScores,
} from './measures/ratio-consistency.ts';
import { postRatios } from './queries.ts';

const MOST_PEERS = 2000;
const MOST_POINTS = 500;

type Counter = 'views' | 'likes' | 'comments' | 'saves' | 'shares';
const ACT: Record<Counter, Excess['act']> = {
  views: 'view',
  likes: 'like',
  comments: 'comment',
  saves: 'save',
  shares: 'share',
};

interface PostRow extends Record<Counter, number | null> {
  account_id: string;
  platform: string;
  tier: string | null;
  format: string | null;
  post_id: string;
  age_days: number | null;
  source_id: number;
  source_row: number;
}

const ageOf = (days: number | null): string =>
  days === null ? 'unknown' : days < 1 ? 'day' : days < 3 ? 'days' : days < 7 ? 'week' : 'settled';

/** Finest group first: a post is compared with the first that has enough posts. */
const groupsOf = (r: PostRow): string[] => [
  `${r.platform}/${r.tier}/${r.format}/${ageOf(r.age_days)}`,
  `${r.platform}/${r.format}/${ageOf(r.age_days)}`,
  `${r.platform}/${ageOf(r.age_days)}`,
];

const ratioDetector = (card: MeasureCard, acts: Counter, base: Counter): Detector => ({
  card,
  async read(facts, scope) {
    const all = await facts.all(postRatios, { ids: scope.accountIds, asOf: scope.asOf, most: MOST_PEERS });
    const rows = all.filter((r) => r[acts] !== null && (r[base] ?? 0) > 0);
    const ids = [...new Set(rows.map((r) => r.account_id))];
    const numberOf = new Map(ids.map((id, i) => [id, i]));
    const account = Int32Array.from(rows, (r) => numberOf.get(r.account_id) as number);
    const scores = ratioScores({
      account,
      base: Float64Array.from(rows, (r) => r[base] as number),
      acts: Float64Array.from(rows, (r) => r[acts] as number),
      groups: rows.map(groupsOf),
    });
    const read = new Map(accountRatios(scores, account).map((a) => [ids[a.account] as string, a]));
    const placesOf = new Map<string, number[]>();
    rows.forEach((r, i) => {
      const own = placesOf.get(r.account_id);
      if (own) own.push(i);
      else placesOf.set(r.account_id, [i]);
    });
    return scope.accountIds.map((id) => {
      const at = (placesOf.get(id) ?? []).filter((i) => !Number.isNaN(scores.away[i]));
      return finding(card, scope.asOf, id, acts, base, {
        rows,
        scores,
        at,
        found: read.get(id),
        accounts: read.size,
      });
    });
  },
});

interface Columns {
  rows: readonly PostRow[];
  scores: RatioScores;
  at: readonly number[];
  found: ReturnType<typeof accountRatios>[number] | undefined;
  accounts: number;
}

function finding(
  card: MeasureCard,
  asOf: string,
  id: string,
  acts: Counter,
  base: Counter,
  { rows, scores, at, found, accounts }: Columns,
): Finding {
  const row = (i: number) => rows[i] as PostRow;
  const of = {
    subject: { kind: 'account' as const, id },
    measure: card.measure,
    asOf,
    inputs: [at.map((i) => [row(i).post_id, row(i)[acts], row(i)[base], scores.away[i]]), accounts],
  };
  if (!found)
    return at.length < LEAST_POSTS
      ? thin(
          of,
          { state: 'insufficient', need: LEAST_POSTS, have: at.length },
          word(`posts with ${acts} and ${base}, in a group of 60`, '条有所需计数且同组满 60 条的作品'),
          word('A few posts do not show a habit.', '几条作品看不出规律。'),
        )
      : thin(
          of,
          { state: 'insufficient', need: LEAST_ACCOUNTS, have: accounts },
          word('accounts to rank among', '个可供排名的账号'),
          word('The norm is the library’s own accounts.', '常模来自库内账号。'),
        );
  const high = found.side === 'high';
  const level = ratioLevel(found, base);
  const p = (i: number) => (high ? scores.pHigh[i] : scores.pLow[i]) as number;
  const telling = at.filter((i) => p(i) <= 0.1).toSorted((a, b) => p(a) - p(b));
  const extreme = at.filter((i) => p(i) <= 0.05);
  const beyond = Math.round(
    extreme.reduce((sum, i) => sum + (row(i)[acts] as number) - (scores.usual[i] as number), 0),
  );
  const refs: RowRef[] = telling.map((i) => ({
    sourceId: row(i).source_id,
    row: row(i).source_row,
    note: `${count(row(i)[acts] as number)} ${acts} / ${count(row(i)[base] as number)} ${base}; ${count(scores.usual[i] as number)} usual`,
  }));
  const peers = rows
    .keys()
    .filter((i) => row(i).platform === row(at[0] as number).platform && row(i).account_id !== id);
  const peerAt = [...peers];
  const step = Math.max(1, Math.ceil(peerAt.length / MOST_POINTS));
  const point = (marked: boolean) => (i: number) => ({
    x: row(i)[base] as number,
    y: row(i)[acts] as number,
    marked,
  });
  return said(of, {
    level,
    value: found.shift,
    unit: 'spreads',
    n: found.posts,
    pValue: found.p,
    detail: {
      side: found.side,
      capped: level !== levelOf(found.p),
      extremePosts: extreme.length,
      postsCompared: scores.compared[at[0] as number],
      accountsCompared: found.accountsCompared,
    },
    drawing: {
      kind: 'points',
      x: { label: word(base, base) },
      y: { label: word(acts, acts) },
      log: true,
      points: [
        ...peerAt.filter((_, k) => k % step === 0).map(point(false)),
        ...at.slice(-200).map(point(true)),
      ].filter((q) => q.x > 0 && q.y > 0),
    },
    excess:
      level !== 'none' && high && beyond > 0
        ? [{ act: ACT[acts], count: beyond, low: 0, high: Math.ceil(beyond * 1.5) }]
        : [],
    summary: word(
      `${found.posts} posts stand ${Math.abs(found.shift).toFixed(1)} spreads ${found.shift >= 0 ? 'above' : 'below'} the usual ${acts} for their ${base}; ${extreme.length} are among the most extreme twentieth; p ${pText(found.p)} among ${found.accountsCompared} accounts.`,
      `${found.posts} 条作品相对同量级的常模${found.shift >= 0 ? '偏高' : '偏低'} ${Math.abs(found.shift).toFixed(1)} 个离散度，其中 ${extreme.length} 条属最极端的二十分之一；在 ${found.accountsCompared} 个账号中 p ${pText(found.p)}。`,
    ),
    rows: level === 'none' ? [] : refs,
  });
}

export const POST_RATIO_DETECTORS: Detector[] = [
  ratioDetector(RATIO_CARDS.likesPerView, 'likes', 'views'),
  ratioDetector(RATIO_CARDS.commentsPerLike, 'comments', 'likes'),
  ratioDetector(RATIO_CARDS.savesPerLike, 'saves', 'likes'),
  ratioDetector(RATIO_CARDS.sharesPerView, 'shares', 'views'),
];
