/** Ids and keyed hashes. */
import { createHash, createHmac, randomBytes } from 'node:crypto';

let lastMs = 0;
let tail = 0n;

/**
 * A new id that sorts by time: 12 hex digits of milliseconds, then 63 random bits. Within one millisecond, and when
 * the clock steps back, this process counts on from its last id.
 */
export function newId(): string {
  const ms = Math.max(Date.now(), lastMs);
  tail = ms === lastMs ? tail + 1n : randomBytes(8).readBigUInt64BE() >> 1n;
  lastMs = ms;
  return ms.toString(16).padStart(12, '0') + tail.toString(16).padStart(16, '0');
}

export const sha256 = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex');

/**
 * A person's key: the first 64 bits of HMAC-SHA-256 over `platform:id` under the workspace's key, as a decimal
 * text (it exceeds 53 bits). Equal people have equal keys inside one workspace; the id cannot be read back.
 */
export function actorKey(key: string, platform: string, id: string): string {
  const hex = createHmac('sha256', key).update(`${platform}:${id}`).digest('hex');
  return BigInt(`0x${hex.slice(0, 16)}`).toString();
}

/** Digest of any JSON value, independent of key order. */
export function digestOf(value: unknown): string {
  const ordered = (v: unknown): unknown =>
    Array.isArray(v)
      ? v.map(ordered)
      : typeof v === 'object' && v !== null
        ? Object.fromEntries(
            Object.entries(v)
              .filter(([, x]) => x !== undefined)
              .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
              .map(([k, x]) => [k, ordered(x)]),
          )
        : v;
  return sha256(JSON.stringify(ordered(value)) ?? 'undefined');
}
