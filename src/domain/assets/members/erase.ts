/**
 * Erases a person from everything in the home, looks everywhere afterwards, and keeps a receipt that does not tell who it
 * was. What says that somebody was erased stays as a digest, so that a file cannot bring them back.
 */
import { createReadStream, type Dirent } from 'node:fs';
import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { gunzipSync } from 'node:zlib';
import JSZip from 'jszip';
import { newId } from '#basis/id.ts';
import { tombstoneOf } from '#domain/facts/people/tombstone.ts';
import { refreshSketches } from '#domain/readings/audience/overlap/sketches.ts';
import { openDuckdb } from '#store/facts/duckdb.ts';
import { eraseKey, keyRows } from '#store/facts/erase-key.ts';
import { factFile } from '#store/facts/open-facts.ts';
import type { Store } from '#store/open-store.ts';
import { audit } from '#store/state/audit.ts';
import { eraseStateKey, stateKeyRows } from '#store/state/erase-key.ts';
import { openStateFile } from '#store/state/open-state.ts';
import { type Receipt, receiptSchema } from './schema.ts';

const BACKUP_MB = 300;
/** Shorter ids stand in too many other numbers to be looked for in files. */
const SHORTEST_ID = 5;

interface Person {
  key: string;
  /** The id of the platform, where the caller gave it; it is in files as they came. */
  rawId: string | null;
}

export async function erasePerson(store: Store, person: Person, who: string): Promise<Receipt> {
  const started = performance.now();
  const { key } = person;
  const at = new Date().toISOString();
  await store.state.db
    .insertInto('erased_person')
    .values({ tombstone: tombstoneOf(store.actorKey, key), erased_at: at })
    .onConflict((c) => c.column('tombstone').doNothing())
    .execute();
  const facts = await eraseKey(store.facts, key, person.rawId);
  const state = await eraseStateKey(store.state.db, key);
  await refreshSketches(store);
  await store.facts.rewrite();
  store.state.rewrite();
  const files = await eraseFiles(store, person);
  const left = [
    ...(await keyRows(store.facts, key)).map((c) => ({ store: 'facts', ...c })),
    ...(await stateKeyRows(store.state.db, key)).map((c) => ({ store: 'state', ...c })),
  ];
  const seen = await lookThrough(store.config.home, person);
  const removedOf = (name: string, table: string) =>
    (name === 'facts' ? facts.removed : state).find((c) => c.table === table)?.rows ?? 0;
  const receipt: Receipt = {
    erasureId: newId(),
    at,
    by: who,
    verified: left.every((c) => c.rows === 0) && seen.left.length === 0,
    tables: left.map((c) => ({
      store: c.store,
      table: c.table,
      removed: removedOf(c.store, c.table),
      left: c.rows,
    })),
    files,
    scannedFiles: seen.files,
    scannedBytes: seen.bytes,
    filesLeft: seen.left,
    accountsUnlinked: facts.unlinked,
    ms: Math.round(performance.now() - started),
  };
  await store.state.db
    .insertInto('erasure')
    .values({
      erasure_id: receipt.erasureId,
      receipt: JSON.stringify(receipt),
      erased_by: who,
      erased_at: at,
    })
    .execute();
  await audit(store.state, {
    who,
    act: 'person-erased',
    subjectKind: 'erasure',
    subjectId: receipt.erasureId,
    detail: {
      verified: receipt.verified,
      rows: receipt.tables.reduce((n, t) => n + t.removed, 0),
      files: files.length,
    },
  });
  return receipt;
}

export async function erasures({ state }: Store): Promise<Receipt[]> {
  const rows = await state.db
    .selectFrom('erasure')
    .selectAll()
    .orderBy('erased_at', 'desc')
    .limit(200)
    .execute();
  return rows.map((r) => receiptSchema.parse(JSON.parse(r.receipt)));
}

/** The program's own files, which hold nobody: the browser it unpacked and its notes. */
const OWN = /^(chromium|temp|server\.json|bundle-key\.pem)(\/|$)/;

async function filesOf(home: string): Promise<string[]> {
  const entries: Dirent[] = await readdir(home, { recursive: true, withFileTypes: true });
  return entries
    .filter((e) => e.isFile())
    .map((e) => join(e.parentPath, e.name))
    .filter((path) => !OWN.test(relative(home, path)))
    .sort();
}

const bytesOf = (key: string): Buffer[] => {
  const little = Buffer.alloc(8);
  little.writeBigUInt64LE(BigInt(key));
  return [Buffer.from(key), little, Buffer.from(little).reverse()];
};
const wanted = ({ key, rawId }: Person): Buffer[] => [
  ...bytesOf(key),
  ...(rawId !== null && rawId.length >= SHORTEST_ID ? [Buffer.from(rawId)] : []),
];

/** What stands in a file: itself, and what it packs. */
async function contents(bytes: Buffer): Promise<Buffer[]> {
  if (bytes.subarray(0, 2).equals(Buffer.from([0x1f, 0x8b]))) {
    try {
      return [bytes, gunzipSync(bytes)];
    } catch {
      return [bytes];
    }
  }
  if (bytes.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004'))) {
    try {
      const zip = await JSZip.loadAsync(bytes);
      const inside = await Promise.all(Object.values(zip.files).map((f) => f.async('nodebuffer')));
      return [bytes, ...inside];
    } catch {
      return [bytes];
    }
  }
  return [bytes];
}

/** Blots the person out of text files, rewrites backups, and deletes packed files that hold them. */
async function eraseFiles(store: Store, person: Person): Promise<Receipt['files']> {
  const { home } = store.config;
  const live = new Set([
    factFile(home),
    `${factFile(home)}.wal`,
    store.state.file,
    `${store.state.file}-wal`,
    `${store.state.file}-shm`,
  ]);
  const done: Receipt['files'] = [];
  for (const path of await filesOf(home)) {
    if (live.has(path)) continue;
    const name = relative(home, path);
    if (path.endsWith('.duckdb')) {
      const backup = await openDuckdb({
        file: path,
        memoryMb: BACKUP_MB,
        threads: 1,
        tempFolder: join(home, 'temp'),
      });
      try {
        const { removed, unlinked } = await eraseKey(backup, person.key, person.rawId);
        if (unlinked > 0 || removed.some((c) => c.rows > 0)) done.push({ file: name, done: 'rewritten' });
        await backup.rewrite();
      } finally {
        await backup.close();
      }
      continue;
    }
    if (path.endsWith('.sqlite')) {
      const backup = openStateFile(path);
      try {
        if ((await eraseStateKey(backup.db, person.key)).length > 0)
          done.push({ file: name, done: 'rewritten' });
        backup.rewrite();
      } finally {
        await backup.close();
      }
      continue;
    }
    if (!(await streamHolds(path, person))) continue;
    const bytes = await readFile(path);
    const parts = await contents(bytes);
    if (!parts.some((part) => wanted(person).some((w) => part.includes(w)))) continue;
    const text = bytes.toString('utf8');
    const isText = parts.length === 1 && !bytes.includes(0) && Buffer.from(text).equals(bytes);
    if (isText) {
      const blotted = [person.key, person.rawId ?? '']
        .filter((w) => w.length >= SHORTEST_ID)
        .reduce((t, w) => t.replaceAll(w, '(erased)'), text);
      await writeFile(`${path}.part`, blotted, { flush: true });
      await rename(`${path}.part`, path);
      done.push({ file: name, done: 'rewritten' });
    } else {
      await rm(path, { force: true });
      done.push({ file: name, done: 'deleted' });
    }
  }
  return done;
}

const PACKED = /\.(gz|zip|xlsx|pptx|docx|touchstone)$/i;

/** Whether a file may hold the person: plain files are read piece by piece; packed ones are opened by the caller. */
async function streamHolds(path: string, person: Person): Promise<boolean> {
  const looked = wanted(person);
  const overlap = Math.max(...looked.map((w) => w.length)) - 1;
  let tail = Buffer.alloc(0);
  let first = true;
  for await (const piece of createReadStream(path, { highWaterMark: 4 << 20 }) as AsyncIterable<Buffer>) {
    // Uploads have no ending: what they are is seen by their first bytes.
    if (
      first &&
      (PACKED.test(path) ||
        piece.subarray(0, 2).equals(Buffer.from([0x1f, 0x8b])) ||
        piece.subarray(0, 2).toString() === 'PK')
    )
      return true;
    first = false;
    const window = Buffer.concat([tail, piece]);
    if (looked.some((w) => window.includes(w))) return true;
    tail = window.subarray(Math.max(0, window.length - overlap));
  }
  return false;
}

/** Looks for the key in every byte of the home. */
export async function lookThrough(
  home: string,
  person: Person,
): Promise<{ files: number; bytes: number; left: string[] }> {
  let [files, bytes] = [0, 0];
  const left: string[] = [];
  for (const path of await filesOf(home)) {
    files++;
    bytes += (await stat(path)).size;
    if (!(await streamHolds(path, person))) continue;
    const parts = await contents(await readFile(path));
    if (parts.some((part) => wanted(person).some((w) => part.includes(w)))) left.push(relative(home, path));
  }
  return { files, bytes, left };
}
