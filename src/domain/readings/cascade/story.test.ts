/** The demo's repost chains: the creator planted as a bridge is the account the spread would lack most. */
import { beforeAll, describe, expect, it } from 'vitest';
import { makeRepostChains } from '#demo/repost-chains.ts';
import { makeScenario } from '#demo/scenario.ts';
import { DEMO_SEED } from '#demo/write-demo.ts';
import { treeSizes } from './measures/cascade-shape.ts';
import { cascadeTree } from './measures/cascade-tree.ts';
import { keyAccounts } from './measures/spread-contribution.ts';

describe('the repost chains of the demo', () => {
  let chains: ReturnType<typeof makeRepostChains>;
  beforeAll(() => {
    chains = makeRepostChains(makeScenario(DEMO_SEED));
  });

  it('name the planted bridge first, with what hangs on it', () => {
    expect(chains.bridges.length).toBeGreaterThan(5);
    for (const bridge of chains.bridges.filter((b) => b.below > 20)) {
      const mine = chains.acts.filter((a) => a.post.key === bridge.postKey);
      const acts = [
        { id: bridge.postKey, parentId: null, actor: 'author', atMs: 0, text: '' },
        ...mine.map((a) => ({
          id: a.key,
          parentId: a.parent || null,
          actor: a.actor,
          atMs: a.atMs,
          text: a.text,
        })),
      ];
      const { parent } = cascadeTree(acts);
      const [first] = keyAccounts(
        parent,
        treeSizes(parent),
        acts.map((a) => a.actor),
        3,
      );
      expect(first).toMatchObject({ actor: bridge.actorId, value: bridge.below + 1 });
    }
  });
});
