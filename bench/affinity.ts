/**
 * Affinity on listeners and artists: the listeners of one artist are a target, half of them are seen, and the ranking of
 * all other artists is scored by the other half. Nothing is tuned on the set: the prior is fitted to each target's seen half.
 */
import { join } from 'node:path';
import { rng } from '#basis/rng.ts';
import { readEdges } from '#cli/edge-file.ts';
import { affinities } from '#domain/readings/audience/measures/affinity.ts';
import type { Line } from './run.ts';

const TOP = 20;
/** Targets by number of listeners. */
const BANDS = [
  [20, 40],
  [40, 80],
  [80, 160],
  [160, 600],
] as const;
const TARGETS_PER_BAND = 25;

const topOf = (score: Float64Array): number[] =>
  Array.from(score.keys())
    .sort((x, y) => (score[y] as number) - (score[x] as number) || x - y)
    .slice(0, TOP);

/** Järvelin & Kekäläinen 2002; null when the held-out half likes nothing. */
function ndcg(score: Float64Array, gain: Float64Array): number | null {
  const sum = (order: number[]) => order.reduce((s, a, i) => s + (gain[a] as number) / Math.log2(i + 2), 0);
  const ideal = sum(topOf(gain));
  return ideal > 0 ? sum(topOf(score)) / ideal : null;
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

export async function benchAffinity(): Promise<Line[]> {
  const path = join(process.env['TOUCHSTONE_DATA'] ?? '../shared/data', 'graphs/listener-artist.tsv.gz');
  const { ids } = await readEdges(path, { ids: { artist: ['artistID'], user: ['userID'] }, moments: {} });
  const [artists, users] = [ids.artist.size, ids.user.size];
  const listenersOf = Array.from({ length: artists }, () => [] as number[]);
  ids.artist.ids.forEach((artist, i) => listenersOf[artist]?.push(ids.user.ids[i] as number));
  const random = rng('bench-affinity');
  const lines: Line[] = [];
  for (const [least, most] of BANDS) {
    const targets = random
      .shuffle(
        [...listenersOf.keys()].filter(
          (a) => (listenersOf[a]?.length ?? 0) >= least && (listenersOf[a]?.length ?? 0) < most,
        ),
      )
      .slice(0, TARGETS_PER_BAND);
    const scores = { popularity: [], rawTgi: [], rawTgiOfFive: [], affinity: [], reach: [] } as Record<
      string,
      number[]
    >;
    for (const seed of targets) {
      const listeners = random.shuffle([...(listenersOf[seed] as number[])]);
      // 1: seen half of the target, 2: held-out half, 0: everybody else.
      const half = new Uint8Array(users);
      listeners.forEach((user, i) => {
        half[user] = i < listeners.length >> 1 ? 1 : 2;
      });
      const [target, base, held] = [0, 1, 2].map(() => new Float64Array(artists)) as [
        Float64Array,
        Float64Array,
        Float64Array,
      ];
      ids.artist.ids.forEach((artist, i) => {
        if (artist === seed) return;
        const part = half[ids.user.ids[i] as number];
        if (part === 2) held[artist] = (held[artist] as number) + 1;
        else base[artist] = (base[artist] as number) + 1;
        if (part === 1) target[artist] = (target[artist] as number) + 1;
      });
      const targetPeople = listeners.length >> 1;
      const { accounts } = affinities({
        target,
        base,
        targetPeople,
        basePeople: users - (listeners.length - targetPeople),
      });
      const by = (score: (a: (typeof accounts)[number]) => number) =>
        ndcg(Float64Array.from(accounts, score), held);
      const found = {
        popularity: by((a) => a.baseShare),
        rawTgi: by((a) => a.rawTgi),
        // With the rule of thumb that a count below five is no count.
        rawTgiOfFive: ndcg(
          Float64Array.from(accounts, (a, i) => ((target[i] as number) >= 5 ? a.rawTgi : 0)),
          held,
        ),
        affinity: by((a) => a.targetShare.value - a.baseShare),
        reach: by((a) => a.targetShare.value),
      };
      for (const [name, value] of Object.entries(found)) if (value !== null) scores[name]?.push(value);
    }
    const at = (name: string) => mean(scores[name] ?? []);
    const better = (scores['affinity'] ?? []).filter(
      (s, i) => s > (scores['popularity']?.[i] as number),
    ).length;
    for (const against of ['popularity', 'rawTgi', 'rawTgiOfFive'] as const)
      lines.push({
        name: `targets of ${least}–${most - 1} listeners: NDCG@${TOP} of ${against} ÷ affinity`,
        value: at(against) / at('affinity'),
        unit: 'ratio',
        bound: 1 / 1.1,
        note: `${targets.length} targets; affinity ${at('affinity').toFixed(3)}, reach ${at('reach').toFixed(3)}, popularity ${at('popularity').toFixed(3)}, raw TGI ${at('rawTgi').toFixed(3)}, of five or more ${at('rawTgiOfFive').toFixed(3)}; above popularity for ${better}`,
      });
  }
  return lines;
}
