/** What was promised and handed in, and what was sent as a gift. Steps are appended; nothing is changed. */
import type { z } from 'zod';
import { missing, usage } from '#basis/error.ts';
import { newId } from '#basis/id.ts';
import type { Store } from '#store/open-store.ts';
import { audit } from '#store/state/audit.ts';
import type { StateTables } from '#store/state/state-tables.ts';
import { knownAccount } from './circle.ts';
import { documentsById } from './documents.ts';
import type {
  Deliverable,
  Gift,
  newDeliverableSchema,
  newGiftSchema,
  newStepSchema,
  Step,
} from './schema.ts';

const now = () => new Date().toISOString();

export async function addDeliverable(
  store: Store,
  accountId: string,
  given: z.output<typeof newDeliverableSchema>,
  who: string,
): Promise<Deliverable> {
  const { account_id } = await knownAccount(store, accountId);
  const row = {
    deliverable_id: newId(),
    account_id,
    campaign: given.campaign,
    what: given.what,
    format: given.format,
    due_on: given.dueOn,
    recorded_by: who,
    recorded_at: now(),
  };
  await store.state.db.insertInto('deliverable').values(row).execute();
  return deliverableOf(row, [], null);
}

/** What may follow what: an answer needs a draft; what was answered may be handed in again; anything may be published. */
const FOLLOWS: Readonly<Record<Step, readonly (Step | null)[]>> = {
  draft: [null, 'draft', 'changes_asked', 'approved'],
  changes_asked: ['draft'],
  approved: ['draft', 'changes_asked'],
  delivered: [null, 'draft', 'changes_asked', 'approved'],
};

export async function addStep(
  store: Store,
  deliverableId: string,
  given: z.output<typeof newStepSchema>,
  who: string,
): Promise<Deliverable> {
  const { db } = store.state;
  const row = await db
    .selectFrom('deliverable')
    .selectAll()
    .where('deliverable_id', '=', deliverableId)
    .executeTakeFirst();
  if (!row)
    throw missing(
      'no-deliverable',
      `There is no deliverable ${deliverableId}.`,
      'See `touchstone kol show`.',
    );
  if (given.documentId !== null && !(await documentsById(store, [given.documentId])).has(given.documentId))
    throw missing(
      'no-document',
      `There is no document ${given.documentId}.`,
      'See the rights of the account.',
    );
  const before = (await stepsOf(store, [deliverableId])).at(-1)?.step ?? null;
  if (!FOLLOWS[given.step].includes(before as Step | null))
    throw usage(
      'step-order',
      `“${given.step}” cannot follow “${before ?? 'nothing'}”.`,
      'A draft comes first; an answer follows a draft; what was published stays published.',
    );
  const at = now();
  await db
    .insertInto('deliverable_step')
    .values({
      step_id: newId(),
      deliverable_id: deliverableId,
      step: given.step,
      note: given.note,
      said_by: given.saidBy,
      said_at: given.saidAt === null ? at : new Date(given.saidAt).toISOString(),
      post_id: given.postId,
      document_id: given.documentId,
      recorded_by: who,
      recorded_at: at,
    })
    .execute();
  await audit(store.state, {
    who,
    act: 'content-step',
    subjectKind: 'deliverable',
    subjectId: deliverableId,
    detail: { step: given.step, saidBy: given.saidBy },
  });
  return deliverableOf(row, await stepsOf(store, [deliverableId]), null);
}

const stepsOf = ({ state }: Store, ids: readonly string[]): Promise<StateTables['deliverable_step'][]> =>
  state.db
    .selectFrom('deliverable_step')
    .selectAll()
    .where('deliverable_id', 'in', ids)
    .orderBy('step_id')
    .execute();

function deliverableOf(
  r: StateTables['deliverable'],
  steps: readonly StateTables['deliverable_step'][],
  on: string | null,
): Deliverable {
  const state = (steps.at(-1)?.step ?? null) as Step | null;
  return {
    deliverableId: r.deliverable_id,
    accountId: r.account_id,
    campaign: r.campaign,
    what: r.what,
    format: r.format,
    dueOn: r.due_on,
    state,
    unapproved: state === 'delivered' && !steps.some((s) => s.step === 'approved'),
    overdue: on !== null && state !== 'delivered' && r.due_on !== null && r.due_on < on,
    steps: steps.map((s) => ({
      stepId: s.step_id,
      step: s.step as Step,
      note: s.note,
      saidBy: s.said_by,
      saidAt: s.said_at,
      postId: s.post_id,
      documentId: s.document_id,
      recordedBy: s.recorded_by,
      recordedAt: s.recorded_at,
    })),
    recordedBy: r.recorded_by,
    recordedAt: r.recorded_at,
  };
}

/** Deliverables, the latest due first: of the named accounts, or all. */
export async function deliverablesOf(
  store: Store,
  on: string,
  ids?: readonly string[],
): Promise<Deliverable[]> {
  let query = store.state.db
    .selectFrom('deliverable')
    .selectAll()
    .orderBy('due_on', 'desc')
    .orderBy('deliverable_id', 'desc');
  if (ids) query = query.where('account_id', 'in', ids);
  const rows = await query.execute();
  if (rows.length === 0) return [];
  const steps = await stepsOf(
    store,
    rows.map((r) => r.deliverable_id),
  );
  return rows.map((r) =>
    deliverableOf(
      r,
      steps.filter((s) => s.deliverable_id === r.deliverable_id),
      on,
    ),
  );
}

export async function addGift(
  store: Store,
  accountId: string,
  given: z.output<typeof newGiftSchema>,
  who: string,
): Promise<Gift> {
  const { account_id } = await knownAccount(store, accountId);
  if (given.valueMinor !== null && given.currency === null)
    throw usage(
      'no-currency',
      'The value of the gift does not say its currency.',
      'Give it, such as CNY or USD.',
    );
  const row = {
    gift_id: newId(),
    account_id,
    campaign: given.campaign,
    what: given.what,
    value_minor: given.valueMinor,
    currency: given.currency,
    sent_on: given.sentOn,
    asks: given.asks,
    note: given.note,
    recorded_by: who,
    recorded_at: now(),
  };
  await store.state.db.insertInto('kol_gift').values(row).execute();
  return giftOf(row);
}

const giftOf = (r: StateTables['kol_gift']): Gift => ({
  giftId: r.gift_id,
  accountId: r.account_id,
  campaign: r.campaign,
  what: r.what,
  valueMinor: r.value_minor,
  currency: r.currency,
  sentOn: r.sent_on,
  asks: r.asks as Gift['asks'],
  note: r.note,
  recordedBy: r.recorded_by,
  recordedAt: r.recorded_at,
});

export async function giftsOf({ state }: Store, ids: readonly string[]): Promise<Gift[]> {
  const rows = await state.db
    .selectFrom('kol_gift')
    .selectAll()
    .where('account_id', 'in', ids)
    .orderBy('sent_on', 'desc')
    .orderBy('gift_id', 'desc')
    .execute();
  return rows.map(giftOf);
}
