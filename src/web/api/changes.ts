/** What the pages change on the server. */
import { z } from 'zod';
import { type ImportRequest, previewSchema, uploadSchema } from '#domain/facts/imports/schema.ts';
import { type AccountFilter, listSchema, savedFilterSchema } from '#domain/facts/library/schema.ts';
import { ask } from '#web/api/client.ts';

const anything = z.unknown();
const post = { method: 'POST' } as const;
const of = (id: string) => encodeURIComponent(id);

export const createList = (name: string, note = '') =>
  ask('/lists', listSchema, { ...post, json: { name, note } });
export const changeMembers = (listId: string, change: { add?: string[]; remove?: string[] }) =>
  ask(`/lists/${of(listId)}/members`, anything, { ...post, json: change });
export const deleteList = (listId: string) => ask(`/lists/${of(listId)}`, anything, { method: 'DELETE' });

export const saveFilter = (name: string, filter: AccountFilter) =>
  ask('/filters', savedFilterSchema, { ...post, json: { touchstoneFilter: 1, name, filter } });
export const deleteFilter = (filterId: string) =>
  ask(`/filters/${of(filterId)}`, anything, { method: 'DELETE' });

export const correct = (
  accountId: string,
  correction: { field: string; humanValue: string; reason: string },
) => ask(`/accounts/${of(accountId)}/corrections`, anything, { ...post, json: correction });
export const withdrawCorrection = (correctionId: string) =>
  ask(`/corrections/${of(correctionId)}`, anything, { method: 'DELETE' });
export const linkAccounts = (
  accountIds: readonly [string, string],
  evidence: readonly { kind: string; text: string }[],
) => ask('/people/links', anything, { ...post, json: { accountIds, evidence } });
export const undoLink = (linkId: string, reason: string) =>
  ask(`/people/links/${of(linkId)}/undo`, anything, { ...post, json: { reason } });

/** The first account stays as the shown one. */
export const joinAccounts = (accountIds: readonly [string, string]) =>
  ask('/accounts/joins', anything, { ...post, json: { accountIds } });
export const undoJoin = (joinId: string, reason: string) =>
  ask(`/accounts/joins/${of(joinId)}/undo`, anything, { ...post, json: { reason } });

export type Upload = z.infer<typeof uploadSchema>;
export const upload = (file: File) =>
  ask('/uploads', uploadSchema, { ...post, query: { name: file.name }, bytes: file });
export const previewImport = (request: ImportRequest) =>
  ask('/imports/preview', z.object({ files: z.array(previewSchema) }), { ...post, json: request });
export const startImport = (request: ImportRequest) =>
  ask('/imports', z.object({ jobId: z.string() }), { ...post, json: request });
export const undoImport = (runId: string) => ask(`/imports/${of(runId)}`, anything, { method: 'DELETE' });
export const cancelJob = (jobId: string) => ask(`/jobs/${of(jobId)}/cancel`, anything, post);
