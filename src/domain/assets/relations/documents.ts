/** Files that prove something: kept in the home folder under their SHA-256, and checked against it when read. */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { missing, refused } from '#basis/error.ts';
import { newId, sha256 } from '#basis/id.ts';
import { cleanName } from '#domain/facts/imports/service.ts';
import type { Store } from '#store/open-store.ts';
import { audit } from '#store/state/audit.ts';
import type { StateTables } from '#store/state/state-tables.ts';
import type { KeptDocument } from './schema.ts';

/** Bytes of one document, at most. */
export const DOCUMENT_LIMIT = 30 * 2 ** 20;

const documentOf = (r: StateTables['kept_document']): KeptDocument => ({
  documentId: r.document_id,
  sha256: r.sha256,
  fileName: r.file_name,
  byteCount: r.byte_count,
  recordedBy: r.recorded_by,
  recordedAt: r.recorded_at,
});

export async function keepDocument(
  store: Store,
  sent: { name: string; base64: string },
  who: string,
): Promise<KeptDocument> {
  const bytes = Buffer.from(sent.base64, 'base64');
  if (bytes.length === 0)
    throw refused('empty-file', 'The document is empty.', undefined, 'Choose the file again.');
  if (bytes.length > DOCUMENT_LIMIT)
    throw refused('too-large', 'The document is larger than 30 MB.', undefined, 'Keep a smaller scan of it.');
  const digest = sha256(bytes);
  const path = join(await store.folder('documents'), digest);
  await writeFile(`${path}.part`, bytes, { flush: true });
  await rename(`${path}.part`, path);
  const row = {
    document_id: newId(),
    sha256: digest,
    file_name: cleanName(sent.name),
    byte_count: bytes.length,
    recorded_by: who,
    recorded_at: new Date().toISOString(),
  };
  await store.state.db.insertInto('kept_document').values(row).execute();
  await audit(store.state, {
    who,
    act: 'document-kept',
    subjectKind: 'document',
    subjectId: row.document_id,
    detail: { sha256: digest, bytes: bytes.length },
  });
  return documentOf(row);
}

export async function documentsById(
  { state }: Store,
  ids: readonly string[],
): Promise<Map<string, KeptDocument>> {
  if (ids.length === 0) return new Map();
  const rows = await state.db
    .selectFrom('kept_document')
    .selectAll()
    .where('document_id', 'in', ids)
    .execute();
  return new Map(rows.map((r) => [r.document_id, documentOf(r)]));
}

/** The bytes as they were kept, or a refusal when they are not those any more. */
export async function readDocument(
  store: Store,
  documentId: string,
): Promise<{ document: KeptDocument; bytes: Buffer }> {
  const document = (await documentsById(store, [documentId])).get(documentId);
  if (!document)
    throw missing('no-document', `There is no document ${documentId}.`, 'See the rights of the account.');
  const bytes = await readFile(join(await store.folder('documents'), document.sha256)).catch(() => null);
  if (bytes === null)
    throw missing(
      'document-gone',
      `The file of document ${documentId} is not in the home folder.`,
      'Bring back the folder `documents` from a copy.',
    );
  if (sha256(bytes) !== document.sha256)
    throw refused(
      'document-changed',
      `The file of document ${documentId} differs from its SHA-256.`,
      { file: document.fileName },
      'Bring back the folder `documents` from a copy; the changed file proves nothing.',
    );
  return { document, bytes };
}
