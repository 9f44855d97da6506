/** What people said of single texts, and how often the model errs by it. Nothing here changes what the model said. */
import type { Store } from '#store/open-store.ts';
import { type Confusion, correctedShares, noConfusion, noCounts } from '../measures/corrected-share.ts';
import { modelNameOf } from '../pipeline/own-model.ts';
import { type Checks, FEELINGS, type FeelingName, feelingSchema } from '../schema.ts';

export const SUBJECT = 'voice_text';
/** Reasons under which corrections are kept: a row of the random draw, or one that somebody saw. */
export const DRAWN = 'drawn';
export const SEEN = 'seen';
/** Drawn rows from which only they say how often the model errs. */
const LEAST_DRAWN = 30;
/** What a row that somebody saw and corrected weighs beside a drawn one: people correct what is wrong. */
const SEEN_WEIGHT = 0.25;

export interface Human {
  feeling: FeelingName | null;
  intent: string | null;
  by: string;
  at: string;
}

export interface CheckedTexts {
  human: Map<string, Human>;
  confusion: Confusion;
  drawn: number;
  seen: number;
  basis: Checks['basis'];
}

const isFeeling = (value: string | null): value is FeelingName => feelingSchema.safeParse(value).success;

/** The newest word of people on every text, and the confusion that follows from it. */
export async function checksOf({ state }: Store): Promise<CheckedTexts> {
  const rows = await state.db
    .selectFrom('correction')
    .selectAll()
    .where('subject_kind', '=', SUBJECT)
    .where('withdrawn_at', 'is', null)
    .orderBy('corrected_at')
    .orderBy('correction_id')
    .execute();
  const human = new Map<string, Human>();
  const newest = new Map<string, { machine: FeelingName; said: FeelingName; drawn: boolean }>();
  for (const r of rows) {
    const before = human.get(r.subject_id) ?? { feeling: null, intent: null, by: '', at: '' };
    const mark = { ...before, by: r.corrected_by, at: r.corrected_at };
    if (r.field === 'feeling' && isFeeling(r.human_value)) {
      human.set(r.subject_id, { ...mark, feeling: r.human_value });
      if (isFeeling(r.machine_value))
        newest.set(r.subject_id, {
          machine: r.machine_value,
          said: r.human_value,
          drawn: r.reason === DRAWN || (newest.get(r.subject_id)?.drawn ?? false),
        });
    } else if (r.field === 'intent') human.set(r.subject_id, { ...mark, intent: r.human_value });
  }
  const all = [...newest.values()];
  const drawn = all.filter((c) => c.drawn);
  const basis = drawn.length >= LEAST_DRAWN ? 'drawn' : all.length > 0 ? 'seen' : 'public';
  const confusion = noConfusion();
  for (const c of basis === 'drawn' ? drawn : all) confusion[c.machine][c.said] += c.drawn ? 1 : SEEN_WEIGHT;
  return { human, confusion, drawn: drawn.length, seen: all.length - drawn.length, basis };
}

/** How often the model errs, by the checked rows weighed alike. */
export function checksSummary(store: Store, checked: CheckedTexts): Checks {
  const counts = noCounts();
  for (const said of FEELINGS) {
    const row = checked.confusion[said];
    counts[said] = row.positive + row.neutral + row.negative;
  }
  // Without checks every class weighs alike.
  const none = FEELINGS.every((f) => counts[f] === 0);
  const { error } = correctedShares(
    none ? { positive: 100, neutral: 100, negative: 100 } : counts,
    [],
    checked.confusion,
  );
  return {
    model: modelNameOf(store.config.home),
    drawn: checked.drawn,
    seen: checked.seen,
    basis: checked.basis,
    error,
  };
}
