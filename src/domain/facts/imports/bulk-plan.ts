/**
 * Large engagement tables are read by the engine itself: plain rows are converted by SQL, and only rows with
 * values in other forms go through the connector. Both ways give the same facts; bulk.test.ts holds them together.
 */
import { bindHeaders } from '#connectors/bind-headers.ts';
import type { Connector } from '#connectors/contract.ts';
import type { FileTable, OpenedFile } from '#connectors/format/open.ts';
import type { FieldName, Mapping } from '#connectors/mapping.ts';
import { isMapped } from '#connectors/read-mapped.ts';
import { partBytesOf, partsOf } from './bulk-parts.ts';

/** Files below this many bytes are read row by row. */
export const BULK_FROM = 4 * 2 ** 20;

const BULK_FIELDS = [
  'platform',
  'engagement.post',
  'engagement.actor',
  'engagement.act',
  'engagement.at',
  'engagement.text',
  'engagement.key',
  'engagement.parent',
  'engagement.region',
  'engagement.weight',
] as const satisfies readonly FieldName[];
export type BulkField = (typeof BULK_FIELDS)[number];
const FIELDS: ReadonlySet<FieldName> = new Set(BULK_FIELDS);

export interface BulkPlan {
  delimiter: string;
  headers: string[];
  headerRow: number;
  /** Column index by field. */
  fields: Partial<Record<BulkField, number>>;
  /** Columns nobody has a place for, kept aside. */
  unknown: number[];
  withheld: number[];
  mapping: Mapping;
  /** Byte offsets of the parts it is read in; the last one is the end of the file. */
  parts: number[];
}

/** The plan, or null when the file must be read row by row. */
export async function bulkPlan(
  path: string,
  file: OpenedFile,
  table: FileTable,
  connector: Connector,
  signal?: AbortSignal,
): Promise<BulkPlan | null> {
  if (file.byteCount < BULK_FROM || !isMapped(connector) || connector.mapping.actorsAreAccounts) return null;
  if (
    file.compression !== null ||
    !file.delimiter ||
    (file.encoding !== 'utf-8' && file.encoding !== 'utf-8-bom') ||
    file.tables.length !== 1
  )
    return null;
  const plan: BulkPlan = {
    delimiter: file.delimiter,
    headers: table.headers,
    headerRow: table.headerRow,
    fields: {},
    unknown: [],
    withheld: [],
    mapping: connector.mapping,
    parts: [],
  };
  for (const [i, { target }] of bindHeaders(connector.mapping, table.headers).entries()) {
    if (target === null) plan.unknown.push(i);
    else if (target.to === 'withheld') plan.withheld.push(i);
    else if (FIELDS.has(target.to as FieldName) && plan.fields[target.to as BulkField] === undefined)
      plan.fields[target.to as BulkField] = i;
    else return null;
  }
  if (plan.fields['engagement.post'] === undefined || plan.fields['engagement.actor'] === undefined)
    return null;
  const parts = await partsOf(path, plan.delimiter, plan.headerRow, partBytesOf(file.byteCount), signal);
  return parts && { ...plan, parts };
}
