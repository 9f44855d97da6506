/** What a bundle file holds and what verifying it says. Browser-safe. */
import { z } from 'zod';
import { subjectSchema } from '#basis/reading.ts';

export const FORMAT = 'touchstone-bundle';
export const FORMAT_VERSION = 1;

/** `open`: every row is inside. `hashed`: input rows and evidence stand as digests only. */
export const GRADES = ['open', 'hashed'] as const;
export type Grade = (typeof GRADES)[number];

/** In file order. Those of `CLOSED` are digests only in a hashed bundle. */
export const SECTIONS = ['manifest', 'salt', 'inputs', 'sources', 'evidence', 'readings', 'said'] as const;
export type SectionName = (typeof SECTIONS)[number];
export const CLOSED: ReadonlySet<SectionName> = new Set(['salt', 'inputs', 'evidence']);

const hex = (digits: number) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`));

export const manifestSchema = z.strictObject({
  /** Version of the program that made it. */
  product: z.string(),
  /** Migrations of the fact store, oldest first. */
  schema: z.array(z.strictObject({ id: z.number().int(), name: z.string(), checksum: z.string() })),
  /** Detectors in the order they ran, `noun-phrase@version`. */
  measures: z.array(z.string()),
  /** Settings that decide what imported rows mean. */
  config: z.strictObject({ utcOffsetMinutes: z.number().int() }),
  /** Seeds that readings name, by measure. */
  seeds: z.record(z.string(), z.union([z.string(), z.number()])),
  /** An account, or a campaign by its name. */
  subject: subjectSchema,
  /** The accounts that were read, in the order of their ids. */
  accounts: z.array(z.string()).min(1),
  asOf: z.iso.datetime(),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** First line of the file. */
export const headerSchema = z.strictObject({
  format: z.literal(FORMAT),
  formatVersion: z.literal(FORMAT_VERSION),
  grade: z.enum(GRADES),
  createdAt: z.iso.datetime(),
  sections: z.array(
    z.strictObject({ name: z.enum(SECTIONS), rowCount: z.number().int().nonnegative(), root: hex(64) }),
  ),
  /** Root of the digest tree over all sections: equal for the open and the hashed bundle of the same rows. */
  root: hex(64),
  /** Ed25519, the 32 raw bytes. */
  publicKey: hex(64),
});
export type Header = z.infer<typeof headerSchema>;

/** Last line of the file. */
export const sealSchema = z.strictObject({
  /** SHA-256 of every byte before this line. */
  digest: hex(64),
  /** Ed25519 over the 32 bytes of that digest. */
  signature: hex(128),
});

/** Where in the file something differs. Lines and rows count from 1, bytes from 0; `byteTo` is past the end. */
export const placeSchema = z.object({
  part: z.enum(['header', 'seal', 'end', ...SECTIONS]),
  row: z.number().int().nullable(),
  line: z.number().int(),
  byteFrom: z.number().int(),
  byteTo: z.number().int(),
});
export type BundlePlace = z.infer<typeof placeSchema>;

export const verificationSchema = z.object({
  /** `unreadable`: no bundle, or made by a version that cannot be re-run here. */
  verdict: z.enum(['fine', 'differs', 'unreadable']),
  message: z.string(),
  place: placeSchema.nullable(),
  grade: z.enum(GRADES).nullable(),
  manifest: manifestSchema.nullable(),
  createdAt: z.string().nullable(),
  root: z.string().nullable(),
  fingerprint: z.string().nullable(),
  rowCount: z.number().int(),
  /** Whether the measures ran again on the enclosed rows, and how many readings came out the same. */
  rerun: z.enum(['equal', 'differs', 'not-done', 'rows-withheld', 'other-version']),
  readingCount: z.number().int(),
});
export type Verification = z.infer<typeof verificationSchema>;

export const bundleRequestSchema = z.object({
  /** An account's id, or a campaign's name. */
  id: z.string().min(1),
  grade: z.enum(GRADES).default('open'),
  /** The day the readings describe; the newest observation in the library when absent. */
  asOf: z.iso.datetime().optional(),
});
export type BundleRequest = z.infer<typeof bundleRequestSchema>;
