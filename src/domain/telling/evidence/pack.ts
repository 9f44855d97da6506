/** The files of a pack, their tree of digests, and its check. No store. */
import { createHash, type KeyObject, sign } from 'node:crypto';
import JSZip from 'jszip';
import { canonical } from '../bundle/canonical.ts';
import { leafOf, rootOf } from '../bundle/digest-tree.ts';
import { fingerprintOf, isSignedBy, publicHex } from '../bundle/signing-key.ts';
import { type PackManifest, type PackVerification, packManifestSchema } from './schema.ts';

export type PackFiles = ReadonlyMap<string, Buffer>;

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const treeOf = (head: object, files: PackManifest['files']): string =>
  rootOf([leafOf('', canonical(head)), ...files.map((f) => leafOf('', canonical(f)))]).toString('hex');

type Head = Pick<PackManifest, 'product' | 'madeAt' | 'subject'>;

export function manifestOf(head: Head, files: PackFiles, key: KeyObject): PackManifest {
  const listed = [...files]
    .map(([path, bytes]) => ({ path, sha256: sha256(bytes), byteCount: bytes.length }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const root = treeOf(head, listed);
  return {
    format: 'touchstone-evidence',
    formatVersion: 1,
    ...head,
    files: listed,
    root,
    publicKey: publicHex(key),
    signature: sign(null, Buffer.from(root, 'hex'), key).toString('hex'),
  };
}

export async function zipOf(files: PackFiles, manifest: PackManifest): Promise<Buffer> {
  const zip = new JSZip();
  for (const [path, bytes] of files) zip.file(path, bytes);
  zip.file('manifest.json', `${JSON.stringify(manifest, null, 2)}\n`);
  return zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' });
}

export async function unzip(bytes: Buffer): Promise<Map<string, Buffer>> {
  const zip = await JSZip.loadAsync(bytes);
  const files = new Map<string, Buffer>();
  for (const [path, entry] of Object.entries(zip.files))
    if (!entry.dir) files.set(path, await entry.async('nodebuffer'));
  return files;
}

/** Names the first file that differs, is missing or was added. */
export function verifyPack(given: ReadonlyMap<string, Buffer>): PackVerification {
  const files = new Map(given);
  const text = files.get('manifest.json')?.toString('utf8');
  files.delete('manifest.json');
  const none = { path: null, root: null, fingerprint: null, files: files.size };
  const parsed = (() => {
    try {
      return packManifestSchema.safeParse(JSON.parse(text ?? ''));
    } catch {
      return null;
    }
  })();
  if (!parsed?.success)
    return { ...none, verdict: 'unreadable', message: 'There is no manifest.json that can be read.' };
  const m = parsed.data;
  const told = {
    root: m.root,
    fingerprint: fingerprintOf(m.publicKey),
    files: m.files.length,
  };
  const differs = (path: string | null, message: string): PackVerification => ({
    ...told,
    verdict: 'differs',
    path,
    message,
  });
  for (const file of m.files) {
    const bytes = files.get(file.path);
    if (!bytes) return differs(file.path, `${file.path} is missing.`);
    if (sha256(bytes) !== file.sha256) return differs(file.path, `${file.path} differs from its digest.`);
  }
  const added = [...files.keys()].find((path) => !m.files.some((f) => f.path === path));
  if (added !== undefined) return differs(added, `${added} is not in the manifest.`);
  const { product, madeAt, subject } = m;
  if (treeOf({ product, madeAt, subject }, m.files) !== m.root)
    return differs('manifest.json', 'The manifest’s root does not fit its files.');
  if (!isSignedBy(m.publicKey, Buffer.from(m.root, 'hex'), m.signature))
    return differs('manifest.json', 'The signature does not fit the root.');
  return { ...told, verdict: 'fine', path: null, message: `${m.files.length} files, every byte as signed.` };
}
