import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { influenceSeeds } from '#domain/decisions/mix/measures/influence-seeds.ts';
import { removeFolder, tempFolder } from '#store/temp-home.ts';
import { readInfluenceGraph, withCosts } from './influence-file.ts';

let home: string;
const write = async (name: string, text: string | Buffer) => {
  await writeFile(join(home, name), text);
  return join(home, name);
};
beforeAll(async () => {
  home = await tempFolder();
});
afterAll(() => removeFolder(home));

const arcsOf = ({ from, to, nameOf }: ReturnType<typeof readInfluenceGraph>) =>
  Array.from(from, (a, e) => `${nameOf(a)}>${nameOf(to[e] as number)}`);

it('reads edge lists with and without sizes, names, weights and comments', async () => {
  const plain = readInfluenceGraph(await write('plain.csv', 'from,to\na,b\nb,01\n\n01,1\n'), false);
  expect(arcsOf(plain)).toEqual(['a>b', 'b>01', '01>1']);
  const sized = readInfluenceGraph(await write('sized.txt.gz', gzipSync('3 2\n7 8 0.5\n8 9 0.25\n')), true);
  expect(arcsOf(sized)).toEqual(['7>8', '8>7', '8>9', '9>8']);
  const bare = readInfluenceGraph(await write('bare.txt', '# made by hand\n5\t6\n5\t6\n'), false);
  expect(arcsOf(bare)).toEqual(['5>6', '5>6']);
});

it('reads the budgeted form: both ways, costs in order of appearance', async () => {
  const graph = readInfluenceGraph(
    await write('budgeted.txt', '3\t2\t9\t0\n20\t10\n10\t30\n5\n6\n7\n'),
    false,
  );
  expect(graph).toMatchObject({ budget: 9, undirected: true, inlineCosts: true });
  expect([...graph.costs]).toEqual([5, 6, 7]);
  expect([0, 1, 2].map(graph.nameOf)).toEqual(['20', '10', '30']);
  const dear = withCosts(graph, await write('costs.csv', 'node,cost\n10,2\n30,4\n'));
  expect([...dear.costs]).toEqual([Number.POSITIVE_INFINITY, 2, 4]);
  let spent = 0;
  const limits = { watch: { spentMs: () => spent++ }, limitMs: 1e9 };
  const terms = { model: { kind: 'ic', p: 1 }, budget: 3, epsilon: 0.1, seed: 's' } as const;
  const found = influenceSeeds(dear, terms, limits);
  expect(found.seeds).toEqual([{ node: '10', cost: 2 }]);
  expect(found.spread.value).toBe(3);
  expect(() => influenceSeeds(dear, { ...terms, budget: 1 }, limits)).toThrow(/Nobody costs/);
});
