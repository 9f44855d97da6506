/** Event streams of live rooms: moments, kinds, people. */
import { word } from '#basis/reading.ts';
import type { Rng } from '#basis/rng.ts';
import { PARAMETERS as P } from './parameters.ts';
import type { Surface } from './surface.ts';

/** Kinds 0–5: enter, comment, like, gift, follow, order. */
export interface LiveRoomCase {
  atMs: Float64Array;
  kind: Int32Array;
  actor: Int32Array;
}

const USUAL = [0.42, 0.22, 0.24, 0.04, 0.05, 0.03];
const SCRIPT = [0, 2, 1, 0, 2, 2, 1, 4, 0, 1, 2, 3];

interface Happening {
  ms: number;
  kind: number;
  actor: number;
}

const kindBy = (random: Rng, shares: readonly number[]): number => {
  let u = random.next();
  for (const [kind, share] of shares.entries()) {
    u -= share;
    if (u < 0) return kind;
  }
  return 0;
};

/** Few people act often; the room's audience is part of the platform's. */
const anybody = (random: Rng): number => Math.floor(P.liveAudience * random.next() ** 1.6);

/** Arrivals in waves; each wave has a mood that favours some kinds. */
function people(random: Rng, count: number, shares: readonly number[]): Happening[] {
  const events: Happening[] = [];
  let [ms, pace] = [0, 1];
  let mood = shares;
  for (let i = 0; i < count; i++) {
    if (i % 40 === 0) {
      pace = random.logNormal(1, P.liveWaveSigma);
      const weights = shares.map((share) => share * random.logNormal(1, 0.3));
      const sum = weights.reduce((a, b) => a + b, 0);
      mood = weights.map((w) => w / sum);
    }
    ms += Math.ceil(random.exponential(pace / P.liveGapMs));
    events.push({ ms, kind: kindBy(random, mood), actor: anybody(random) });
  }
  return events;
}

/** Rooms differ in how much people talk and buy. */
const roomShares = (random: Rng, shares: readonly number[] = USUAL): number[] => {
  const sigma = [0, 0.35, 0.3, 0.3, 0.3, P.roomOrderSigma];
  const weights = shares.map((share, i) => share * random.logNormal(1, sigma[i] as number));
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((w) => w / sum);
};

const room = (events: Happening[]): LiveRoomCase => {
  const sorted = events.toSorted((a, b) => a.ms - b.ms);
  return {
    atMs: Float64Array.from(sorted, (e) => e.ms),
    kind: Int32Array.from(sorted, (e) => e.kind),
    actor: Int32Array.from(sorted, (e) => e.actor),
  };
};

const sizeOf = (random: Rng): number => Math.max(250, Math.round(random.logNormal(P.liveEvents, 0.4)));

/** A script runs through the whole room; `dose` is its part of all events. */
function scripted(random: Rng, dose: number): LiveRoomCase {
  const size = sizeOf(random);
  const own = Math.round(size * dose);
  const events = people(random, size - own, roomShares(random));
  const end = events.at(-1)?.ms ?? own * P.scriptStepMs;
  const step = own === 0 ? 0 : dose >= 1 ? P.scriptStepMs : end / own;
  for (let i = 0; i < own; i++)
    events.push({
      ms: Math.max(0, Math.round(i * step + random.int(-P.scriptJitterMs, P.scriptJitterMs))),
      kind: SCRIPT[i % P.scriptLength] as number,
      actor: P.liveAudience + (i % P.scriptActors),
    });
  return room(events);
}

/** Viewers sold by the thousand enter at any moment, once each, and do nothing; `dose` over the people in the room. */
function boughtViewers(random: Rng, dose: number): LiveRoomCase {
  const events = people(random, sizeOf(random), roomShares(random));
  const end = events.at(-1)?.ms ?? 0;
  const bought = Math.round(dose * new Set(events.map((e) => e.actor)).size);
  for (let i = 0; i < bought; i++)
    events.push({ ms: random.int(0, end), kind: 0, actor: P.liveAudience + i });
  return room(events);
}

/** Every few minutes the host asks for a comment, and nearly all of the next minute is one. */
function giveaway(random: Rng): LiveRoomCase {
  const events = people(random, sizeOf(random), roomShares(random));
  const end = events.at(-1)?.ms ?? 0;
  for (let call = random.int(60_000, 200_000); call < end; call += random.int(240_000, 420_000))
    for (let i = random.int(25, 80); i > 0; i--)
      events.push({ ms: call + Math.ceil(random.exponential(1 / 12_000)), kind: 1, actor: anybody(random) });
  return room(events);
}

export const LIVE: Surface<LiveRoomCase> = {
  id: 'live',
  case: word('Some 600 events of one live room', '一个直播间约 600 条事件'),
  clean: (random) => room(people(random, sizeOf(random), roomShares(random))),
  lookAlikes: [
    { id: 'giveaway', title: word('Giveaways in the room', '直播间抽奖'), make: giveaway },
    {
      id: 'selling-room',
      title: word('Busy selling room', '高转化带货直播间'),
      make: (random) =>
        room(people(random, 2 * sizeOf(random), roomShares(random, [0.35, 0.22, 0.24, 0.04, 0.05, 0.1]))),
    },
  ],
  attacks: [
    {
      id: 'scripted-room',
      title: word('Scripted live room', '脚本直播间'),
      doseMeans: word('share of events that a script makes', '脚本事件占比'),
      doses: [0.1, 0.25, 0.5, 0.75, 1],
      make: scripted,
    },
    {
      id: 'bought-viewers',
      title: word('Viewers bought for a live room', '购买直播间观众'),
      doseMeans: word('bought viewers over people in the room', '购买观众与真实观众之比'),
      doses: [1, 3, 8],
      make: boughtViewers,
    },
  ],
  caseFactor: 0.2,
};
