/**
 * Merkle tree as in RFC 6962 section 2.1: leaves and nodes are hashed under different prefixes, so that a node cannot
 * pass for a leaf. Leaves of rows that may be withheld carry the bundle's salt: without it a short row cannot be found
 * by trying all values.
 */
import { createHash } from 'node:crypto';

const LEAF = Buffer.from([0]);
const NODE = Buffer.from([1]);
const EMPTY = createHash('sha256').digest();

/** Digest of one row's canonical text. */
export const leafOf = (salt: string, row: Uint8Array | string): Buffer =>
  createHash('sha256').update(LEAF).update(salt).update(row).digest();

/** The root of some leaves in order; of none, SHA-256 of nothing. A node without a neighbour moves up as it is. */
export function rootOf(leaves: readonly Buffer[]): Buffer {
  let level = leaves;
  if (level.length === 0) return EMPTY;
  while (level.length > 1) {
    const above: Buffer[] = [];
    for (let i = 0; i < level.length; i += 2) {
      const [left, right] = [level[i] as Buffer, level[i + 1]];
      above.push(right ? createHash('sha256').update(NODE).update(left).update(right).digest() : left);
    }
    level = above;
  }
  return level[0] as Buffer;
}

/** Root over sections: each leaf is a section's name, its count of rows and its own root. */
export const rootOfSections = (
  sections: readonly { name: string; rowCount: number; root: string }[],
): string => rootOf(sections.map((s) => leafOf('', `${s.name} ${s.rowCount} ${s.root}`))).toString('hex');
