/** Reach once as an integer program, solved by HiGHS in a worker of its own: what a kept solver finds in the same time. */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import loadHighs from 'highs';
import type { CoverModel } from '../src/numerics/choose/dual-bound.ts';

interface Answer {
  /** Null when it found nothing in time. */
  value: number | null;
}

/** @returns the worth of the incumbent at the time limit, counted from its names */
export function highsReach({ cover, terms }: CoverModel, seconds: number): Promise<Answer> {
  const lines = [
    'Maximize',
    ` obj: ${sum(cover.groupCount, (g) => `${cover.weights[g]} z${g}`)}`,
    'Subject To',
  ];
  lines.push(
    ` money: ${sum(cover.candidateCount, (j) => `${terms.costs[j]} x${j}`)} <= ${terms.budget + 1e-9 * (1 + terms.budget)}`,
  );
  for (let g = 0; g < cover.groupCount; g++) {
    const members = cover.members.subarray(cover.memberStarts[g], cover.memberStarts[g + 1]);
    lines.push(` c${g}: z${g} - ${Array.from(members, (j) => `x${j}`).join(' - ')} <= 0`);
  }
  lines.push('Bounds', ...Array.from({ length: cover.groupCount }, (_, g) => ` z${g} <= 1`), 'Binary');
  lines.push(` ${Array.from({ length: cover.candidateCount }, (_, j) => `x${j}`).join('\n ')}`, 'End');
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), {
      workerData: { problem: lines.join('\n'), seconds, candidateCount: cover.candidateCount },
    });
    worker.once('message', (names: number[] | null) => {
      void worker.terminate();
      if (!names) return resolve({ value: null });
      const reached = new Uint8Array(cover.groupCount);
      let value = 0;
      for (const j of names)
        for (let i = cover.starts[j] as number; i < (cover.starts[j + 1] as number); i++) {
          const g = cover.groups[i] as number;
          if (!reached[g]) value += cover.weights[g] as number;
          reached[g] = 1;
        }
      resolve({ value });
    });
    worker.once('error', reject);
  });
}

/** Long sums cut into lines: the format allows no line of more than 560 characters. */
function sum(count: number, term: (i: number) => string): string {
  const parts: string[] = [];
  for (let i = 0; i < count; i++) parts.push(`${i % 20 === 19 ? '\n ' : ''}${term(i)}`);
  return parts.join(' + ');
}

if (!isMainThread) {
  const { problem, seconds, candidateCount } = workerData as {
    problem: string;
    seconds: number;
    candidateCount: number;
  };
  // The package is one function; its types speak of a default export.
  const load = loadHighs as unknown as typeof loadHighs.default;
  const solver = await load();
  let names: number[] | null = null;
  try {
    const { Columns } = solver.solve(problem, { time_limit: seconds });
    names = Array.from({ length: candidateCount }, (_, j) => j).filter((j) => {
      const column = Columns[`x${j}`];
      return column !== undefined && 'Primal' in column && column.Primal > 0.5;
    });
  } catch {
    names = null;
  }
  parentPort?.postMessage(names);
}
