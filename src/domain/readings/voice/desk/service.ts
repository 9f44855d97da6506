/** The correction desk: rows with what the model and what people say of them, side by side. */
import { missing, usage } from '#basis/error.ts';
import { correct } from '#domain/facts/corrections/service.ts';
import type { Store } from '#store/open-store.ts';
import {
  aspectsOfTexts,
  drawnRows,
  mentionsOfTexts,
  rowById,
  type StoredRow,
  voiceRows,
} from '../queries.ts';
import { feelingSchema, intentSchema, type RowFilter, type VoiceRow } from '../schema.ts';
import { checksOf, DRAWN, type Human, SEEN, SUBJECT } from './checks.ts';

async function withSpans(
  store: Store,
  rows: readonly StoredRow[],
  human: ReadonlyMap<string, Human>,
): Promise<VoiceRow[]> {
  const ids = rows.map((r) => r.text_id);
  if (ids.length === 0) return [];
  const aspects = Map.groupBy(await store.facts.all(aspectsOfTexts, { ids }), (a) => a.text_id);
  const mentions = Map.groupBy(await store.facts.all(mentionsOfTexts, { ids }), (m) => m.text_id);
  return rows.map((r) => ({
    textId: r.text_id,
    kind: r.kind,
    platform: r.platform,
    postId: r.post_id,
    accountId: r.account_id,
    accountName: r.account_name,
    saidAt: r.said_at,
    province: r.province,
    language: r.language,
    text: r.text,
    feeling: r.feeling,
    positive: r.positive,
    negative: r.negative,
    plainFeeling: r.plain_feeling,
    model: r.model,
    intent:
      r.intent === null || r.intent_from === null || r.intent_to === null
        ? null
        : { intent: r.intent, from: r.intent_from, to: r.intent_to },
    aspects: (aspects.get(r.text_id) ?? []).map((a) => ({
      aspect: a.aspect,
      aspectWord: a.aspect_word,
      opinion: a.opinion,
      polarity: a.polarity,
      aspectFrom: a.aspect_from,
      aspectTo: a.aspect_to,
      opinionFrom: a.opinion_from,
      opinionTo: a.opinion_to,
    })),
    mentions: (mentions.get(r.text_id) ?? []).map((m) => ({
      kind: m.entity_kind,
      entity: m.entity,
      from: m.mention_from,
      to: m.mention_to,
    })),
    human: human.get(r.text_id) ?? null,
    from: { sourceId: r.source_id, row: r.source_row },
  }));
}

export async function rowsOf(
  store: Store,
  filter: RowFilter,
  page: { limit: number; offset: number },
): Promise<{ items: VoiceRow[]; total: number; nextOffset: number | null }> {
  const { human } = await checksOf(store);
  const found = await store.facts.all(voiceRows, { filter, corrected: [...human.keys()], ...page });
  const total = found[0]?.total ?? 0;
  const next = page.offset + found.length;
  return {
    items: await withSpans(store, found, human),
    total,
    nextOffset: found.length === page.limit && next < total ? next : null,
  };
}

/** Rows to check, drawn at random among those nobody checked: from them the error can be told. */
export async function rowsToCheck(
  store: Store,
  filter: RowFilter,
  limit: number,
): Promise<{ items: VoiceRow[]; total: number; nextOffset: null }> {
  const { human } = await checksOf(store);
  const found = await store.facts.all(drawnRows, { filter, checked: [...human.keys()], seed: 'desk', limit });
  return { items: await withSpans(store, found, human), total: found[0]?.total ?? 0, nextOffset: null };
}

export const rowsById = async (store: Store, ids: readonly string[]): Promise<VoiceRow[]> =>
  withSpans(store, await store.facts.all(rowById, { ids }), (await checksOf(store)).human);

/** Keeps what a person says of a text beside what the model says. */
export async function correctText(
  store: Store,
  textId: string,
  said: { field: 'feeling' | 'intent'; value: string; drawn: boolean },
  who: string,
): Promise<VoiceRow> {
  const [row] = await store.facts.all(rowById, { ids: [textId] });
  if (!row) throw missing('no-text', `There is no text ${textId}.`);
  const fits =
    said.field === 'feeling'
      ? feelingSchema.safeParse(said.value).success
      : said.value === 'none' || intentSchema.safeParse(said.value).success;
  if (!fits)
    throw usage(
      'bad-label',
      `“${said.value}” is not a label of ${said.field}.`,
      'Use positive, neutral or negative; for intent asks, wants, bought or none.',
    );
  await correct(
    store,
    {
      subjectKind: SUBJECT,
      subjectId: textId,
      field: said.field,
      machineValue: said.field === 'feeling' ? row.feeling : (row.intent ?? 'none'),
      humanValue: said.value,
      reason: said.drawn ? DRAWN : SEEN,
    },
    who,
  );
  const [after] = await withSpans(store, [row], (await checksOf(store)).human);
  return after as VoiceRow;
}
