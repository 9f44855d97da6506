import { describe, expect, it } from 'vitest';
import { rng } from '#basis/rng.ts';
import { scoreBlocks } from './block-score.ts';
import { blocksBeyondFans } from './blocks-beyond-fans.ts';
import type { Acts } from './co-engagement.ts';
import { denseBlocks, type Search } from './dense-blocks.ts';
import type { Engagements } from './time-bins.ts';

const USERS = 8000;
const ITEMS = 3000;
const MEMBERS = 150;

/** Unequal activity and popularity; the last MEMBERS users act on 60 of the items at `density`, and as much at random. */
function graph(seed: string, density: number): Required<Engagements> {
  const random = rng(seed);
  const rows: [number, number, number][] = [];
  for (let i = 0; i < 40_000; i++)
    rows.push([
      Math.floor(USERS * random.next() ** 2),
      Math.floor(ITEMS * random.next() ** 1.6),
      random.int(0, 5_000_000),
    ]);
  for (let item = 0; item < 60; item++) {
    const at = random.int(0, 5_000_000);
    for (let member = 0; member < MEMBERS; member++) {
      if (!random.chance(density)) continue;
      rows.push([USERS + member, 2000 + item * 10, at + random.int(0, 3000)]);
      rows.push([USERS + member, random.int(0, ITEMS - 1), random.int(0, 5_000_000)]);
    }
  }
  return {
    user: Int32Array.from(rows, (r) => r[0]),
    item: Int32Array.from(rows, (r) => r[1]),
    atSeconds: Float64Array.from(rows, (r) => r[2]),
  };
}

const plain = ({ user, item }: Engagements): Engagements => ({ user, item });

function f1(found: { blocks: { users: number[] }[] }): number {
  const users = new Set(found.blocks.flatMap((b) => b.users));
  const hits = [...users].filter((u) => u >= USERS).length;
  return (2 * hits) / (users.size + MEMBERS);
}

describe('dense blocks', () => {
  it.each(['shared-posts', 'shared-accounts', 'peeling'] as const)(
    'finds a planted block by %s',
    (search: Search) => {
      const found = denseBlocks(plain(graph('dense', 0.3)), { searches: [search] });
      expect(found.blocks).toHaveLength(1);
      expect(f1(found)).toBeGreaterThan(0.98);
      expect(found.blocks[0]?.foundBy).toEqual([search]);
    },
  );

  it('joins what several searches find, and time finds a thinner one', () => {
    const found = denseBlocks(graph('dense', 0.3));
    expect(found.blocks[0]?.foundBy.length).toBeGreaterThanOrEqual(3);
    expect(found.blocks[0]?.density).toBeGreaterThan(0.25);
    expect(f1(denseBlocks(graph('thin', 0.15), { searches: ['time-bins'] }))).toBeGreaterThan(0.8);
  });

  it('finds none where there is none', () => {
    for (let i = 0; i < 5; i++) expect(denseBlocks(graph(`clean ${i}`, 0)).blocks).toEqual([]);
  });

  it('scores accounts and edges against labels', () => {
    const { user, item } = graph('dense', 0.3);
    const found = denseBlocks({ user, item });
    const labelled = Uint8Array.from(user, (u, i) => (u >= USERS && (item[i] as number) >= 2000 ? 1 : 0));
    const { users, edges } = scoreBlocks(found.blocks, user, item, labelled);
    expect(users.f1?.value).toBeCloseTo(f1(found), 6);
    expect(edges.precision?.value).toBeGreaterThan(0.9);
    expect(users.recall?.low).toBeLessThan(users.recall?.value as number);
  });

  it('answers an empty graph with no block', () => {
    expect(denseBlocks({ user: new Int32Array(), item: new Int32Array() }).blocks).toEqual([]);
  });
});

describe('blocks beyond fans', () => {
  /** Three creators with 60 posts and 15 regulars each; `hired` people act on 10 chosen posts of the first. */
  function fans(hired: number): Acts {
    const random = rng('fan bases');
    const rows: [number, number][] = [];
    for (let post = 0; post < 180; post++) {
      const creator = Math.floor(post / 60);
      for (let fan = 0; fan < 15; fan++) if (random.chance(0.7)) rows.push([post, creator * 15 + fan]);
      for (let i = 0; i < 25; i++) rows.push([post, 100 + random.int(0, 900)]);
    }
    for (let post = 0; post < 10; post++)
      for (let h = 0; h < hired; h++) if (random.chance(0.9)) rows.push([post * 3, 2000 + h]);
    return {
      object: Int32Array.from(rows, (r) => r[0]),
      actor: Int32Array.from(rows, (r) => r[1]),
      atSeconds: new Float64Array(rows.length),
      stratumOf: Int32Array.from({ length: 180 }, (_, post) => Math.floor(post / 60)),
    };
  }

  it('takes regulars as given', () => {
    expect(blocksBeyondFans(fans(0)).blocks).toEqual([]);
  });

  it('finds people hired for chosen posts, and those posts', () => {
    const [block] = blocksBeyondFans(fans(25)).blocks;
    expect(block?.users.filter((u) => u >= 2000)).toHaveLength(25);
    expect(block?.items).toEqual([0, 3, 6, 9, 12, 15, 18, 21, 24, 27]);
    expect(block?.logP).toBeLessThan(-3);
  });
});
