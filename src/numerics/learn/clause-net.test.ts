import { describe, expect, it } from 'vitest';
import { rng } from '#basis/rng.ts';
import { type ClauseRows, clauseScores, fitClauseNet } from './clause-net.ts';

/** Columns: 0 and 1 name a subject, 2 is praise, 3 is blame. Every text praises or blames both subjects, a clause each. */
function twoSubjects(count: number): { rows: ClauseRows; labels: number[] } {
  const random = rng('two subjects');
  const [at, labels, asked]: [number[], number[], number[]] = [[], [], []];
  for (let i = 0; i < count; i++) {
    const feelings = [random.int(2, 3), random.int(2, 3)] as const;
    const order = random.chance(0.5) ? ([0, 1] as const) : ([1, 0] as const);
    for (const subject of order) at.push(subject, feelings[subject]);
    const about = random.int(0, 1);
    asked.push(about);
    labels.push((feelings[about] as number) - 2);
  }
  return {
    labels,
    rows: {
      first: Int32Array.from({ length: count + 1 }, (_, i) => 2 * i),
      start: Int32Array.from({ length: 2 * count + 1 }, (_, j) => 2 * j),
      at: Int32Array.from(at),
      asked: Int32Array.from(asked),
    },
  };
}

describe('clause net', () => {
  const { rows, labels } = twoSubjects(1500);
  const use = Array.from({ length: 1200 }, (_, i) => i);
  const judge = Array.from({ length: 300 }, (_, i) => 1200 + i);
  const fit = (given: ClauseRows) =>
    fitClauseNet(given, use, labels, { width: 4, classes: 2 }, { drop: 0.1, questions: 2, rounds: 30 });
  const rightOf = (given: ClauseRows): number => {
    const scores = clauseScores(fit(given), given, judge);
    return (
      judge.filter(
        (row, i) => Number((scores[2 * i + 1] as number) > (scores[2 * i] as number)) === labels[row],
      ).length / judge.length
    );
  };

  it('looks at the clause of what is asked about', () => {
    expect(rightOf(rows)).toBeGreaterThan(0.95);
    // Without the question half of the texts are a toss.
    expect(rightOf({ ...rows, asked: undefined })).toBeLessThan(0.85);
  });

  it('is the same twice, and says something of a text without columns', () => {
    expect(fit(rows)).toEqual(fit(rows));
    const empty = { first: Int32Array.of(0, 1), start: Int32Array.of(0, 0), at: new Int32Array(0) };
    expect(clauseScores(fit(rows), empty, [0]).every(Number.isFinite)).toBe(true);
  });
});
