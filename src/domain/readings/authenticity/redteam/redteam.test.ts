import { describe, expect, it } from 'vitest';
import { rng } from '#basis/rng.ts';
import { DETECTORS } from '../registry.ts';
import { COMMENTS } from './comment-cases.ts';
import { driftBetween } from './drift.ts';
import { FOLLOWER_LIST } from './follower-list-cases.ts';
import { GROWTH } from './growth-cases.ts';
import { LEAGUE_MEASURES, leagueTable } from './league.ts';
import { leagueMarkdown } from './league-markdown.ts';
import { LIVE } from './live-cases.ts';
import { PODS } from './pod-cases.ts';
import { POSTS } from './post-cases.ts';
import { leagueTableSchema, type Share } from './schema.ts';

const options = { seed: 'test', cases: 20, alarmFrom: 'moderate' as const };
const GROWTH_MEASURES = ['follower-bursts@1', 'smooth-growth@1'];
const [growth, again, comments] = await Promise.all([
  leagueTable('0', options, GROWTH_MEASURES),
  leagueTable('0', options, GROWTH_MEASURES),
  leagueTable('0', { ...options, cases: 12 }, ['duplicate-comments@1']),
]);

const attack = <C>(
  surface: { attacks: readonly { id: string; make: (random: ReturnType<typeof rng>, dose: number) => C }[] },
  id: string,
) => {
  const found = surface.attacks.find((a) => a.id === id);
  if (!found) throw new Error(id);
  return found.make;
};

describe('the generator', () => {
  it('makes the same case of the same seed, and another of another', () => {
    for (const surface of [GROWTH, COMMENTS, LIVE, PODS, POSTS, FOLLOWER_LIST]) {
      const text = (seed: string) => JSON.stringify(surface.clean(rng(seed)));
      expect(text('a')).toBe(text('a'));
      expect(text('a')).not.toBe(text('b'));
    }
  });
  it('plants what the dose says', () => {
    const count = attack(GROWTH, 'jagged-bots')(rng('d'), 0.4).count;
    const honest = attack(GROWTH, 'jagged-bots')(rng('d'), 0).count;
    const first = (c: Float64Array) => c[0] as number;
    // 40 % of the followers came within the half-year, less what was swept up again.
    const planted = (first(honest) - first(count)) / (count.at(-1) as number);
    expect(planted).toBeGreaterThan(0.25);
    expect(planted).toBeLessThan(0.5);
    const list = attack(FOLLOWER_LIST, 'bought-band')(rng('d'), 0.2);
    const plain = attack(FOLLOWER_LIST, 'bought-band')(rng('d'), 0);
    expect((list.length - plain.length) / list.length).toBeCloseTo(0.2, 2);
    const likes = (dose: number) => attack(POSTS, 'campaign-push')(rng('d'), dose).likes.at(-1) as number;
    expect(likes(5) / likes(0)).toBeCloseTo(6, 1);
    const texts = attack(COMMENTS, 'comment-templates')(rng('d'), 0.4).texts;
    expect(texts.filter((t) => t.length >= 20).length / texts.length).toBeGreaterThan(0.3);
  });
  it('leaves the intended order of a script and ordinary rooms apart', () => {
    const scripted = attack(LIVE, 'scripted-room')(rng('d'), 1);
    expect(scripted.kind.slice(0, 12)).toEqual(scripted.kind.slice(12, 24));
    const room = LIVE.clean(rng('d'));
    expect(room.kind.slice(0, 12)).not.toEqual(room.kind.slice(12, 24));
    expect([...room.atMs].every((at, i) => i === 0 || at >= (room.atMs[i - 1] as number))).toBe(true);
  });
});

describe('the league table', () => {
  it('is the same on every run and fits its schema', () => {
    expect(again).toEqual(growth);
    expect(leagueTableSchema.parse(growth)).toEqual(growth);
    expect(growth.rows.map((r) => r.measure)).toEqual(GROWTH_MEASURES);
    expect(growth.parameters.length).toBeGreaterThan(50);
  });
  it('finds the highest dose of the attack a detector was made for, and more of it than on clean cases', () => {
    for (const row of [...growth.rows, ...comments.rows])
      for (const { detection } of row.attacks.filter((a) => a.intended)) {
        expect(detection.at(-1)?.share.value).toBeGreaterThan(0.9);
        expect(detection.at(-1)?.share.low).toBeGreaterThan(row.falseAlarm.high);
      }
  });
  it('measures false alarms on clean cases and on every look-alike, with intervals', () => {
    for (const row of growth.rows) {
      expect(row.falseAlarm.n).toBe(60);
      expect(row.falseAlarm.low).toBeLessThanOrEqual(row.declared);
      expect(row.innocent.map((i) => i.id)).toEqual(GROWTH.lookAlikes.map((l) => l.id));
    }
  });
  it('names each version once, and as its card does', () => {
    expect(new Set(LEAGUE_MEASURES).size).toBe(LEAGUE_MEASURES.length);
    const cards = DETECTORS.map((d) => d.card.measure);
    expect(LEAGUE_MEASURES.filter((m) => !cards.includes(m))).toEqual([]);
  });
  it('makes a page with every figure', () => {
    const page = leagueMarkdown(growth, 'touchstone redteam');
    expect(page).toContain('| `follower-bursts@1` \\* |');
    expect(page).toContain('`jaggedBatches`');
    expect(page).not.toContain('undefined');
  });
});

describe('drift', () => {
  const share = (value: number): Share => ({ value, low: value - 0.05, high: value + 0.05, n: 100 });
  it('lists figures whose intervals do not touch, also against an older version', () => {
    expect(driftBetween(growth, again)).toEqual([]);
    const later = structuredClone(growth);
    const row = later.rows[0] as (typeof later.rows)[number];
    row.measure = 'follower-bursts@2';
    row.falseAlarm = share(0.5);
    expect(driftBetween(growth, later)).toMatchObject([
      { measure: 'follower-bursts@2', before: 'follower-bursts@1', what: 'clean', to: { value: 0.5 } },
    ]);
  });
});
