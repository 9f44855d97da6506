/** Would the stream scores do as well on series that their constants never saw? Each series scored with constants chosen on the others. */
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readTimedCounts } from '#cli/commands/read-timed-counts.ts';
import {
  type StreamConstants,
  streamAnomalies,
} from '#domain/decisions/monitor/measures/stream-anomalies.ts';
import { type NabSeries, nabScore } from './nab-score.ts';

const GRID: StreamConstants[] = [5, 10, 20].flatMap((windowDays) =>
  [3.5, 7, 14].flatMap((memoryHalfDays) =>
    [0, 0.25, 0.5].flatMap((margin) =>
      [[1], [1, 12], [1, 12, 48]].map((scales) => ({ windowDays, memoryHalfDays, margin, scales })),
    ),
  ),
);

export interface LeftOut {
  all: number;
  tweets: number;
  /** The median of the whole grid, for scale. */
  typical: number;
}

export function nabLeftOut(
  windowsFile: string,
  windows: Record<string, readonly (readonly [string, string])[]>,
  momentOf: (text: string) => number,
): LeftOut {
  const files = readdirSync(dirname(windowsFile)).filter((name) => windows[name] !== undefined);
  const scored = GRID.map((constants) =>
    files.map((name): NabSeries => {
      const { atMs, value } = readTimedCounts(join(dirname(windowsFile), name));
      return {
        name,
        atMs,
        score: streamAnomalies(atMs, value, constants),
        windows: (windows[name] ?? []).map(([from, to]) => [momentOf(from), momentOf(to)] as const),
      };
    }),
  );
  const whole = scored.map((list) => nabScore(list).score).sort((a, b) => a - b);
  // Constants and threshold of a series come from the other series; the score adds up over all left-out series.
  const left = files.map((name, s) => {
    let best = { score: Number.NEGATIVE_INFINITY, threshold: 0.5, list: scored[0] as NabSeries[] };
    for (const list of scored) {
      const rest = nabScore(list.filter((_, i) => i !== s));
      if (rest.score > best.score) best = { score: rest.score, threshold: rest.threshold, list };
    }
    const own = nabScore([best.list[s] as NabSeries], best.threshold);
    return { name, points: own.score * own.windows, windows: own.windows };
  });
  const over = (kept: typeof left) =>
    kept.reduce((sum, l) => sum + l.points, 0) / kept.reduce((sum, l) => sum + l.windows, 0);
  return {
    all: over(left),
    tweets: over(left.filter((l) => l.name.includes('Twitter'))),
    typical: whole[whole.length >> 1] as number,
  };
}
