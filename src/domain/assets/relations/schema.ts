/** The nouns of a working relation: contacts, quotes, deliverables, gifts, the log, the record that joins them. */
import { z } from 'zod';
import { PLATFORM_IDS } from '#basis/platform.ts';
import { placementSchema } from '#domain/decisions/campaigns/schema.ts';
import { QUOTE_FORMATS, QUOTE_KINDS } from '#domain/facts/accounts/schema.ts';
import { quoteSchema as toldQuoteSchema } from '#domain/facts/library/schema.ts';
import { colourSchema, markSchema } from '#domain/facts/lists/schema.ts';

export const day = z.iso.date();
const account = z.string().min(1).max(300);
const words = z.string().trim().max(2000);
const said = z.string().trim().min(1).max(200);
const share = z.number().min(0).max(1);
export const currency = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{3}$/, 'A currency is three letters, such as CNY.');

export const QUOTE_STATES = ['open', 'accepted', 'declined', 'withdrawn'] as const;
/** Whether an amount holds the tax. A quote that does not say is refused. */
export const TAX_BASES = ['included', 'excluded'] as const;

export const newQuoteSchema = z.object({
  accountId: account,
  campaign: said.nullable().default(null),
  format: z.enum(QUOTE_FORMATS),
  kind: z.enum(QUOTE_KINDS).default('quoted'),
  /** Minor units of `currency`. */
  amountMinor: z.number().nonnegative(),
  currency: currency.nullish(),
  taxBasis: z.enum(TAX_BASES).nullish(),
  /** Tax as a share of the amount without it. */
  taxShare: share.nullable().default(null),
  /** Fee of the platform as a share of the amount. */
  feeShare: share.nullable().default(null),
  /** What comes back, as a share of the amount. */
  rebateShare: share.nullable().default(null),
  schedule: z.string().trim().max(200).nullable().default(null),
  quotedOn: day.nullable().default(null),
  validUntil: day.nullable().default(null),
  quotedBy: z.string().trim().max(200).default(''),
  note: words.default(''),
});
export type NewQuote = z.input<typeof newQuoteSchema>;

export const keptQuoteSchema = z.object({
  quoteId: z.string(),
  accountId: z.string(),
  accountName: z.string().nullable(),
  platform: z.enum(PLATFORM_IDS),
  campaign: z.string().nullable(),
  format: z.enum(QUOTE_FORMATS),
  kind: z.enum(QUOTE_KINDS),
  amountMinor: z.number(),
  currency: z.string(),
  taxBasis: z.enum(TAX_BASES),
  taxShare: z.number().nullable(),
  feeShare: z.number().nullable(),
  rebateShare: z.number().nullable(),
  schedule: z.string().nullable(),
  quotedOn: z.string(),
  validUntil: z.string().nullable(),
  quotedBy: z.string(),
  /** What became of the offer. */
  state: z.enum(QUOTE_STATES),
  /** Open, but past the day until which it was good. */
  lapsed: z.boolean(),
  note: z.string(),
  /** The file and row it was read from; null when somebody wrote it down. */
  file: z.object({ name: z.string(), row: z.number() }).nullable(),
  recordedBy: z.string(),
  recordedAt: z.string(),
});
export type KeptQuote = z.infer<typeof keptQuoteSchema>;

/** A file sent with the request. */
export const sentFileSchema = z.object({
  name: z.string().trim().min(1).max(200),
  base64: z.string().min(1),
});

/** What the file leaves open and the sender states for all of it. */
export const quoteFileSchema = sentFileSchema.extend({
  platform: z.enum(PLATFORM_IDS).nullable().default(null),
  currency: currency.nullable().default(null),
  taxBasis: z.enum(TAX_BASES).nullable().default(null),
  campaign: said.nullable().default(null),
  quotedOn: day.nullable().default(null),
  quotedBy: z.string().trim().max(200).default(''),
});
export type QuoteFile = z.output<typeof quoteFileSchema>;

export const quoteFileReportSchema = z.object({
  file: z.string(),
  rowsRead: z.number(),
  /** Rows with at least one new quote. */
  rowsKept: z.number(),
  quotesAdded: z.number(),
  /** Quotes of this file that the ledger holds already. */
  quotesKnown: z.number(),
  rejected: z.array(
    z.object({
      row: z.number(),
      column: z.string(),
      value: z.string(),
      reason: z.string(),
      fix: z.string().nullable(),
    }),
  ),
  /** Columns that have no place in the ledger. */
  unread: z.array(z.string()),
  /** Columns with personal data; not stored. */
  withheld: z.array(z.string()),
});
export type QuoteFileReport = z.infer<typeof quoteFileReportSchema>;

export const CONTACT_ROLES = ['self', 'agency', 'assistant', 'other'] as const;
export const CONTACT_CHANNELS = ['wechat', 'phone', 'email', 'other'] as const;
export const newContactSchema = z.object({
  name: said,
  role: z.enum(CONTACT_ROLES).default('self'),
  channel: z.enum(CONTACT_CHANNELS),
  value: said,
  note: words.default(''),
});
export const contactSchema = newContactSchema.extend({
  contactId: z.string(),
  accountId: z.string(),
  recordedBy: z.string(),
  recordedAt: z.string(),
});
export type Contact = z.infer<typeof contactSchema>;
/** Contacts with everybody who saw them or took them out. */
export const contactsSchema = z.object({
  items: z.array(contactSchema),
  seen: z.array(z.object({ at: z.string(), who: z.string(), act: z.string() })),
});

export const LOG_KINDS = [
  'message',
  'call',
  'meeting',
  'negotiation',
  'complaint',
  'bot_question',
  'other',
] as const;
export const newLogSchema = z.object({
  kind: z.enum(LOG_KINDS),
  direction: z.enum(['from_us', 'to_us']).default('from_us'),
  text: z.string().trim().min(1).max(5000),
  /** Who of us spoke or was spoken to. */
  saidBy: z.string().trim().max(200).default(''),
  saidAt: z.iso.datetime({ offset: true }).nullable().default(null),
  campaign: said.nullable().default(null),
  corrects: z.string().nullable().default(null),
});
export const logEntrySchema = newLogSchema.extend({
  entryId: z.string(),
  accountId: z.string(),
  saidAt: z.string(),
  recordedBy: z.string(),
  recordedAt: z.string(),
});
export type LogEntry = z.infer<typeof logEntrySchema>;

export const newGiftSchema = z.object({
  campaign: said.nullable().default(null),
  what: said,
  valueMinor: z.number().nonnegative().nullable().default(null),
  currency: currency.nullable().default(null),
  sentOn: day,
  /** What was asked for it. */
  asks: z.enum(['none', 'post', 'unknown']).default('unknown'),
  note: words.default(''),
});
export const giftSchema = newGiftSchema.extend({
  giftId: z.string(),
  accountId: z.string(),
  recordedBy: z.string(),
  recordedAt: z.string(),
});
export type Gift = z.infer<typeof giftSchema>;

export const STEPS = ['draft', 'changes_asked', 'approved', 'delivered'] as const;
export type Step = (typeof STEPS)[number];
export const newStepSchema = z.object({
  step: z.enum(STEPS),
  note: words.default(''),
  /** Who handed in, asked or approved. */
  saidBy: said,
  saidAt: z.iso.datetime({ offset: true }).nullable().default(null),
  postId: z.string().nullable().default(null),
  documentId: z.string().nullable().default(null),
});
export const newDeliverableSchema = z.object({
  campaign: said,
  what: said,
  format: z.string().max(60).nullable().default(null),
  dueOn: day.nullable().default(null),
});
export const deliverableSchema = newDeliverableSchema.extend({
  deliverableId: z.string(),
  accountId: z.string(),
  /** Null: nothing was handed in. */
  state: z.enum(STEPS).nullable(),
  /** Published, and no approval stands before it. */
  unapproved: z.boolean(),
  overdue: z.boolean(),
  steps: z.array(
    newStepSchema.extend({
      stepId: z.string(),
      saidAt: z.string(),
      recordedBy: z.string(),
      recordedAt: z.string(),
    }),
  ),
  recordedBy: z.string(),
  recordedAt: z.string(),
});
export type Deliverable = z.infer<typeof deliverableSchema>;

export const documentSchema = z.object({
  documentId: z.string(),
  sha256: z.string(),
  fileName: z.string(),
  byteCount: z.number(),
  recordedBy: z.string(),
  recordedAt: z.string(),
});
export type KeptDocument = z.infer<typeof documentSchema>;

const money = z.object({ currency: z.string(), minor: z.number() });
const kolAccount = z.object({
  accountId: z.string(),
  name: z.string().nullable(),
  platform: z.enum(PLATFORM_IDS),
  tier: z.string().nullable(),
  followers: z.number().nullable(),
});
export type KolAccount = z.infer<typeof kolAccount>;

/** One KOL: an account, or accounts that people linked to one person. */
export const kolLineSchema = z.object({
  /** The account with most followers. */
  kolId: z.string(),
  accounts: z.array(kolAccount),
  campaigns: z.number(),
  /** What cooperation sheets and paid quotes say was paid, a currency each. */
  paid: z.array(money),
  lastWorkedOn: z.string().nullable(),
  lastContactAt: z.string().nullable(),
  colour: colourSchema,
  reason: z.string().nullable(),
  openQuotes: z.number(),
  contacts: z.number(),
  /** Rights in force today, and those of them that end within 30 days. */
  rights: z.number(),
  rightsEnding: z.number(),
  /** Deliverables that wait for somebody. */
  openDeliverables: z.number(),
});
export type KolLine = z.infer<typeof kolLineSchema>;

/** The day that the page counts from. The demo has a day of its own. */
export const clockSchema = z.object({ on: z.string(), clock: z.enum(['today', 'demo', 'asked']) });
export const kolListSchema = clockSchema.extend({ items: z.array(kolLineSchema) });

/** Questions that a negotiation should not end without. */
export const CHECKS = ['bots', 'tax', 'rights', 'contact', 'approval'] as const;
export const kolRecordSchema = clockSchema.extend({
  line: kolLineSchema,
  quotes: z.array(keptQuoteSchema),
  /** Prices that imported files state, as they stand. */
  told: z.array(toldQuoteSchema.extend({ accountId: z.string() })),
  cooperations: z.array(placementSchema.extend({ campaign: z.string() })),
  deliverables: z.array(deliverableSchema),
  gifts: z.array(giftSchema),
  log: z.array(logEntrySchema),
  /** `intact`: every line of the log fits the digest of the line before it. */
  logIs: z.enum(['intact', 'altered']),
  marks: z.array(markSchema),
  disclosures: z.array(
    z.object({
      disclosureId: z.string(),
      accountId: z.string(),
      postId: z.string().nullable(),
      text: z.string(),
      disclosedOn: z.string(),
      recordedAt: z.string(),
    }),
  ),
  contactCount: z.number(),
  checklist: z.array(z.object({ check: z.enum(CHECKS), done: z.boolean() })),
});
export type KolRecord = z.infer<typeof kolRecordSchema>;
