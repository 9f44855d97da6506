import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rng } from '#basis/rng.ts';
import { type Acts, coEngagement } from './co-engagement.ts';
import { coordination } from './coordinated-rings.ts';
import { DegreeNull } from './degree-null.ts';

/** Every two acts looked at. */
function bruteForce(acts: Acts, windowSeconds: number) {
  const objects = new Map<string, Set<number>>();
  let coActs = 0;
  for (let i = 0; i < acts.object.length; i++)
    for (let j = 0; j < i; j++) {
      const [a, b] = [acts.actor[i] as number, acts.actor[j] as number];
      const apart = Math.abs((acts.atSeconds[i] as number) - (acts.atSeconds[j] as number));
      if (acts.object[i] !== acts.object[j] || a === b || apart > windowSeconds) continue;
      coActs++;
      const key = `${Math.min(a, b)}-${Math.max(a, b)}`;
      objects.set(key, (objects.get(key) ?? new Set()).add(acts.object[i] as number));
    }
  return { coActs, objects };
}

const actsOf = (rows: readonly (readonly [number, number, number])[]): Acts => ({
  object: Int32Array.from(rows, (r) => r[0]),
  actor: Int32Array.from(rows, (r) => r[1]),
  atSeconds: Float64Array.from(rows, (r) => r[2]),
});

/** People of unequal activity on posts of unequal popularity, and a pod of `pod` accounts that acts within seconds. */
function shares(seed: string, pod: number, podPosts: number): Acts {
  const random = rng(seed);
  const rows: [number, number, number][] = [];
  for (let i = 0; i < 4000; i++)
    rows.push([
      Math.floor(100 * random.next() ** 2),
      pod + Math.floor(500 * random.next() ** 2),
      random.int(0, 40_000),
    ]);
  for (let post = 0; post < podPosts; post++) {
    const at = random.int(0, 40_000);
    for (let member = 0; member < pod; member++) rows.push([post, member, at + random.int(0, 50)]);
  }
  return actsOf(rows);
}

describe('co-engagement', () => {
  it('agrees with brute force on any acts', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(3), fc.nat(5), fc.integer({ min: -40, max: 40 })), { maxLength: 60 }),
        fc.integer({ min: 0, max: 30 }),
        (rows, windowSeconds) => {
          const acts = actsOf(rows);
          const found = coEngagement(acts, { windowSeconds, minObjects: 1 });
          const brute = bruteForce(acts, windowSeconds);
          expect(found.coActCount).toBe(brute.coActs);
          const pairs = Array.from(found.pairs.a, (a, i) => [
            `${a}-${found.pairs.b[i]}`,
            found.pairs.count[i],
          ]);
          expect(new Map(pairs as [string, number][])).toEqual(
            new Map([...brute.objects].map(([key, objects]) => [key, objects.size])),
          );
          expect(found.pairCount).toBe(brute.objects.size);
        },
      ),
    );
  });

  it('leaves out an object above the cap and says so', () => {
    const crowd = actsOf(Array.from({ length: 40 }, (_, i) => [0, i, 0] as const));
    const found = coEngagement(crowd, { windowSeconds: 1, minObjects: 1, maxCoActsPerObject: 100 });
    expect(found.leftOut).toEqual([{ object: 0, acts: 40, coActs: 780 }]);
    expect(found.pairCount).toBe(0);
  });

  it('counts distinct objects, not shares', () => {
    const twice = actsOf([
      [0, 0, 0],
      [0, 1, 5],
      [0, 0, 100],
      [0, 1, 101],
    ]);
    expect(coEngagement(twice, { windowSeconds: 10, minObjects: 2 }).pairs.a).toHaveLength(0);
  });
});

describe('coordinated rings', () => {
  const options = { windowSeconds: 60, minObjects: 2 };

  it('finds a planted pod and nobody else', () => {
    const { rings, nullCount } = coordination(shares('pod', 8, 12), options);
    const [ring] = rings;
    expect(ring?.members).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(ring?.edges).toHaveLength(28);
    expect(ring?.p).toBeCloseTo(1 / (1 + nullCount), 10);
    expect(rings.slice(1).every((r) => r.p > 0.05)).toBe(true);
  });

  it('raises no ring where there is none more often than declared', () => {
    let raised = 0;
    for (let i = 0; i < 40; i++) {
      const { rings } = coordination(shares(`clean ${i}`, 0, 0), { ...options, nullSteps: 400_000 });
      if (rings.some((r) => r.p <= 0.05)) raised++;
    }
    expect(raised).toBeLessThanOrEqual(6);
  });

  it('takes being a fan of one creator as given', () => {
    // Ten regulars act on all posts of creator 0 at their own times; nobody else does.
    const random = rng('fans');
    const rows: [number, number, number][] = [];
    for (let post = 0; post < 40; post++)
      for (let fan = 0; fan < 30; fan++)
        rows.push([post, post < 20 && fan < 10 ? fan : random.int(10, 200), random.int(0, 3000)]);
    const acts = { ...actsOf(rows), stratumOf: Int32Array.from({ length: 40 }, (_, o) => (o < 20 ? 0 : 1)) };
    const { rings } = coordination(acts, options);
    expect(rings.every((r) => r.p > 0.05)).toBe(true);
  });

  it('expects as many meetings as shuffles bring', () => {
    const acts = shares('expected', 6, 10);
    const { coActCount } = coEngagement(acts, { ...options, minObjects: 1 });
    // λ summed over all ordered pairs, with oneself, is twice the number of close places.
    const own = bruteForce(
      actsOf(Array.from(acts.object, (o, i) => [o, i, acts.atSeconds[i] as number])),
      60,
    ).coActs;
    const actors = acts.actor.reduce((n, a) => Math.max(n, a + 1), 0);
    const degrees = new DegreeNull(
      acts.actor,
      new Int32Array(acts.actor.length),
      actors,
      Float64Array.of(own),
    );
    let sum = 0;
    for (let a = 0; a < actors; a++) for (let b = 0; b < actors; b++) sum += degrees.expected(a, b);
    expect(sum).toBeCloseTo(2 * own, 3);
    expect(coActCount).toBeLessThanOrEqual(own);
  });
});
