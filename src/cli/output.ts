/** What commands print: a table for people, or one JSON value with `--json`. */

import { readFileSync } from 'node:fs';
import Table from 'cli-table3';
import pc from 'picocolors';
import { messageOf, TouchstoneError, usage } from '#basis/error.ts';
import type { Figure } from '#domain/facts/library/schema.ts';

/** 0 fine · 1 findings · 2 usage · 3 data refused. Internal errors end with 70, as sysexits has it. */
export const EXIT = { fine: 0, findings: 1, usage: 2, refused: 3, internal: 70 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export const print = (text: string): void => void process.stdout.write(`${text}\n`);
export const printJson = (value: unknown): void => print(JSON.stringify(value, null, 2));

/** The text of a small file named on the command line. */
export function readGiven(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw usage('no-file', `${path} cannot be read: ${messageOf(error)}`, 'Check the path.');
  }
}

export function printTable(head: string[], rows: string[][]): void {
  const table = new Table({
    head: head.map((h) => pc.bold(h)),
    style: { head: [], border: [], compact: true },
    chars: {
      top: '',
      'top-mid': '',
      'top-left': '',
      'top-right': '',
      bottom: '',
      'bottom-mid': '',
      'bottom-left': '',
      'bottom-right': '',
      left: '',
      'left-mid': '',
      mid: '',
      'mid-mid': '',
      right: '',
      'right-mid': '',
      middle: '  ',
    },
  });
  table.push(...rows);
  print(table.toString());
}

const grouped = (n: number) =>
  n.toLocaleString('en-US', { maximumFractionDigits: 2 }).replaceAll(',', '\u202f');

/** A figure in one cell: its point, or its bounds where it has none. */
export function figureText(f: Figure | null): string {
  if (!f) return '–';
  const scale = f.unit === 'money' ? 0.01 : f.unit === 'share' ? 100 : 1;
  const unit = f.unit === 'money' ? ` ${f.currency ?? ''}` : f.unit === 'share' ? ' %' : '';
  const show = (n: number) => grouped(n * scale);
  if (f.value !== null) return `${show(f.value)}${unit}`;
  if (f.low !== null && f.high !== null) return `${show(f.low)}–${show(f.high)}${unit}`;
  if (f.low !== null) return `≥ ${show(f.low)}${unit}`;
  return f.high === null ? '–' : `≤ ${show(f.high)}${unit}`;
}

export function exitOf(error: unknown): ExitCode {
  if (!(error instanceof TouchstoneError)) return EXIT.internal;
  switch (error.kind) {
    case 'usage':
    case 'missing':
    case 'forbidden':
      return EXIT.usage;
    case 'refused':
    case 'conflict':
      return EXIT.refused;
    case 'busy':
      return EXIT.findings;
    default:
      return EXIT.internal;
  }
}

export function printError(error: unknown, json: boolean): void {
  const known = error instanceof TouchstoneError ? error : null;
  const message = error instanceof Error ? error.message : String(error);
  if (json) {
    printJson({
      error: {
        code: known?.code ?? 'internal',
        message,
        fix: known?.fix ?? null,
        place: known?.place ?? null,
      },
    });
    return;
  }
  process.stderr.write(`${pc.red('error')} ${message}\n`);
  if (known?.fix) process.stderr.write(`${known.fix}\n`);
  if (!known && error instanceof Error && error.stack) process.stderr.write(`${pc.dim(error.stack)}\n`);
}

/** A number of a few digits: whole from 100 on, grouped by thin spaces. */
export const threeDigits = (x: number): string =>
  Math.abs(x) >= 100
    ? Math.round(x).toLocaleString('en-US').replaceAll(',', '\u202f')
    : String(Number(x.toPrecision(3)));
