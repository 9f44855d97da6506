/**
 * What do many texts say, in sentences that stand in them?
 * Method: sentences as weighted words (inverse frequency), each scored by its likeness to the mean of all, taken one by one with
 *   a penalty for likeness to those taken. A sentence stands for the texts that are like it.
 * Source: Radev et al., IPM 40(6), 2004 (centroid); Carbonell & Goldstein, SIGIR 1998 (maximal marginal relevance).
 * Differs: one sentence a text at most, and the count of texts behind each.
 * Limits: extracts, never writes; a rare but weighty remark is not central.
 * Verified: voice-measures.test.ts.
 */

export interface Sentence {
  textId: string;
  sentence: string;
  words: readonly string[];
}
export interface Idea {
  textId: string;
  sentence: string;
  /** Texts with a sentence like it, itself among them. */
  texts: number;
}

const ALIKE = 0.35;
const PENALTY = 0.7;

type Vector = Map<string, number>;
const cosine = (a: Vector, b: Vector): number => {
  let sum = 0;
  for (const [word, x] of a) sum += x * (b.get(word) ?? 0);
  return sum;
};

export function centralIdeas(sentences: readonly Sentence[], most: number): Idea[] {
  const inTexts = new Map<string, number>();
  for (const s of sentences) for (const w of new Set(s.words)) inTexts.set(w, (inTexts.get(w) ?? 0) + 1);
  const vectors: Vector[] = sentences.map((s) => {
    const v: Vector = new Map();
    for (const w of s.words) {
      const n = inTexts.get(w) as number;
      if (n >= 2) v.set(w, Math.log(1 + sentences.length / n));
    }
    const norm = Math.sqrt([...v.values()].reduce((sum, x) => sum + x * x, 0)) || 1;
    for (const [w, x] of v) v.set(w, x / norm);
    return v;
  });
  const centre: Vector = new Map();
  for (const v of vectors) for (const [w, x] of v) centre.set(w, (centre.get(w) ?? 0) + x / vectors.length);
  const near = vectors.map((v) => (v.size >= 2 ? cosine(v, centre) : 0));
  const taken: number[] = [];
  const likest = new Float64Array(sentences.length);
  while (taken.length < most) {
    let best = -1;
    let bestScore = 0;
    const top = Math.max(...near);
    for (let i = 0; i < sentences.length; i++) {
      if (taken.includes(i)) continue;
      const score = (near[i] as number) / (top || 1) - PENALTY * (likest[i] as number);
      if (score > bestScore) [best, bestScore] = [i, score];
    }
    if (best < 0) break;
    taken.push(best);
    vectors.forEach((v, i) => {
      likest[i] = Math.max(likest[i] as number, cosine(v, vectors[best] as Vector));
    });
  }
  return taken.map((i) => ({
    textId: (sentences[i] as Sentence).textId,
    sentence: (sentences[i] as Sentence).sentence,
    texts: new Set(
      sentences
        .filter((_, k) => k === i || cosine(vectors[k] as Vector, vectors[i] as Vector) >= ALIKE)
        .map((s) => s.textId),
    ).size,
  }));
}
