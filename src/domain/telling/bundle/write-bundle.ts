/**
 * A bundle is lines of text. The first is the header, the last the seal; between them every row of every section
 * as `digest json`, or `digest` alone where the row is withheld. Lines end with LF; JSON is canonical.
 */
import { createHash, type KeyObject, sign } from 'node:crypto';
import { canonical } from './canonical.ts';
import { leafOf, rootOf, rootOfSections } from './digest-tree.ts';
import {
  CLOSED,
  FORMAT,
  FORMAT_VERSION,
  type Grade,
  type Header,
  SECTIONS,
  type SectionName,
} from './schema.ts';
import { publicHex } from './signing-key.ts';

/** Rows of each section but the salt, which stands in `salt`. */
export interface BundleContent {
  /** 32 random-looking bytes in hex. */
  salt: string;
  sections: Record<Exclude<SectionName, 'salt'>, readonly unknown[]>;
}

/** Equal content, grade, moment and key give equal bytes. */
export function writeBundle(content: BundleContent, grade: Grade, createdAt: string, key: KeyObject): Buffer {
  const rowsOf = (name: SectionName): readonly unknown[] =>
    name === 'salt' ? [content.salt] : content.sections[name];
  // Bytes line by line: a large library exceeds the longest string.
  const lines: Buffer[] = [];
  const sections: Header['sections'] = SECTIONS.map((name) => {
    const leaves = rowsOf(name).map((row) => {
      const text = canonical(row);
      const leaf = leafOf(CLOSED.has(name) ? content.salt : '', text);
      const withheld = grade === 'hashed' && CLOSED.has(name);
      lines.push(Buffer.from(withheld ? `${leaf.toString('hex')}\n` : `${leaf.toString('hex')} ${text}\n`));
      return leaf;
    });
    return { name, rowCount: leaves.length, root: rootOf(leaves).toString('hex') };
  });
  const header: Header = {
    format: FORMAT,
    formatVersion: FORMAT_VERSION,
    grade,
    createdAt,
    sections,
    root: rootOfSections(sections),
    publicKey: publicHex(key),
  };
  const body = Buffer.concat([Buffer.from(`${canonical(header)}\n`), ...lines]);
  const digest = createHash('sha256').update(body).digest();
  const seal = { digest: digest.toString('hex'), signature: sign(null, digest, key).toString('hex') };
  return Buffer.concat([body, Buffer.from(`${canonical(seal)}\n`)]);
}
