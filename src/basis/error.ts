/** Where in a user's file something was found. Rows count from 1, as a spreadsheet shows them. */
export interface Place {
  file?: string;
  sheet?: string;
  row?: number;
  column?: string;
  value?: string;
}

export type ErrorKind = 'usage' | 'refused' | 'missing' | 'conflict' | 'busy' | 'forbidden' | 'internal';

/**
 * An error that a person can act on: what is wrong, where, and what to do.
 * `kind` decides the HTTP status and the exit code; `code` is stable and machine-readable.
 */
export class TouchstoneError extends Error {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly fix: string | undefined;
  readonly place: Place | undefined;

  constructor(kind: ErrorKind, code: string, message: string, more: { fix?: string; place?: Place } = {}) {
    super(message);
    this.name = 'TouchstoneError';
    this.kind = kind;
    this.code = code;
    this.fix = more.fix;
    this.place = more.place;
  }
}

export const usage = (code: string, message: string, fix?: string) =>
  new TouchstoneError('usage', code, message, { fix });
export const refused = (code: string, message: string, place?: Place, fix?: string) =>
  new TouchstoneError('refused', code, message, { place, fix });
export const missing = (code: string, message: string, fix?: string) =>
  new TouchstoneError('missing', code, message, { fix });

/** The message of anything that was thrown. */
export const messageOf = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : String(thrown);
