/** Reads a bundle's bytes and holds every one of them to the digests and the signature. Pure: no store, no measures. */
import { createHash } from 'node:crypto';
import { messageOf } from '#basis/error.ts';
import { canonical } from './canonical.ts';
import { leafOf, rootOf, rootOfSections } from './digest-tree.ts';
import {
  type BundlePlace,
  CLOSED,
  FORMAT,
  FORMAT_VERSION,
  type Header,
  headerSchema,
  type Manifest,
  manifestSchema,
  SECTIONS,
  type SectionName,
  sealSchema,
  type Verification,
} from './schema.ts';
import { fingerprintOf, isSignedBy } from './signing-key.ts';

export interface OpenedBundle {
  header: Header;
  manifest: Manifest;
  /** Parsed rows; null where they are withheld. */
  rows: Record<SectionName, unknown[] | null>;
}

export interface Checked {
  verification: Verification;
  /** Null unless every byte is as it was signed. */
  opened: OpenedBundle | null;
}

/** Bytes of one line without its LF, and where it stands. */
interface Line {
  number: number;
  from: number;
  to: number;
  bytes: Buffer;
}

const MAGIC = `"format":"${FORMAT}"`;
const LEAF_DIGITS = 64;

function linesOf(bytes: Buffer): Line[] {
  const lines: Line[] = [];
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(10, from);
    const to = end === -1 ? bytes.length : end + 1;
    lines.push({ number: lines.length + 1, from, to, bytes: bytes.subarray(from, end === -1 ? to : end) });
    from = to;
  }
  return lines;
}

/** The value of a line whose bytes are exactly its canonical JSON; else what is wrong with it. */
function canonicalLine<T>(
  line: Line | undefined,
  parse: (value: unknown) => T,
): { value: T } | { problem: string } {
  if (!line) return { problem: 'is missing' };
  try {
    const value = JSON.parse(line.bytes.toString('utf8')) as unknown;
    if (!Buffer.from(canonical(value)).equals(line.bytes)) return { problem: 'is not in canonical form' };
    return { value: parse(value) };
  } catch (error) {
    return { problem: `cannot be read: ${messageOf(error).split('\n')[0]}` };
  }
}

const blank: Verification = {
  verdict: 'differs',
  message: '',
  place: null,
  grade: null,
  manifest: null,
  createdAt: null,
  root: null,
  fingerprint: null,
  rowCount: 0,
  rerun: 'not-done',
  readingCount: 0,
};

const placeOf = (part: BundlePlace['part'], line: Line | undefined, row: number | null): BundlePlace => ({
  part,
  row,
  line: line?.number ?? 0,
  byteFrom: line?.from ?? 0,
  byteTo: line?.to ?? 0,
});

const where = (p: BundlePlace): string =>
  `line ${p.line}, bytes ${p.byteFrom}–${p.byteTo - 1}${p.row === null ? '' : `, row ${p.row} of “${p.part}”`}`;

/** Walks the rows under a header that can be read. Returns the first row that its digest does not fit. */
function walkRows(
  lines: readonly Line[],
  header: Header,
): { rows: OpenedBundle['rows']; place: BundlePlace | null; what: string } {
  const rows = Object.fromEntries(SECTIONS.map((name) => [name, null])) as OpenedBundle['rows'];
  let next = 1;
  let salt = '';
  let sectionAtFault: { place: BundlePlace; what: string } | null = null;
  for (const { name, rowCount, root } of header.sections) {
    const first = lines[next];
    const withheld = header.grade === 'hashed' && CLOSED.has(name);
    const leaves: Buffer[] = [];
    const values: unknown[] = [];
    for (let row = 1; row <= rowCount; row++, next++) {
      const line = lines[next];
      const fault = (what: string) => ({ rows, place: placeOf(name, line ?? lines.at(-1), row), what });
      if (!line) return fault('is missing');
      const stated = line.bytes.subarray(0, LEAF_DIGITS).toString('latin1');
      const text = line.bytes.subarray(LEAF_DIGITS + 1);
      if (!/^[0-9a-f]{64}$/.test(stated)) return fault('does not begin with a digest');
      if (withheld ? line.bytes.length !== LEAF_DIGITS : line.bytes[LEAF_DIGITS] !== 32)
        return fault(withheld ? 'holds more than a digest' : 'has no space after its digest');
      if (!withheld) {
        if (name === 'salt') salt = text.toString('utf8').slice(1, -1);
        if (leafOf(CLOSED.has(name) ? salt : '', text).toString('hex') !== stated)
          return fault('does not fit its digest');
        try {
          values.push(JSON.parse(text.toString('utf8')));
        } catch {
          return fault('is not JSON');
        }
      }
      leaves.push(Buffer.from(stated, 'hex'));
    }
    if (!withheld) rows[name] = values;
    if (rootOf(leaves).toString('hex') !== root)
      sectionAtFault ??= {
        place: placeOf(name, first, null),
        what: `section “${name}” does not fit its root: a row was changed together with its digest`,
      };
  }
  return { rows, place: sectionAtFault?.place ?? null, what: sectionAtFault?.what ?? '' };
}

const sameSections = (header: Header): boolean =>
  header.sections.map((s) => s.name).join() === SECTIONS.join();

/** Checks form, every digest and the signature. `message` names the first place that differs. */
export function checkBundle(bytes: Buffer): Checked {
  const no = (more: Partial<Verification>): Checked => ({
    verification: { ...blank, ...more },
    opened: null,
  });
  const lines = linesOf(bytes);
  const [first, last] = [lines[0], lines.at(-1)];
  const head = first?.bytes.toString('utf8') ?? '';
  if (!head.includes(MAGIC))
    return no({
      verdict: 'unreadable',
      message: `This is no Touchstone bundle: line 1 does not hold ${MAGIC}.`,
      place: placeOf('header', first, null),
    });
  const version = /"formatVersion":(\d+)/.exec(head)?.[1];
  const read = canonicalLine(first, (value) => headerSchema.parse(value));
  if ('problem' in read) {
    if (version !== undefined && version !== String(FORMAT_VERSION))
      return no({
        verdict: 'unreadable',
        message: `The bundle says format version ${version}; this program reads version ${FORMAT_VERSION}. Verify it with the program that made it.`,
        place: placeOf('header', first, null),
      });
    const place = placeOf('header', first, null);
    return no({ message: `The header (${where(place)}) ${read.problem}.`, place });
  }
  const header = read.value;
  const known = {
    grade: header.grade,
    createdAt: header.createdAt,
    root: header.root,
    fingerprint: fingerprintOf(header.publicKey),
    rowCount: header.sections.reduce((sum, s) => sum + s.rowCount, 0),
  };
  const differs = (place: BundlePlace, what: string) =>
    no({ ...known, place, message: `The first difference: ${where(place)} ${what}.` });

  const walked = walkRows(lines.slice(0, -1), header);
  const agrees = rootOfSections(header.sections) === header.root && sameSections(header);
  // A header that contradicts itself was itself changed; the rows need not be at fault.
  if (!agrees)
    return differs(placeOf('header', first, null), 'the header’s section roots do not fit its root');
  if (walked.place) return differs(walked.place, walked.what);
  const expected = known.rowCount + 2;
  if (lines.length !== expected)
    return differs(
      placeOf('end', lines[Math.min(lines.length, expected) - 1], null),
      `the file has ${lines.length} lines where the header counts ${expected}`,
    );
  if (bytes.at(-1) !== 10) return differs(placeOf('seal', last, null), 'the last line has no end');
  const sealed = canonicalLine(last, (value) => sealSchema.parse(value));
  const sealPlace = placeOf('seal', last, null);
  if ('problem' in sealed) return differs(sealPlace, `the seal ${sealed.problem}`);
  const digest = createHash('sha256').update(bytes.subarray(0, last?.from)).digest();
  const fits = digest.toString('hex') === sealed.value.digest;
  const signed = isSignedBy(header.publicKey, digest, sealed.value.signature);
  // Rows and roots fit, so of the bytes before the seal only the header's other fields can have changed.
  if (!fits && !signed)
    return differs(placeOf('header', first, null), 'the header is not the one that was signed');
  if (!fits) return differs(sealPlace, 'the seal’s digest is not that of the file, though the signature is');
  if (!signed) return differs(sealPlace, 'the signature is not of the key in the header');
  const manifest = manifestSchema.safeParse(walked.rows.manifest?.[0]);
  if (!manifest.success)
    return no({
      ...known,
      verdict: 'unreadable',
      message: `The manifest is not one this program knows: ${manifest.error.issues[0]?.message}.`,
    });
  return {
    verification: {
      ...blank,
      ...known,
      verdict: 'fine',
      message: `${known.rowCount} rows fit the digest tree and the signature.`,
      manifest: manifest.data,
    },
    opened: { header, manifest: manifest.data, rows: walked.rows },
  };
}

/** The digests of every row of a bundle that was checked, by section. */
export function digestsOf(bytes: Buffer, header: Header): Record<SectionName, string[]> {
  const lines = linesOf(bytes);
  let next = 1;
  return Object.fromEntries(
    header.sections.map(({ name, rowCount }) => {
      const own = lines.slice(next, (next += rowCount));
      return [name, own.map((line) => line.bytes.subarray(0, LEAF_DIGITS).toString('latin1'))];
    }),
  ) as Record<SectionName, string[]>;
}
