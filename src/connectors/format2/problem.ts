import type { SourceRecord } from '#connectors/contract.ts';

/** A row that was found but cannot be handed on as a record: it counts as read and rejected. */
export interface RowProblem {
  problem: true;
  sheet: string | null;
  row: number;
  /** Header of the column, or '' when the whole row is meant. */
  column: string;
  /** The start of what was there, at most 200 characters. */
  value: string;
  reason: string;
  fix?: string;
}

export type Read = SourceRecord | RowProblem;

/** Stands for bytes that could not be decoded. A noncharacter: no text may hold it. */
export const UNDECODED = '\uFDD0';
/** Stands for the rest of a cell that was longer than the limit. */
export const CUT = '\uFDD1';

/** Marks that a cell cannot be used as it is: the stand-ins above and NUL. */
export const SUSPECT = new RegExp(`[\0${UNDECODED}${CUT}]`);

/** The first 200 characters, without the stand-ins above. */
export function excerpt(text: string): string {
  const short = text.length > 200 ? `${text.slice(0, 200)}…` : text;
  return short.replaceAll(UNDECODED, '�').replaceAll(CUT, '…').toWellFormed();
}

/** Things to tell about the whole file, each text once. */
export class Warnings {
  readonly list: string[] = [];
  add(text: string): void {
    if (this.list.length < 200 && !this.list.includes(text)) this.list.push(text);
  }
}
