/** The workspace's Ed25519 key pair, made once, kept in its home folder with mode 600. */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  verify,
} from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** DER before the 32 raw bytes of an Ed25519 public key (RFC 8410). */
const PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

export const keyPath = (home: string): string => join(home, 'bundle-key.pem');

export async function signingKey(home: string): Promise<KeyObject> {
  const path = keyPath(home);
  const made = generateKeyPairSync('ed25519').privateKey;
  const pem = made.export({ type: 'pkcs8', format: 'pem' });
  try {
    await writeFile(path, pem, { mode: 0o600, flag: 'wx' });
    return made;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return createPrivateKey(await readFile(path));
  }
}

/** The 32 raw bytes of the public key, in hex. */
export const publicHex = (key: KeyObject): string =>
  createPublicKey(key).export({ type: 'spki', format: 'der' }).subarray(PREFIX.length).toString('hex');

/** What a person compares: the first 128 bits of SHA-256 of the public key, in groups of four. */
export const fingerprintOf = (publicKey: string): string =>
  (
    createHash('sha256').update(Buffer.from(publicKey, 'hex')).digest('hex').slice(0, 32).match(/.{4}/g) ?? []
  ).join(' ');

/** Whether the signature over `bytes` is of this public key (hex). A key that is no point on the curve is false. */
export function isSignedBy(publicKey: string, bytes: Uint8Array, signature: string): boolean {
  try {
    const key = createPublicKey({
      key: Buffer.concat([PREFIX, Buffer.from(publicKey, 'hex')]),
      format: 'der',
      type: 'spki',
    });
    return verify(null, bytes, key, Buffer.from(signature, 'hex'));
  } catch {
    return false;
  }
}
