/** Answers kept in memory until the facts or the corrections change. */
import type { Store } from '#store/open-store.ts';

const MOST = 200;
const answers = new WeakMap<Store, { state: string; kept: Map<string, Promise<unknown>> }>();

/** What answers rest on beside the question: the facts, the newest correction, the label system. */
async function stateOf(store: Store): Promise<string> {
  const { db } = store.state;
  const [correction, labels] = await Promise.all([
    db
      .selectFrom('correction')
      .select(({ fn }) => [fn.max('correction_id').as('newest'), fn.count('withdrawn_at').as('withdrawn')])
      .executeTakeFirst(),
    db.selectFrom('setting').select('value').where('name', '=', 'voice_labels').executeTakeFirst(),
  ]);
  return [store.facts.revision(), correction?.newest, correction?.withdrawn, labels?.value.length ?? 0].join(
    '|',
  );
}

export async function remembered<T>(store: Store, question: unknown, answer: () => Promise<T>): Promise<T> {
  const state = await stateOf(store);
  let held = answers.get(store);
  if (held?.state !== state) {
    held = { state, kept: new Map() };
    answers.set(store, held);
  }
  const key = JSON.stringify(question);
  const known = held.kept.get(key) as Promise<T> | undefined;
  if (known) return known;
  const made = answer();
  held.kept.set(key, made);
  made.catch(() => held.kept.delete(key));
  if (held.kept.size > MOST) held.kept.delete(held.kept.keys().next().value as string);
  return made;
}
