import { describe, expect, it } from 'vitest';
import { type Rng, rng } from '#basis/rng.ts';
import { eventMixRepetition } from './event-mix-repetition.ts';
import { eventRegularity } from './event-regularity.ts';
import { nameReuse } from './name-reuse.ts';
import { viewersAgainstOrders } from './viewers-against-orders.ts';

/** Moments of a room: Poisson, waves of mood, or people who come in groups; ms, or whole seconds. */
function moments(random: Rng, kind: 'poisson' | 'waves' | 'groups', stepMs = 1): Float64Array {
  const n = random.int(150, 600);
  const found: number[] = [];
  let [at, mood] = [0, 1];
  for (let i = 0; i < n; i++) {
    if (kind === 'groups') {
      const base = random.next() * n * 2000;
      for (let k = random.poisson(3); k > 0; k--) found.push(base + random.exponential(1 / 8000));
      continue;
    }
    if (kind === 'waves' && i % 40 === 0) mood = random.logNormal(1, 0.7);
    at += random.exponential(mood / 2500);
    found.push(at);
  }
  return Float64Array.from(found, (x) => Math.floor(x / stepMs) * stepMs);
}

const alarms = (p: (number | null)[], at: number) => p.filter((x) => x !== null && x <= at).length;

describe('event-regularity', () => {
  it('alarms on clean rooms no more often than declared', () => {
    const p = (['poisson', 'waves', 'groups'] as const).flatMap((kind) =>
      Array.from({ length: 24 }, (_, i) => {
        const random = rng(`clean/${kind}/${i}`);
        return eventRegularity(moments(random, kind, i % 2 === 0 ? 1 : 1000), String(i)).pValue;
      }),
    );
    expect(p).not.toContain(null);
    // 72 rooms: binomial bounds of 5 % and 1 %.
    expect(alarms(p, 0.05)).toBeLessThanOrEqual(8);
    expect(alarms(p, 0.01)).toBeLessThanOrEqual(3);
  });
  it('finds a script, alone and mixed into a living room', () => {
    const random = rng('script');
    const clock = Float64Array.from({ length: 400 }, (_, i) => i * 2500 + random.int(-30, 30));
    expect(eventRegularity(clock, 's').pValue).toBeLessThan(0.001);
    const living = moments(random, 'waves');
    const span = living.at(-1) as number;
    const mixed = [...living, ...Array.from({ length: living.length }, (_, i) => (i * span) / living.length)];
    const found = eventRegularity(Float64Array.from(mixed), 's');
    expect(found.pValue).toBeLessThan(0.001);
    expect(found.periodMs).toBeCloseTo(span / living.length, -1);
  });
  it('refuses the clock of a recorder that polls', () => {
    const random = rng('poll');
    const polled = Float64Array.from({ length: 900 }, () => random.int(0, 100) * 5000);
    expect(eventRegularity(polled, 's')).toMatchObject({ batched: true, pValue: null });
    expect(eventRegularity(Float64Array.from([]), 's')).toMatchObject({ eventCount: 0, pValue: null });
  });
});

describe('event-mix-repetition', () => {
  const lively = (random: Rng, habits: number): Int32Array => {
    const types: number[] = [];
    while (types.length < 900)
      if (random.chance(habits)) types.push(...random.pick([[0, 1, 2] as number[], [0, 2, 1, 4], [0, 3, 1]]));
      else types.push([0, 0, 0, 1, 1, 2, 2, 3, 4, 5][random.int(0, 9)] as number);
    return Int32Array.from(types);
  };
  it('passes people with habits', () => {
    const p = Array.from({ length: 40 }, (_, i) => {
      const random = rng(`habits/${i}`);
      return eventMixRepetition(lively(random, i % 2 === 0 ? 0 : 0.25), String(i)).pValue;
    });
    expect(p).not.toContain(null);
    expect(alarms(p, 0.05)).toBeLessThanOrEqual(7);
    expect(alarms(p, 0.01)).toBeLessThanOrEqual(2);
  });
  it('finds a loop, also with a fifth of people in it', () => {
    const random = rng('loop');
    const loop = [0, 1, 2, 0, 1, 1, 2, 4, 0, 2, 1, 3];
    const types = Array.from({ length: 900 }, (_, i) => loop[i % loop.length] as number);
    expect(eventMixRepetition(Int32Array.from(types)).repetition).toBeGreaterThan(0.95);
    expect(eventMixRepetition(Int32Array.from(types)).pValue).toBeLessThan(0.001);
    const mixed = types.flatMap((x) => (random.chance(0.05) ? [x, random.int(0, 5)] : [x]));
    expect(eventMixRepetition(Int32Array.from(mixed)).pValue).toBeLessThan(0.01);
  });
});

describe('name-reuse', () => {
  /** A heavy-tailed audience; some come with a friend. */
  const audience = (random: Rng, n: number): Int32Array => {
    const codes: number[] = [];
    while (codes.length < n) {
      const person = Math.floor(4000 * random.next() ** 1.6);
      codes.push(person);
      if (random.chance(0.02)) codes.push(person + 5000);
    }
    return Int32Array.from(codes);
  };
  it('passes audiences that share people', () => {
    const p = Array.from({ length: 100 }, (_, i) => {
      const random = rng(`people/${i}`);
      const lines = Int32Array.from({ length: 300 }, () => random.int(0, 35));
      return nameReuse(audience(random, 1500), [audience(random, 1200), audience(random, 900)], lines).pValue;
    });
    expect(alarms(p, 0.05)).toBeLessThanOrEqual(9);
    expect(alarms(p, 0.01)).toBeLessThanOrEqual(3);
  });
  it('finds ids that take turns, in one room and from room to room', () => {
    const random = rng('turns');
    const script = Int32Array.from({ length: 2200 }, (_, i) => 10_000 + (i % 700));
    const alone = nameReuse(script);
    expect(alone.pValue).toBeLessThan(1e-6);
    expect(alone.evenness).toBeLessThan(0.2);
    const once = Int32Array.from({ length: 500 }, (_, i) => 10_000 + i);
    const mixed = nameReuse(once, [audience(random, 500), once.slice(100, 300)]);
    expect(mixed.within.p).toBeGreaterThan(0.05);
    expect(mixed.across?.p).toBeLessThan(1e-6);
    expect(nameReuse(new Int32Array(5)).pValue).toBeNull();
  });
});

describe('viewers-against-orders', () => {
  const room = (random: Rng, boost = 1) => {
    const viewers = random.int(300, 6000);
    return {
      viewers: viewers * boost,
      orders: random.poisson(viewers * random.logNormal(0.02, 0.5)),
      comments: random.poisson(viewers * random.logNormal(0.3, 0.6)),
    };
  };
  it('alarms on clean rooms no more often than declared', () => {
    const p = Array.from({ length: 30 }, (_, i) => {
      const random = rng(`rooms/${i}`);
      return viewersAgainstOrders(
        room(random),
        Array.from({ length: 25 }, () => room(random)),
      ).pValue;
    });
    expect(alarms(p, 0.05)).toBeLessThanOrEqual(8);
    expect(alarms(p, 0.01)).toBeLessThanOrEqual(3);
  });
  it('finds viewers without consequence and says nothing without peers', () => {
    const random = rng('bought viewers');
    const peers = Array.from({ length: 25 }, () => room(random));
    expect(viewersAgainstOrders(room(random, 30), peers).pValue).toBeLessThan(0.01);
    expect(viewersAgainstOrders(room(random), peers.slice(0, 5)).pValue).toBeNull();
  });
});
