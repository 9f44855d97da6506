/** How right the shipped sentiment is before anybody labelled a row, and after it learned from the texts alone. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '#config/config.ts';
import { learnedFeeling, learnWithoutLabels } from '#domain/readings/voice/measures/learned-sentiment.ts';
import { startingSentiment } from '#domain/readings/voice/measures/starting-sentiment.ts';
import { wilson } from '#numerics/stats/intervals.ts';
import { readLabelledFile } from '../src/cli/labelled-file.ts';
import type { Line } from './run.ts';

const SETS = ['food-delivery', 'hotels', 'shopping-10-categories'];
/** Rows learned from and scored without labels: enough, and in seconds. */
const MOST = 12_000;

export async function benchVoiceStart(): Promise<Line[]> {
  const lines: Line[] = [];
  const folder = join(readConfig().dataFolder, 'text');
  if (!existsSync(folder)) {
    console.log(`voice-start: ${folder} is absent; set TOUCHSTONE_DATA.`);
    return lines;
  }
  const share = (hits: number, n: number): string => {
    const i = wilson(hits, n);
    return `${i.value.toFixed(3)} (${i.low.toFixed(3)} – ${i.high.toFixed(3)})`;
  };
  for (const set of SETS) {
    const file = await readLabelledFile(join(folder, `sentiment-${set}.csv.gz`), 'review', 'label');
    const step = Math.max(1, Math.floor(file.texts.length / MOST));
    const rows = file.texts
      .map((text, i) => ({ text, positive: file.labels[i] === '1' }))
      .filter((_, i) => i % step === 0);
    const started = performance.now();
    const starts = rows.map((r) => startingSentiment(r.text).plain);
    const words = starts.filter((s, i) => s.positive >= s.negative === rows[i]?.positive).length;
    const wordSeconds = (performance.now() - started) / 1000;
    const model = learnWithoutLabels(rows.map((r) => r.text));
    const own = model
      ? rows.filter((r, i) => {
          const felt = learnedFeeling(model, r.text, starts[i] ?? { positive: 0, negative: 0 });
          return felt.positive >= felt.negative === r.positive;
        }).length
      : 0;
    const seconds = (performance.now() - started) / 1000;
    lines.push(
      {
        name: `${set}, words of feeling, no label`,
        value: words / rows.length,
        unit: 'ratio',
        bound: null,
        note: `accuracy ${share(words, rows.length)} of ${rows.length} distinct rows in ${wordSeconds.toFixed(1)} s`,
      },
      {
        name: `${set}, learned from the texts, no label`,
        value: own / rows.length,
        unit: 'ratio',
        bound: null,
        note: `accuracy ${share(own, rows.length)} in ${seconds.toFixed(0)} s`,
      },
    );
  }
  return lines;
}
