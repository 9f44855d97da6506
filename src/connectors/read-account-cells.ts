/** Cells that describe an account: figures, prices and parts of an audience. */

import { type MetricId, metricRow } from '#basis/metric.ts';
import { type Quantity, times } from '#basis/quantity.ts';
import { told } from '#basis/told.ts';
import { type AccountDraft, type FigureDraft, POST_PRICES } from '#domain/facts/accounts/schema.ts';
import type { Bound } from './bind-headers.ts';
import type { Notes } from './contract.ts';
import type { Target } from './mapping.ts';
import { readSeconds } from './read-seconds.ts';
import { currencyOf, type Row, readShare } from './row-fields.ts';
import { parseQuantity, unitMultiplier } from './values.ts';

type TargetOf<K extends Target['to']> = Extract<Target, { to: K }>;
type QuoteDraft = NonNullable<AccountDraft['quotes']>[number];
type AudienceDraft = NonNullable<AccountDraft['audience']>[number];

/** The figures of one subject: a second cell for the same metric, window, content and format is kept aside. */
export class Figures {
  readonly all: FigureDraft[] = [];
  readonly #notes: Notes;

  constructor(notes: Notes) {
    this.#notes = notes;
  }

  add(figure: FigureDraft | null, cell: string): void {
    if (!figure) return;
    const key = ({ metric, windowDays, content, format }: FigureDraft) =>
      [metric, windowDays, content, format].join('/');
    const first = this.all.find((f) => key(f) === key(figure));
    if (!first) {
      this.all.push(figure);
      return;
    }
    this.#notes.unknown(figure.column, cell);
    if (first.quantity.value !== figure.quantity.value)
      this.#notes.warn(
        told`Columns ${first.column} and ${figure.column} both give ${figure.metric} and differ in some rows; ${first.column} is used.`,
      );
  }
}

const FACTORS = { auto: 1, percent: 0.01, basis_points: 0.0001, fen: 1 } as const;
/** The header's unit where it has one, else how the mapping says bare numbers are meant. */
const factorOf = (bound: Bound, unit: keyof typeof FACTORS | undefined) =>
  bound.factor === 1 ? FACTORS[unit ?? 'auto'] : bound.factor;

/** Reads a count, share, sum of money, index or duration as its metric says; null when there is nothing to keep. */
export function readFigure(
  row: Row,
  target: TargetOf<'figure'>,
  bound: Bound,
  column: string,
  cell: string,
): FigureDraft | null {
  const { notes } = row;
  const { unit } = metricRow(target.metric);
  const extra = {
    metric: target.metric,
    column,
    ...(target.windowDays ? { windowDays: target.windowDays } : {}),
    ...(target.content ? { content: target.content } : {}),
    ...(target.format ? { format: target.format } : {}),
  };
  if (unit === 'money') {
    const money = readMoney(row, cell, bound, target.unit === 'fen', column);
    return money && { ...extra, quantity: money.minor, currency: money.currency ?? currencyOf(row) };
  }
  if (unit === 'seconds') {
    const seconds = readSeconds(cell);
    if (seconds !== null) return { ...extra, quantity: { value: seconds, low: seconds, high: seconds } };
    notes.unreadable(column, cell, told`is not a duration`);
    return null;
  }
  const read = parseQuantity(cell, factorOf(bound, target.unit));
  if ('nothing' in read) return null;
  if ('unreadable' in read) {
    notes.unreadable(column, cell, read.unreadable);
    return null;
  }
  const { quantity, currency } = read.ok;
  warnOfUnits(read.ok.cellUnit, bound, column, notes);
  if (currency) {
    notes.unreadable(column, cell, told`is an amount of money in a column of something else`);
    return null;
  }
  if (unit === 'share' && (quantity.value ?? quantity.high ?? 0) > 1 && !mayExceedOne(target.metric)) {
    notes.unreadable(column, cell, told`is above 100 % for a share; a percentage needs its % sign`);
    return null;
  }
  if (
    (unit === 'count' || unit === 'share') &&
    (quantity.value ?? 0) < 0 &&
    !target.metric.includes('growth')
  ) {
    notes.unreadable(column, cell, told`is below zero`);
    return null;
  }
  return { ...extra, quantity };
}

/** Growth and engagement shares can pass 100 %; a part of a whole cannot. */
const mayExceedOne = (metric: MetricId) =>
  metric.includes('growth') || metric.startsWith('engagement_') || metric === 'likes_comments_share';

function warnOfUnits(cellUnit: string | undefined, bound: Bound, column: string, notes: Notes): void {
  if (!cellUnit || bound.factor === 1) return;
  const unit = bound.unit ?? '';
  notes.warn(
    unitMultiplier(cellUnit) === bound.factor
      ? told`Column ${column}: header (${unit}) and cells (${cellUnit}) both carry a unit; the cell's unit is used.`
      : told`Column ${column}: header (${unit}) and cells (${cellUnit}) both carry a unit; the cell's unit is used, and the two differ.`,
  );
}

/** An amount in minor units (fen, cents); null when there is none. */
export function readMoney(
  row: Row,
  cell: string,
  bound: Pick<Bound, 'unit' | 'factor'>,
  fen: boolean,
  column: string,
): { minor: Quantity; currency?: string } | null {
  const inFen = bound.unit === '分' || fen;
  const read = parseQuantity(cell, bound.unit === '分' ? 1 : bound.factor);
  if ('nothing' in read) return null;
  if ('unreadable' in read) {
    row.notes.unreadable(column, cell, read.unreadable);
    return null;
  }
  const { quantity, currency, cellUnit } = read.ok;
  if (cellUnit === '%' || cellUnit === '‰') {
    row.notes.unreadable(column, cell, told`is a percentage in a column of money`);
    return null;
  }
  if ((quantity.value ?? quantity.low ?? 0) < 0) {
    row.notes.unreadable(column, cell, told`is below zero`);
    return null;
  }
  warnOfUnits(cellUnit, { ...bound, target: { to: 'withheld' } }, column, row.notes);
  const minor = times(quantity, inFen && !cellUnit && !currency ? 1 : 100);
  // Binary fractions of a product are cut off; fractions of a fen stay, as prices per read need them.
  const tidy = (n: number | null) => (n === null ? null : Number(n.toPrecision(14)));
  return {
    minor: { value: tidy(minor.value), low: tidy(minor.low), high: tidy(minor.high) },
    ...(currency ? { currency } : {}),
  };
}

export function readQuote(
  row: Row,
  target: TargetOf<'quote'>,
  bound: Bound,
  column: string,
  cell: string,
): QuoteDraft | null {
  const money = readMoney(row, cell, bound, target.unit === 'fen', column);
  return (
    money && {
      format: target.format,
      kind: target.kind ?? 'list',
      amountMinor: money.minor,
      currency: money.currency ?? currencyOf(row),
      taxBasis: target.taxBasis ?? 'unknown',
      column,
    }
  );
}

function readTax(row: Row): QuoteDraft['taxBasis'] | undefined {
  const field = row.fields.get('quote.tax');
  if (!field) return undefined;
  if (/^(?:不含税|未税|不含|否|excluded|no)$/i.test(field.cell)) return 'excluded';
  if (/^(?:含税|已含税|已含|含|是|included|yes)$/i.test(field.cell)) return 'included';
  row.notes.unreadable(field.column, field.cell, told`does not say whether tax is included`);
  return undefined;
}

/** Puts the row's fee, rebate and schedule on its quotes; a schedule without a price is an attribute. */
export function settleQuotes(
  row: Row,
  quotes: QuoteDraft[],
  attributes: NonNullable<AccountDraft['attributes']>,
): void {
  const schedule = row.fields.get('quote.schedule');
  const prices = quotes.filter((q) => POST_PRICES.includes(q.kind));
  if (prices.length === 0) {
    if (schedule) attributes.push({ attribute: 'schedule', value: schedule.cell, column: schedule.column });
    if (quotes.length === 0) return;
  }
  const fee = prices.length > 0 ? readShare(row, 'quote.fee') : undefined;
  const rebate = prices.length > 0 ? readShare(row, 'quote.rebate') : undefined;
  const tax = readTax(row);
  for (const quote of quotes) if (tax) quote.taxBasis = tax;
  for (const quote of prices) {
    if (fee !== undefined) quote.feeShare = fee;
    if (rebate !== undefined) quote.rebateShare = rebate;
    if (schedule) quote.schedule = schedule.cell;
  }
}

/** `女:78%,男:22%`, `{"女":0.78}`, `[{"name":"女","value":"78%"}]` or, with a segment in the target, one share. */
export function readShares(
  row: Row,
  target: TargetOf<'audience'>,
  bound: Bound,
  column: string,
  cell: string,
): AudienceDraft[] {
  const found: AudienceDraft[] = [];
  const put = (segment: string, text: string): void => {
    const read = parseQuantity(text, factorOf(bound, target.unit));
    if ('nothing' in read) return;
    const share = 'ok' in read && !read.ok.currency ? read.ok.quantity : null;
    const [least, most] = [share?.value ?? share?.low ?? 0, share?.value ?? share?.high ?? null];
    if (share === null || most === null || most > 1.0001 || least < 0) {
      row.notes.unreadable(column, text, told`is not a share between 0 and 100 %`);
      return;
    }
    found.push({
      dimension: target.dimension,
      base: target.base,
      segment,
      share,
      ...(target.windowDays ? { windowDays: target.windowDays } : {}),
      ...(target.content ? { content: target.content } : {}),
      ...(target.format ? { format: target.format } : {}),
      column,
    });
  };
  if (target.segment) put(target.segment, cell);
  else
    for (const [segment, share] of sharePairs(cell))
      if (segment) put(segment, share);
      else row.notes.unreadable(column, share, told`is not a list of segment and share`);
  return found;
}

const SEGMENT_KEYS = ['name', 'title', 'code', 'id', 'key', 'label', 'segment'];
const SHARE_KEYS = ['value', 'weight', 'prc', 'percent', 'percentage', 'share', 'rate', 'ratio'];
const scalar = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
const firstOf = (item: object, keys: readonly string[]): string =>
  keys.map((key) => scalar((item as Record<string, unknown>)[key])).find((text) => text !== '') ?? '';

function sharePairs(cell: string): [string, string][] {
  const text = cell.trim();
  if (text.startsWith('{') || text.startsWith('[')) {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return [['', text]];
    }
    if (!Array.isArray(value)) return Object.entries(value as object).map(([k, v]) => [k.trim(), scalar(v)]);
    return value.map((item: unknown): [string, string] => {
      const pair: [string, string] =
        typeof item === 'object' && item !== null
          ? [firstOf(item, SEGMENT_KEYS), firstOf(item, SHARE_KEYS)]
          : ['', ''];
      return pair[0] && pair[1] ? pair : ['', JSON.stringify(item)];
    });
  }
  return text
    .split(/[,，;；、\n|]+/)
    .filter((part) => part.trim() !== '')
    .map((part): [string, string] => {
      const m = /^(.+?)\s*[:：=\s(（]\s*([<>≤≥]?[\d.]+\s*[%％]?)\s*[)）]?$/.exec(part.trim());
      const glued = m ?? /^(\D+?)(\d[\d.]*\s*[%％])$/.exec(part.trim());
      return glued ? [(glued[1] as string).trim(), glued[2] as string] : ['', part];
    });
}
