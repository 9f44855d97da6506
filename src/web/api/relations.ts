/** What the KOL and rights pages ask and change. */
import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import * as r from '#domain/assets/relations/schema.ts';
import {
  type Ask,
  type newRightSchema,
  type newUseSchema,
  rightListSchema,
  rightSchema,
  todaySchema,
  useSchema,
} from '#domain/assets/rights/schema.ts';
import { type Colour, markSchema } from '#domain/facts/lists/schema.ts';
import { apiPath, ask, authorization } from '#web/api/client.ts';
import { saveBlob } from '#web/parts/save.ts';

const at = (id: string, more = '') => `/kols/${encodeURIComponent(id)}${more}`;
const post = (json: unknown) => ({ method: 'POST', json }) as const;

export const kolsQuery = queryOptions({
  queryKey: ['library', 'kols'],
  queryFn: ({ signal }) => ask('/kols', r.kolListSchema, { signal }),
});
export const kolQuery = (id: string) =>
  queryOptions({
    queryKey: ['library', 'kols', id],
    queryFn: ({ signal }) => ask(at(id), r.kolRecordSchema, { signal }),
  });
export const marksQuery = queryOptions({
  queryKey: ['library', 'kols', 'marks'],
  queryFn: ({ signal }) => ask('/marks', z.object({ items: z.array(markSchema) }), { signal }),
});
/** Never asked by itself: every look at contacts is written down. */
export const contactsQuery = (id: string, shown: boolean) =>
  queryOptions({
    queryKey: ['contacts', id],
    queryFn: ({ signal }) => ask(at(id, '/contacts'), r.contactsSchema, { signal }),
    enabled: shown,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });

export const rightsQuery = (of: { accountId?: string } = {}) =>
  queryOptions({
    queryKey: ['library', 'rights', of],
    queryFn: ({ signal }) => ask('/rights', rightListSchema, { query: of, signal }),
  });
export const todayQuery = (wanted: Ask) =>
  queryOptions({
    queryKey: ['library', 'rights', 'today', wanted],
    queryFn: ({ signal }) => ask('/rights/today', todaySchema, { query: wanted, signal }),
    placeholderData: (before) => before,
  });
export const usesQuery = queryOptions({
  queryKey: ['library', 'rights', 'uses'],
  queryFn: ({ signal }) => ask('/rights/uses', z.object({ items: z.array(useSchema) }), { signal }),
});

const again = async (client: QueryClient): Promise<void> => {
  await Promise.all([
    client.invalidateQueries({ queryKey: ['library', 'kols'] }),
    client.invalidateQueries({ queryKey: ['library', 'rights'] }),
  ]);
};

export async function addQuote(client: QueryClient, quote: r.NewQuote): Promise<void> {
  await ask('/quotes', r.keptQuoteSchema, post(quote));
  await again(client);
}
export async function decideQuote(
  client: QueryClient,
  quoteId: string,
  state: r.KeptQuote['state'],
): Promise<void> {
  await ask(`/quotes/${quoteId}/state`, r.keptQuoteSchema, post({ state }));
  await again(client);
}
export async function importQuotes(
  client: QueryClient,
  file: { name: string; base64: string },
): Promise<r.QuoteFileReport> {
  const report = await ask('/quotes/import', r.quoteFileReportSchema, post(file));
  await again(client);
  return report;
}
export async function addMark(
  client: QueryClient,
  id: string,
  mark: { colour: Colour; reason: string },
): Promise<void> {
  await ask(at(id, '/marks'), markSchema, post(mark));
  await again(client);
}
export async function appendLog(
  client: QueryClient,
  id: string,
  entry: z.input<typeof r.newLogSchema>,
): Promise<void> {
  await ask(at(id, '/log'), r.logEntrySchema, post(entry));
  await again(client);
}
export async function addContact(
  client: QueryClient,
  id: string,
  contact: z.input<typeof r.newContactSchema>,
): Promise<void> {
  await ask(at(id, '/contacts'), r.contactSchema, post(contact));
  await client.invalidateQueries({ queryKey: ['contacts', id] });
  await again(client);
}
export async function eraseContact(client: QueryClient, id: string, contactId: string): Promise<void> {
  await ask(`/contacts/${contactId}`, z.object({ erased: z.literal(true) }), { method: 'DELETE' });
  await client.invalidateQueries({ queryKey: ['contacts', id] });
  await again(client);
}
export async function addGift(
  client: QueryClient,
  id: string,
  gift: z.input<typeof r.newGiftSchema>,
): Promise<void> {
  await ask(at(id, '/gifts'), r.giftSchema, post(gift));
  await again(client);
}
export async function addDeliverable(
  client: QueryClient,
  id: string,
  deliverable: z.input<typeof r.newDeliverableSchema>,
): Promise<void> {
  await ask(at(id, '/deliverables'), r.deliverableSchema, post(deliverable));
  await again(client);
}
export async function addStep(
  client: QueryClient,
  deliverableId: string,
  step: z.input<typeof r.newStepSchema>,
): Promise<void> {
  await ask(`/deliverables/${deliverableId}/steps`, r.deliverableSchema, post(step));
  await again(client);
}
export async function recordDisclosure(
  client: QueryClient,
  accountId: string,
  said: { text: string; disclosedOn: string },
): Promise<void> {
  await ask(
    `/accounts/${encodeURIComponent(accountId)}/disclosures`,
    z.unknown(),
    post({ postId: null, ...said }),
  );
  await again(client);
}

export async function addRight(
  client: QueryClient,
  right: z.input<typeof newRightSchema>,
  document: { name: string; base64: string } | null,
): Promise<void> {
  const kept = document === null ? null : await ask('/documents', r.documentSchema, post(document));
  await ask('/rights', rightSchema, post({ ...right, documentId: kept?.documentId ?? null }));
  await again(client);
}
export async function endRight(
  client: QueryClient,
  rightId: string,
  given: { on: string; reason: string },
): Promise<void> {
  await ask(`/rights/${rightId}/end`, rightSchema, post(given));
  await again(client);
}
export async function logUse(client: QueryClient, use: z.input<typeof newUseSchema>): Promise<void> {
  await ask('/rights/uses', useSchema, post(use));
  await again(client);
}

/** Saves a file that the server makes, with the reader's right to it. */
export async function saveFile(
  name: string,
  path: string,
  query: Record<string, string> = {},
): Promise<void> {
  const response = await fetch(apiPath(path, query), { headers: authorization() });
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  saveBlob(name, await response.blob());
}

/** A chosen file as the server takes it. */
export async function sentFile(file: File): Promise<{ name: string; base64: string }> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let i = 0; i < bytes.length; i += 32_768)
    text += String.fromCharCode(...bytes.subarray(i, i + 32_768));
  return { name: file.name, base64: btoa(text) };
}
