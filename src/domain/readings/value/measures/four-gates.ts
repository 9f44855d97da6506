/**
 * Does an account pass the four questions a buyer ticks off: scale of its following, kind of followers, content, interaction?
 * Method: each question is a bound on one figure; the figure's interval decides: wholly inside passes, wholly outside stops,
 *   between or missing is unknown.
 * Source: the checklist of the trade; the bounds are the workspace's own, editable.
 * Differs: unknown is an answer of its own and never passes in silence.
 * Limits: bounds are conventions; the four figures are not independent.
 * Verified: four-gates.test.ts.
 */
import type { Words } from '#basis/reading.ts';
import type { Check, Checklist } from '../schema.ts';
import type { Bounds } from './reckoned.ts';

interface Facts {
  followers: Bounds | null;
  trueShare: Bounds | null;
  postsPerMonth: number | null;
  daysSincePost: number | null;
  /** Percentile of engagements per follower, with its bounds. */
  interaction: Bounds | null;
}

const NAMES: Record<Check['check'], Words> = {
  scale: { en: 'Fan scale', zh: '粉丝规模' },
  fans: { en: 'Fan type', zh: '粉丝类型' },
  content: { en: 'Content', zh: '内容' },
  interaction: { en: 'Interaction', zh: '互动' },
};

/** Where the interval lies against the bounds. */
function stateOf(x: Bounds | null, least: number | null, most: number | null): Check['state'] {
  const [from, to] = [least ?? Number.NEGATIVE_INFINITY, most ?? Number.POSITIVE_INFINITY];
  if (least === null && most === null) return 'pass';
  if (!x) return 'unknown';
  if (x.low >= from && x.high <= to) return 'pass';
  return x.high < from || x.low > to ? 'stop' : 'unknown';
}

const exactly = (x: number | null): Bounds | null => (x === null ? null : { value: x, low: x, high: x });
const short = (x: number): string => String(Number(x.toPrecision(4)));
const percent = (x: number): string => `${(100 * x).toFixed(0)} %`;
const between = (x: Bounds, say: (v: number) => string): string =>
  x.low === x.high ? say(x.value) : `${say(x.value)} (${say(x.low)} – ${say(x.high)})`;
const bound = (least: number | null, most: number | null, say: (v: number) => string): Words => ({
  en:
    [least === null ? '' : `at least ${say(least)}`, most === null ? '' : `at most ${say(most)}`]
      .filter((x) => x !== '')
      .join(', ') || 'no bound',
  zh:
    [least === null ? '' : `至少 ${say(least)}`, most === null ? '' : `至多 ${say(most)}`]
      .filter((x) => x !== '')
      .join('，') || '不设限',
});

export function fourGates(f: Facts, c: Checklist): Check[] {
  const one = (
    check: Check['check'],
    x: Bounds | null,
    [least, most]: [number | null, number | null],
    say: (v: number) => string,
    figure: Words,
    more: Words = { en: '', zh: '' },
  ): Check => {
    const asked = bound(least, most, say);
    return {
      check,
      name: NAMES[check],
      state: stateOf(x, least, most),
      words: {
        en: `${figure.en} ${x ? between(x, say) : 'unknown'}; asked: ${asked.en}.${more.en}`,
        zh: `${figure.zh}${x ? between(x, say) : '未知'}；要求：${asked.zh}。${more.zh}`,
      },
    };
  };
  const last =
    f.daysSincePost === null
      ? { en: '', zh: '' }
      : {
          en: ` Newest post in hand ${f.daysSincePost} days before the newest observation.`,
          zh: `手头最新作品距最近观测 ${f.daysSincePost} 天。`,
        };
  return [
    one('scale', f.followers, [c.leastFollowers, c.mostFollowers], short, { en: 'Followers', zh: '粉丝数 ' }),
    one('fans', f.trueShare, [c.leastTrueFanShare, null], percent, { en: 'True-fan share', zh: '真粉率 ' }),
    one(
      'content',
      exactly(f.postsPerMonth),
      [c.leastPostsPerMonth, null],
      short,
      { en: 'Posts per month', zh: '月发布数 ' },
      last,
    ),
    one('interaction', f.interaction, [c.leastInteraction, null], (v) => `P${v.toFixed(0)}`, {
      en: 'Engagements per follower, among peers,',
      zh: '粉丝互动率在同类中 ',
    }),
  ];
}
