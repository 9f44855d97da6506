/** The account score on published sets: cross-validated, and from one set to another. */
import { join } from 'node:path';
import { type ProfileFile, readProfiles } from '#cli/profile-file.ts';
import {
  crossValidated,
  transferred,
} from '#domain/readings/authenticity/followers/measures/model-evaluation.ts';
import type { Line } from './run.ts';

const SETS = [
  { name: 'instafake', files: ['instafake-fake.json', 'instafake-real.json'], label: 'isFake', repeats: 5 },
  { name: 'instagram-profiles', files: ['instagram-profiles-train.csv'], label: 'fake', repeats: 5 },
  { name: 'twitter-bought', files: ['twitter-bought-followers.csv.gz'], label: 'label', repeats: 2 },
] as const;
/** Bounds are on what is wrong, so that less is better: 1 − accuracy, 1 − area. */
const BOUNDS: Record<string, { error: number; area?: number; brier?: number }> = {
  instafake: { error: 0.032, area: 0.008, brier: 0.024 },
  'instagram-profiles': { error: 0.07 },
  'twitter-bought': { error: 0.01 },
};
const ratio = (name: string, value: number, bound: number | null, note: string): Line => ({
  name,
  value,
  unit: 'ratio',
  bound,
  note,
});

export async function benchAccounts(): Promise<Line[]> {
  const folder = join(process.env['TOUCHSTONE_DATA'] ?? '../shared/data', 'accounts');
  const lines: Line[] = [];
  const read = new Map<string, ProfileFile>();
  for (const { name, files, label, repeats } of SETS) {
    const rows = await readProfiles(
      files.map((f) => join(folder, f)),
      { label, map: new Map() },
    );
    read.set(name, rows);
    const started = performance.now();
    const f = crossValidated(rows, 5, repeats, 'bench');
    const bound = BOUNDS[name] ?? { error: 1 };
    const of = (v: { value: number; low: number; high: number }) =>
      `${v.value.toFixed(4)} (${v.low.toFixed(4)}–${v.high.toFixed(4)})`;
    lines.push(
      ratio(
        `${name}: 1 − accuracy`,
        1 - f.accuracy.value,
        bound.error,
        `accuracy ${of(f.accuracy)}, ${rows.count} rows, ${f.repeatedCount} repeated, ${repeats} × 5 folds, ${((performance.now() - started) / 1000).toFixed(1)} s`,
      ),
      ratio(`${name}: 1 − AUC`, 1 - f.auc.value, bound.area ?? null, `AUC ${of(f.auc)}`),
      ratio(`${name}: Brier`, f.brier.value, bound.brier ?? null, of(f.brier)),
      ratio(`${name}: calibration error`, f.calibrationError.value, null, of(f.calibrationError)),
    );
  }
  for (const [from, train] of read)
    for (const [to, test] of read) {
      if (from === to) continue;
      const t = transferred(train, test, 'bench');
      const again = t.recalibrated;
      lines.push(
        ratio(
          `${from} → ${to}: calibration error after 100 rows`,
          again?.calibrationError.value ?? 1,
          0.05,
          `before ${t.calibrationError.value.toFixed(3)}, on the score alone ${again?.scoreOnly.calibrationError.value.toFixed(3)}; AUC ${t.auc.value.toFixed(3)}, accuracy ${t.accuracy.value.toFixed(3)} → ${again?.accuracy.value.toFixed(3)}; fields ${t.fields.used.join(' ')}`,
        ),
      );
    }
  return lines;
}
