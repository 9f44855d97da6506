/** Daily follower counts: ordinary, with events that win followers honestly, and with bought ones. */
import { word } from '#basis/reading.ts';
import type { Rng } from '#basis/rng.ts';
import type { CounterSeries } from '#numerics/series/increments.ts';
import { PARAMETERS as P } from './parameters.ts';
import type { Surface } from './surface.ts';

const DAY_MS = 86_400_000;

interface Steps {
  followers: number;
  usualPerDay: number;
  step: Float64Array;
}

const add = (step: Float64Array, day: number, count: number): void => {
  if (day < step.length) step[day] = (step[day] as number) + Math.round(count);
};

/** Followers that come all at once and then with an exponential tail. */
function event(random: Rng, { step }: Steps, total: number, decayDays: number): void {
  const day = random.int(15, step.length - 30);
  const weight = 1 - Math.exp(-1 / decayDays);
  for (let d = 0; d < 25; d++)
    add(step, day + d, total * weight * Math.exp(-d / decayDays) * random.logNormal(1, 0.2));
}

function ordinary(random: Rng): Steps {
  const followers = Math.min(5e6, Math.max(2000, random.logNormal(P.followersMedian, P.followersSigma)));
  const yearly = Math.min(1.2, random.logNormal(P.yearlyGrowthMedian, P.yearlyGrowthSigma));
  const usualPerDay = (followers * yearly) / 365;
  const step = new Float64Array(P.growthDays);
  const weekday = random.int(0, 6);
  for (let d = 0; d < step.length; d++) {
    const week = (d + weekday) % 7 < 2 ? P.weekendFactor : 0.86;
    step[d] =
      random.poisson(usualPerDay * week * random.logNormal(0.85, P.dailySigma)) -
      random.poisson(usualPerDay * P.lossShare);
  }
  const made: Steps = { followers, usualPerDay, step };
  for (let i = random.poisson((P.goodPostsPerYear * P.growthDays) / 365); i > 0; i--) {
    const first = usualPerDay * P.goodPostSize * random.next();
    event(random, made, first * P.goodPostDecayDays, P.goodPostDecayDays);
  }
  return made;
}

const series = ({ followers, step }: Steps): CounterSeries => {
  const count = new Float64Array(step.length);
  let now = followers;
  for (let d = step.length - 1; d >= 0; d--) {
    count[d] = Math.max(0, Math.round(now));
    now -= step[d] as number;
  }
  return { atMs: Float64Array.from(step, (_, d) => d * DAY_MS), count };
};

function giveaway(random: Rng): CounterSeries {
  const made = ordinary(random);
  const total = made.followers * random.logNormal(P.giveawayShare, 0.5);
  const day = random.int(15, P.growthDays - 30);
  for (let d = 0; d < P.giveawayDays; d++)
    add(made.step, day + d, (total / P.giveawayDays) * random.logNormal(1, 0.3));
  for (let d = 0; d < 14; d++)
    add(made.step, day + P.giveawayDays + d, (-total * P.giveawayLossShare * random.logNormal(1, 0.3)) / 14);
  return series(made);
}

/** Followers double every some days at first, then growth settles. */
function newAccount(random: Rng): CounterSeries {
  const rate = Math.LN2 / (P.newAccountDoublingDays * random.logNormal(1, 0.25));
  const most = random.logNormal(P.followersMedian, 0.8);
  const step = new Float64Array(P.growthDays);
  let now = 50;
  for (let d = 0; d < step.length; d++) {
    step[d] = random.poisson(rate * now * (1 - now / most) * random.logNormal(0.9, P.dailySigma) + 2);
    now += step[d] as number;
  }
  return series({ followers: now, usualPerDay: now / P.growthDays, step });
}

const eventCase = (share: number, decayDays: number) => (random: Rng) => {
  const made = ordinary(random);
  event(random, made, made.followers * random.logNormal(share, 0.5), decayDays);
  return series(made);
};

/** Bought in a few deliveries of a day each; the supplier's accounts are swept up bit by bit. */
function jagged(random: Rng, dose: number): CounterSeries {
  const made = ordinary(random);
  const each = (made.followers * dose) / P.jaggedBatches;
  for (let i = 0; i < P.jaggedBatches; i++) {
    const day = random.int(12, P.growthDays - 12);
    add(made.step, day, each * random.logNormal(1, 0.15));
    for (let d = 3; d < 30; d++) add(made.step, day + d, -each * P.jaggedLossPerDay);
  }
  return series(made);
}

/** `dose` of half a year's growth is a fixed number a day instead of people. */
function smoothed(random: Rng, dose: number): CounterSeries {
  const made = ordinary(random);
  const total = Math.max(20, made.usualPerDay);
  for (let d = 0; d < made.step.length; d++)
    made.step[d] = Math.round(
      (1 - dose) * (made.step[d] as number) + dose * total * (1 + P.dripVariation * random.normal()),
    );
  return series(made);
}

export const GROWTH: Surface<CounterSeries> = {
  id: 'growth',
  case: word('Half a year of daily follower counts of one account', '一个账号半年的每日粉丝数'),
  clean: (random) => series(ordinary(random)),
  lookAlikes: [
    {
      id: 'viral-post',
      title: word('Viral post', '爆款内容'),
      make: eventCase(P.viralShare, P.goodPostDecayDays),
    },
    { id: 'giveaway', title: word('Giveaway', '抽奖活动'), make: giveaway },
    {
      id: 'press',
      title: word('Press mention', '媒体报道'),
      make: eventCase(P.pressShare, P.pressDecayDays),
    },
    {
      id: 'hot-search',
      title: word('Hot search', '上热搜'),
      make: eventCase(P.hotSearchShare, P.hotSearchDecayDays),
    },
    { id: 'new-account', title: word('New account takes off', '新号快速起量'), make: newAccount },
  ],
  attacks: [
    {
      id: 'jagged-bots',
      title: word('Followers bought in bursts', '集中购买粉丝'),
      doseMeans: word('bought followers over present followers', '购买粉丝占现有粉丝的比例'),
      doses: [0.02, 0.05, 0.1, 0.2, 0.4],
      make: jagged,
    },
    {
      id: 'smoothed-bots',
      title: word('Followers dripped evenly', '匀速滴灌粉丝'),
      doseMeans: word('part of daily growth that is a fixed number', '每日增长中固定数量的占比'),
      doses: [0.2, 0.5, 0.8, 0.95, 1],
      make: smoothed,
    },
  ],
  caseFactor: 1,
};
