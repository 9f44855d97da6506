/** Likes of one post, read every 20 minutes for two days. */
import { word } from '#basis/reading.ts';
import type { Rng } from '#basis/rng.ts';
import type { CounterSeries } from '#numerics/series/increments.ts';
import { PARAMETERS as P } from './parameters.ts';
import type { Surface } from './surface.ts';

const STEP_MS = P.curveStepMinutes * 60_000;
const STEPS = (P.curveHours * 60) / P.curveStepMinutes;
const PER_HOUR = 60 / P.curveStepMinutes;

/** Activity by hour of the day, mean 1: nights are quiet. */
const ofDay = (hour: number): number => 1 + 0.75 * Math.sin(((hour - 9) / 24) * 2 * Math.PI);

interface Gains {
  gain: Float64Array;
  total: number;
}

const wave = (
  gain: Float64Array,
  from: number,
  total: number,
  decayHours: number,
  startHour: number,
): void => {
  let sum = 0;
  const shape = gain.map((_, i) => {
    if (i < from) return 0;
    const weight = Math.exp(-(i - from) / (decayHours * PER_HOUR)) * ofDay(startHour + i / PER_HOUR);
    sum += weight;
    return weight;
  });
  for (let i = 0; i < gain.length; i++) gain[i] = (gain[i] as number) + (total * (shape[i] as number)) / sum;
};

function ordinary(
  random: Rng,
  total: number,
  more: (gain: Float64Array, startHour: number) => void = () => {},
): Gains {
  const mean = new Float64Array(STEPS);
  const startHour = 7 + 15 * random.next();
  wave(mean, 0, total, P.curveDecayHours * random.logNormal(1, 0.3), startHour);
  more(mean, startHour);
  return { total, gain: mean.map((m) => random.poisson(m * random.logNormal(1, P.curveDispersion))) };
}

const totalOf = (random: Rng): number => Math.max(300, random.logNormal(P.curveGainMedian, P.curveGainSigma));

const series = ({ gain }: Gains): CounterSeries => {
  const count = new Float64Array(STEPS + 1);
  gain.forEach((g, i) => {
    count[i + 1] = (count[i] as number) + g;
  });
  return { atMs: Float64Array.from(count, (_, i) => i * STEP_MS), count };
};

const secondWave = (factor: number, decayHours: number, earliestHour: number) => (random: Rng) => {
  const total = totalOf(random);
  const from = random.int(earliestHour * PER_HOUR, STEPS - 9 * PER_HOUR);
  return series(
    ordinary(random, total, (gain, startHour) =>
      wave(gain, from, total * factor * random.logNormal(1, 0.4), decayHours, startHour),
    ),
  );
};

/** Likes delivered within minutes, hours after the post. */
function delivered(random: Rng, dose: number): CounterSeries {
  const made = ordinary(random, totalOf(random));
  const steps = Math.max(1, Math.round(P.curveBurstMinutes / P.curveStepMinutes));
  const from = random.int(STEPS / 4, STEPS - steps - 1);
  for (let i = 0; i < steps; i++) made.gain[from + i]! += Math.round((dose * made.total) / steps);
  return series(made);
}

/** Likes dripped at a fixed pace from the first hour to the last. */
function dripped(random: Rng, dose: number): CounterSeries {
  const made = ordinary(random, totalOf(random));
  const each = (dose * made.total) / STEPS;
  return series({
    ...made,
    gain: made.gain.map((g) => Math.round(g + each * (1 + P.dripVariation * random.normal()))),
  });
}

export const CURVE: Surface<CounterSeries> = {
  id: 'curve',
  case: word('Likes of one post every 20 minutes for two days', '一条内容两天内每 20 分钟的点赞数'),
  clean: (random) => series(ordinary(random, totalOf(random))),
  lookAlikes: [
    {
      id: 'viral-post',
      title: word('Viral post', '爆款内容'),
      make: (r) => series(ordinary(r, 30 * totalOf(r))),
    },
    { id: 'hot-search', title: word('Hot search', '上热搜'), make: secondWave(1.5, 4, 8) },
    { id: 'press', title: word('Reposted by a large account', '被大号转发'), make: secondWave(0.6, 5, 8) },
  ],
  attacks: [
    {
      id: 'like-only-burst',
      title: word('Likes delivered in one go', '点赞集中到账'),
      doseMeans: word('bought likes over honest ones', '购买点赞与自然点赞之比'),
      doses: [0.05, 0.1, 0.25, 0.5, 1, 2],
      make: delivered,
    },
    {
      id: 'like-only-drip',
      title: word('Likes dripped evenly', '点赞匀速到账'),
      doseMeans: word('bought likes over honest ones', '购买点赞与自然点赞之比'),
      doses: [0.5, 1, 3, 10, 30],
      make: dripped,
    },
  ],
  caseFactor: 1,
};
