/**
 * From which angles is something discussed?
 * Method: words of the texts are joined where they stand together more often than by chance (positive pointwise mutual
 *   information), communities of that graph are angles; a text belongs to the angle most of its words are in, two at least.
 * Source: Church & Hanks 1990; Blondel et al. 2008 (numerics/graph/communities.ts).
 * Differs: clusters words and not vectors, so that every angle is a list of words and the exact rows that use them.
 * Limits: a text has one angle; texts of a single known word have none and are counted as such.
 * Verified: voice-measures.test.ts: two planted subjects come apart, every row listed has its words.
 */
import { communitiesOf } from '#numerics/graph/communities.ts';

export interface WordedText {
  id: string;
  words: readonly string[];
}
export interface Angle {
  words: { word: string; texts: number }[];
  /** Every text of the angle, those with most of its words first. */
  textIds: string[];
}

const MOST_NODES = 220;
const LEAST_TOGETHER = 3;
const LEAST_PMI = 0.4;
const MOST_ANGLES = 12;

export function anglesOf(
  texts: readonly WordedText[],
  without: ReadonlySet<string> = new Set(),
): { angles: Angle[]; placed: number } {
  const count = new Map<string, number>();
  for (const { words } of texts)
    for (const w of words) if (!without.has(w)) count.set(w, (count.get(w) ?? 0) + 1);
  const nodes = [...count]
    .filter(([, n]) => n >= LEAST_TOGETHER && n <= 0.5 * texts.length)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, MOST_NODES)
    .map(([word]) => word);
  const at = new Map(nodes.map((word, i) => [word, i]));
  const together = new Map<number, number>();
  const own = texts.map(({ words }) =>
    words
      .flatMap((w) => at.get(w) ?? [])
      .slice(0, 40)
      .sort((a, b) => a - b),
  );
  for (const list of own)
    for (let i = 0; i < list.length; i++)
      for (let j = i + 1; j < list.length; j++) {
        const key = (list[i] as number) * MOST_NODES + (list[j] as number);
        together.set(key, (together.get(key) ?? 0) + 1);
      }
  const edges = { a: [] as number[], b: [] as number[], weight: [] as number[] };
  for (const [key, n] of together) {
    const [i, j] = [Math.floor(key / MOST_NODES), key % MOST_NODES];
    const pmi = Math.log(
      (n * texts.length) /
        ((count.get(nodes[i] as string) as number) * (count.get(nodes[j] as string) as number)),
    );
    if (n < LEAST_TOGETHER || pmi < LEAST_PMI) continue;
    edges.a.push(i);
    edges.b.push(j);
    edges.weight.push(pmi * Math.log1p(n));
  }
  const groups = communitiesOf(edges, 'angles').filter((g) => g.length >= 2);
  const groupOf = new Map(groups.flatMap((g, k) => g.map((node) => [node, k] as const)));
  const members: { id: string; hits: number }[][] = groups.map(() => []);
  let placed = 0;
  texts.forEach(({ id }, t) => {
    const hits = new Map<number, number>();
    for (const node of own[t] as number[]) {
      const g = groupOf.get(node);
      if (g !== undefined) hits.set(g, (hits.get(g) ?? 0) + 1);
    }
    const [best] = [...hits].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    if (!best || best[1] < 2) return;
    placed++;
    members[best[0]]?.push({ id, hits: best[1] });
  });
  const angles = groups
    .map((g, k) => ({
      words: g
        .map((node) => ({ word: nodes[node] as string, texts: count.get(nodes[node] as string) as number }))
        .sort((a, b) => b.texts - a.texts)
        .slice(0, 12),
      textIds: (members[k] ?? []).sort((a, b) => b.hits - a.hits || (a.id < b.id ? -1 : 1)).map((m) => m.id),
    }))
    .filter((a) => a.textIds.length > 0)
    .sort((a, b) => b.textIds.length - a.textIds.length)
    .slice(0, MOST_ANGLES);
  return { angles, placed };
}
