/** Trains account models: on a user's labelled rows, with corrections by analysts, or on invented profiles. */
import { calibrate, calibrated } from '#numerics/learn/calibration.ts';
import { scoresOf } from '#numerics/learn/scores.ts';
import {
  type AccountModel,
  FULL_SIZE,
  type LabelledProfiles,
  type ModelSize,
  trainAccountModel,
} from './measures/account-model.ts';
import { simulatedProfiles } from './simulated-profiles.ts';

/** One analyst's word on one person: the fields as they were shown, and 1 automated or 0 a person. */
export interface Correction {
  features: Readonly<Record<string, number | null>>;
  label: 0 | 1;
}

/** The rows with corrections after them; fields that the rows do not have are left out. */
export function withCorrections(
  rows: LabelledProfiles,
  corrections: readonly Correction[],
): LabelledProfiles {
  const count = rows.count + corrections.length;
  return {
    count,
    labels: Uint8Array.from([...rows.labels, ...corrections.map((c) => c.label)]),
    fields: new Map(
      [...rows.fields].map(([f, column]) => [
        f,
        Float64Array.from([...column, ...corrections.map((c) => c.features[f] ?? Number.NaN)]),
      ]),
    ),
  };
}

/** Trains and adds the cross-validated figures. */
function trained(
  rows: LabelledProfiles,
  trainedOn: Parameters<typeof trainAccountModel>[1],
  size: ModelSize,
): AccountModel {
  const { model, outOfSample } = trainAccountModel(rows, trainedOn, size);
  const map = calibrate(outOfSample, rows.labels);
  const {
    n: _n,
    ones: _ones,
    ...figures
  } = scoresOf(
    outOfSample.map((s) => calibrated(map, s)),
    rows.labels,
    trainedOn.seed,
  );
  const round = (v: number) => (Number.isNaN(v) ? null : Math.round(v * 1e5) / 1e5);
  return {
    ...model,
    figures: Object.fromEntries(
      Object.entries(figures).map(([name, f]) => [
        name,
        { value: round(f.value), low: round(f.low), high: round(f.high) },
      ]),
    ),
  };
}

/** A model of the user's own rows. */
export function trainOnRows(
  rows: LabelledProfiles,
  files: AccountModel['trainedOn']['files'],
  corrections: readonly Correction[] = [],
  size: ModelSize = FULL_SIZE,
): AccountModel {
  const names = files.map((f) => f.name).join(', ');
  const all = withCorrections(rows, corrections);
  const extra = corrections.length;
  return trained(
    all,
    {
      origin: 'rows',
      words: {
        en: `Trained on ${rows.count} labelled rows of ${names}${extra ? ` and ${extra} corrections by analysts` : ''}.`,
        zh: `由 ${names} 的 ${rows.count} 行标注数据${extra ? `及分析员的 ${extra} 条更正` : ''}训练。`,
      },
      files,
      correctedCount: extra,
      seed: 'accounts',
    },
    size,
  );
}

/** Small, because it is read for every follower of every audit. */
const SHIPPED_SIZE: ModelSize = { rounds: 100, trees: 16, leastLeaf: 25, validationRows: 4000 };

/** The model that ships, made anew: the same bytes every time. */
export function trainShippedModel(): AccountModel {
  return trained(
    simulatedProfiles('shipped account model', 4000),
    {
      origin: 'simulator',
      words: {
        en: 'Trained only on 4,000 invented profiles (simulated-profiles.ts), not on any real account. Its error rates hold for invented profiles; train on labelled rows of your own for rates that hold for yours.',
        zh: '仅由 4,000 份模拟资料训练（simulated-profiles.ts），未使用任何真实账号。其误差率只对模拟资料成立；请用自己的标注数据训练，以得到对自有数据成立的误差率。',
      },
      files: [],
      correctedCount: 0,
      seed: 'shipped account model',
    },
    SHIPPED_SIZE,
  );
}
