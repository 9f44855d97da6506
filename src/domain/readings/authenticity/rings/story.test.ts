/** The demo's engagements, imported as exported: the circle of 14 is found whole by its detectors, and nobody else. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '#basis/reading.ts';
import { engagementFile } from '#demo/export-activity.ts';
import { payloadFiles } from '#demo/export-payloads.ts';
import { DEMO_AS_OF } from '#demo/frame.ts';
import { makeScenario } from '#demo/scenario.ts';
import { DEMO_SEED } from '#demo/write-demo.ts';
import { type TempLibrary, tempLibrary } from '#domain/facts/imports/temp-library.ts';
import { RINGS_DETECTORS } from './detectors.ts';
import { loadActs } from './load-acts.ts';
import { coEngagement } from './measures/co-engagement.ts';
import { pairsTogether } from './queries.ts';
import { ringGraph } from './ring-graph.ts';
import { ringGraphSchema } from './schema.ts';

const textOf = async (content: string | Promise<Buffer>): Promise<string> =>
  typeof content === 'string' ? content : (await content).toString('utf8');

describe('the demo’s circle', () => {
  let library: TempLibrary;
  let ring: string[];
  let accountIds: string[];
  const findings: Finding[] = [];

  // Weibo is where the circle is; its posts and their engagements are a quarter of the demo.
  beforeAll(async () => {
    library = await tempLibrary();
    const scenario = makeScenario(DEMO_SEED);
    ring = scenario.creators
      .filter((c) => c.role === 'ring')
      .map((c) => `weibo:${c.id}`)
      .sort();
    accountIds = scenario.creators.filter((c) => c.platform === 'weibo').map((c) => `weibo:${c.id}`);
    const posts = payloadFiles(scenario).find((f) => f.path === 'weibo/posts.ndjson');
    const [head, ...rows] = (await textOf(engagementFile(scenario).content)).split('\n');
    const weibo = [head, ...rows.filter((row) => row.includes('weibo'))].join('\n');
    await library.bring([await library.file('posts.ndjson', await textOf(posts?.content ?? ''))], {
      asOf: DEMO_AS_OF,
    });
    await library.bring([await library.file('engagements.csv', weibo)], { asOf: DEMO_AS_OF });
    for (const detector of RINGS_DETECTORS)
      findings.push(...(await detector.read(library.store.facts, { accountIds, asOf: DEMO_AS_OF })));
  }, 120_000);
  afterAll(() => library.remove());

  const flagged = (measure: string) =>
    findings
      .filter((f) => f.measure === measure && (f.level === 'moderate' || f.level === 'strong'))
      .map((f) => f.subject.id)
      .sort();

  it.each(['reciprocal-ring@1', 'co-engagement@1'])('%s finds the fourteen and nobody else', (measure) => {
    expect(ring).toHaveLength(14);
    expect(flagged(measure)).toEqual(ring);
  });

  it('dense-block@1 takes the circle’s even habit and the fans as given', () => {
    expect(flagged('dense-block@1')).toEqual([]);
  });

  it('answers for every account, with rows and a small picture', () => {
    expect(findings).toHaveLength(3 * accountIds.length);
    const first = findings.find((f) => f.measure === 'reciprocal-ring@1' && f.subject.id === ring[0]);
    expect(first?.rows.length).toBeGreaterThan(50);
    expect(first?.rowCount).toBeGreaterThanOrEqual(first?.rows.length ?? 0);
    expect(Math.max(...findings.map((f) => JSON.stringify(f.result).length))).toBeLessThan(50_000);
    expect(Math.max(...findings.map((f) => f.rows.length))).toBeLessThanOrEqual(200);
  });

  it('draws both rings as one graph', async () => {
    const graph = ringGraphSchema.parse(
      await ringGraph(library.store.facts, { asOf: DEMO_AS_OF, nullSteps: 1e7 }),
    );
    expect(graph.rings.map((r) => [r.kind, r.members.toSorted()])).toEqual([
      ['reciprocal', ring],
      ['co-engagement', ring],
    ]);
    expect(
      graph.nodes
        .filter((n) => n.ring !== null)
        .map((n) => n.id)
        .sort(),
    ).toEqual(ring);
  });

  it('finds the same pairs in the engine and in columns', async () => {
    const { acts } = await loadActs(library.store.facts, DEMO_AS_OF);
    const { pairs } = coEngagement(acts, { windowSeconds: 60, minObjects: 2 });
    const rows = await library.store.facts.all(pairsTogether, { windowSeconds: 60, minPosts: 2 });
    expect(rows.length).toBeGreaterThan(91);
    expect(rows.map((r) => r.posts).sort((x, y) => x - y)).toEqual(
      Array.from(pairs.count).sort((x, y) => x - y),
    );
  });
});
