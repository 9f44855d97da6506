/**
 * How likely is it that this follower or commenter is an automated or bought account, and which fields say so?
 * Method: the model's score with the fields at hand; a field that is not there is averaged out inside the trees. The
 *   score is calibrated (Platt, or isotonic from 1,000 rows a class) on validation rows that show the same fields, so a
 *   thin profile gives a probability near the base share instead of a confident guess.
 *   A field's reason is the mean of what it adds to the log-odds alone and what it takes away when left out: the first
 *   and the last place in Shapley's order.
 * Source: Platt 1999; Zadrozny & Elkan 2002; Quinlan 1993 (missing values); Štrumbelj & Kononenko 2014 (reasons by
 *   leaving fields out).
 * Differs: two places of Shapley's order instead of all; reasons need not add up to the score.
 * Limits: says where the model was trained and no more; between platforms and years such scores collapse.
 * Verified: account-model.test.ts; bench/accounts.ts.
 */
import { logit } from '#numerics/learn/boosting.ts';
import { type Calibration, calibrate, calibrated } from '#numerics/learn/calibration.ts';
import type { Misreading } from '#numerics/learn/prevalence.ts';
import { type AccountModel, rawScores, validationScores } from './account-model.ts';
import { type Profiles, pickProfiles, withFields } from './profile-features.ts';

/** What the model is worth when a list shows only some fields. */
export interface ModelView {
  calibration: Calibration;
  /** Calibrated out-of-sample probabilities of the validation rows, by class. */
  ones: Float64Array;
  zeros: Float64Array;
}

/** Rows of each class that show all of a list's fields, below which rows that lack some are counted too. */
const LEAST_ALIKE = 50;

const views = new WeakMap<AccountModel, Map<string, ModelView>>();

/** `fields` present, of those the model knows. */
export function viewOf(model: AccountModel, fields: readonly string[]): ModelView {
  const key = model.fields.filter((f) => fields.includes(f)).join();
  const known = views.get(model) ?? new Map<string, ModelView>();
  views.set(model, known);
  const found = known.get(key);
  if (found) return found;
  const { labels, fields: columns } = model.validation;
  const raw = validationScores(model, (f) => fields.includes(f));
  const shown = [...columns].filter(([f]) => fields.includes(f)).map(([, c]) => c);
  const all = [...labels.keys()];
  // A row that lacks one of the fields would be harder to tell than the people in question.
  const alike = all.filter((i) => shown.every((c) => !Number.isNaN(c[i] as number)));
  const of = (rows: readonly number[], label: number) => rows.filter((i) => labels[i] === label);
  const rows = Math.min(of(alike, 1).length, of(alike, 0).length) >= LEAST_ALIKE ? alike : all;
  const calibration = calibrate(
    rows.map((i) => raw[i] as number),
    rows.map((i) => labels[i] as number),
  );
  const p = (label: number) =>
    Float64Array.from(of(rows, label), (i) => calibrated(calibration, raw[i] as number));
  const view = {
    calibration,
    ones: p(1),
    zeros: p(0),
  };
  known.set(key, view);
  return view;
}

/** Errors on validation rows when a person is called automated from `cut` on. */
export const misreading = ({ ones, zeros }: ModelView, cut = 0.5): Misreading => ({
  sensitivity: { hits: ones.filter((p) => p >= cut).length, trials: ones.length },
  specificity: { hits: zeros.filter((p) => p < cut).length, trials: zeros.length },
});

export interface ScoredProfiles {
  /** Probability of being automated, at the training rows' mix. */
  probability: Float64Array;
  /** People by the fields they show; each set with the model's worth on it. */
  patterns: { fields: string[]; rows: number[]; view: ModelView }[];
}

/** People are calibrated together with those who show the same fields. */
export function scoreProfiles(model: AccountModel, people: Profiles): ScoredProfiles {
  const byPattern = new Map<string, number[]>();
  const columns = model.fields.map((f) => people.fields.get(f));
  for (let row = 0; row < people.count; row++) {
    const key = columns.map((c) => (c && !Number.isNaN(c[row] as number) ? '1' : '0')).join('');
    const rows = byPattern.get(key);
    if (rows) rows.push(row);
    else byPattern.set(key, [row]);
  }
  const raw = rawScores(model, people);
  const probability = new Float64Array(people.count);
  const patterns = [...byPattern].map(([key, rows]) => {
    const fields = model.fields.filter((_, k) => key[k] === '1');
    const view = viewOf(model, fields);
    for (const row of rows) probability[row] = calibrated(view.calibration, raw[row] as number);
    return { fields, rows, view };
  });
  return { probability, patterns };
}

export interface Reason {
  field: string;
  value: number;
  /** Change of the log-odds; above 0 argues for an automated account. */
  weight: number;
}

/** Why one person got the score, strongest first. */
export function reasonsOf(model: AccountModel, people: Profiles, row: number): Reason[] {
  const one = pickProfiles(people, [row]);
  const present = model.fields.filter((f) => !Number.isNaN(one.fields.get(f)?.[0] ?? Number.NaN));
  const odds = (keep: (f: string) => boolean): number => {
    const shown = withFields(one, keep);
    const s = rawScores(model, shown)[0] as number;
    return logit(Math.min(0.999, Math.max(0.001, s)));
  };
  const all = odds((f) => present.includes(f));
  const none = odds(() => false);
  return present
    .map((field) => ({
      field,
      value: one.fields.get(field)?.[0] as number,
      weight: (all - odds((f) => f !== field && present.includes(f)) + odds((f) => f === field) - none) / 2,
    }))
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
}
