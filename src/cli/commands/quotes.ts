import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { messageOf, usage } from '#basis/error.ts';
import {
  type KeptQuote,
  QUOTE_STATES,
  type QuoteFileReport,
  TAX_BASES,
} from '#domain/assets/relations/schema.ts';
import { QUOTE_FORMATS, QUOTE_KINDS } from '#domain/facts/accounts/schema.ts';
import { EXIT, print, printJson, printTable } from '../output.ts';
import { runCommand } from '../run-command.ts';

/** The bytes of a small file named on the command line, as base64. */
export function base64Of(path: string): string {
  try {
    return readFileSync(path).toString('base64');
  } catch (error) {
    throw usage('no-file', `${path} cannot be read: ${messageOf(error)}`, 'Check the path.');
  }
}

const percent = (share: number | null) => (share === null ? '–' : `${Math.round(share * 1000) / 10} %`);
const amount = (q: KeptQuote) => `${(q.amountMinor / 100).toLocaleString('en-US')} ${q.currency}`;

function printQuotes(items: readonly KeptQuote[]): void {
  printTable(
    [
      'id',
      'account',
      'name',
      'kind',
      'format',
      'amount',
      'tax',
      'fee',
      'rebate',
      'quoted on',
      'valid until',
      'state',
    ],
    items.map((q) => [
      q.quoteId,
      q.accountId,
      q.accountName ?? '–',
      q.kind,
      q.format,
      amount(q),
      q.taxBasis,
      percent(q.feeShare),
      percent(q.rebateShare),
      q.quotedOn,
      q.validUntil ?? '–',
      q.lapsed ? 'lapsed' : q.state,
    ]),
  );
}

/** `1200.50` in whole units as minor units. */
export function minorOf(text: string, what: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0)
    throw usage(
      'bad-amount',
      `${what} “${text}” is not an amount.`,
      'Give whole units, such as 1200 or 1200.50.',
    );
  return Math.round(value * 100);
}
function shareOf(text: string | undefined, what: string): number | null {
  if (text === undefined) return null;
  const value = text.trim().endsWith('%') ? Number(text.trim().slice(0, -1)) / 100 : Number(text);
  if (!Number.isFinite(value) || value < 0 || value > 1)
    throw usage('bad-share', `${what} “${text}” is not a share.`, 'Give 10% or 0.1.');
  return value;
}

interface AddFlags {
  format: string;
  kind: string;
  amount: string;
  currency?: string;
  tax?: string;
  taxRate?: string;
  fee?: string;
  rebate?: string;
  schedule?: string;
  on?: string;
  until?: string;
  by?: string;
  campaign?: string;
  note?: string;
}

function add(group: Command): void {
  group
    .command('add')
    .description('write down a price; refused without currency and tax basis')
    .argument('<account>')
    .requiredOption('--amount <units>', 'whole units of the currency')
    .option('--currency <code>', 'such as CNY')
    .option('--tax <basis>', TAX_BASES.join(' or '))
    .option('--kind <kind>', QUOTE_KINDS.join(', '), 'quoted')
    .option('--format <format>', QUOTE_FORMATS.join(', '), 'other')
    .option('--tax-rate <share>', 'such as 6%')
    .option('--fee <share>', "the platform's fee, such as 10%")
    .option('--rebate <share>')
    .option('--schedule <words>')
    .option('--on <day>', 'when it was quoted')
    .option('--until <day>', 'good until')
    .option('--by <name>', 'who quoted: the creator, an agency')
    .option('--campaign <name>')
    .option('--note <words>')
    .action((accountId: string, f: AddFlags, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const made = await door.send<KeptQuote>('POST', '/quotes', {
          accountId,
          format: f.format,
          kind: f.kind,
          amountMinor: minorOf(f.amount, 'The amount'),
          currency: f.currency ?? null,
          taxBasis: f.tax ?? null,
          taxShare: shareOf(f.taxRate, 'The tax rate'),
          feeShare: shareOf(f.fee, 'The fee'),
          rebateShare: shareOf(f.rebate, 'The rebate'),
          schedule: f.schedule ?? null,
          quotedOn: f.on ?? null,
          validUntil: f.until ?? null,
          quotedBy: f.by ?? '',
          campaign: f.campaign ?? null,
          note: f.note ?? '',
        });
        if (json) printJson(made);
        else printQuotes([made]);
        return EXIT.fine;
      }),
    );
}

interface ImportFlags {
  platform?: string;
  currency?: string;
  tax?: string;
  campaign?: string;
  on?: string;
  by?: string;
}

function bring(group: Command): void {
  group
    .command('import')
    .description(
      'read a quote sheet (CSV or XLSX) of an agency or your own; exit code 1 when rows were rejected',
    )
    .argument('<file>')
    .option('--platform <platform>', 'where the sheet does not name one')
    .option('--currency <code>', 'where the sheet does not say it')
    .option('--tax <basis>', `${TAX_BASES.join(' or ')}, where the sheet does not say it`)
    .option('--campaign <name>')
    .option('--on <day>', 'when it was quoted, where rows do not say')
    .option('--by <name>', 'who quoted, where rows do not say')
    .action((path: string, f: ImportFlags, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const report = await door.send<QuoteFileReport>('POST', '/quotes/import', {
          name: basename(path),
          base64: base64Of(path),
          platform: f.platform ?? null,
          currency: f.currency ?? null,
          taxBasis: f.tax ?? null,
          campaign: f.campaign ?? null,
          quotedOn: f.on ?? null,
          quotedBy: f.by ?? '',
        });
        if (json) printJson(report);
        else {
          print(
            `${report.file}: ${report.rowsRead} rows, ${report.quotesAdded} quotes added, ${report.quotesKnown} known already, ${report.rejected.length} rejected`,
          );
          if (report.unread.length > 0) print(`no place for: ${report.unread.join(', ')}`);
          if (report.withheld.length > 0) print(`personal, not stored: ${report.withheld.join(', ')}`);
          if (report.rejected.length > 0)
            printTable(
              ['row', 'column', 'value', 'reason', 'what to do'],
              report.rejected.map((r) => [String(r.row), r.column, r.value, r.reason, r.fix ?? '']),
            );
        }
        return report.rejected.length > 0 ? EXIT.findings : EXIT.fine;
      }),
    );
}

/** The quote ledger: list, asked and paid prices, each with currency and tax basis. */
export function quotesCommand(program: Command): void {
  const group = program
    .command('quotes')
    .description('prices that were listed, asked and paid, each with its currency and tax basis');
  group
    .command('list')
    .description('the ledger, newest first')
    .option('--account <id>')
    .option('--state <state>', QUOTE_STATES.join(', '))
    .option('--campaign <name>')
    .action((f: { account?: string; state?: string; campaign?: string }, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const { items } = await door.get<{ items: KeptQuote[] }>('/quotes', {
          accountId: f.account,
          state: f.state,
          campaign: f.campaign,
        });
        if (json) printJson(items);
        else printQuotes(items);
        return EXIT.fine;
      }),
    );
  add(group);
  bring(group);
  group
    .command('decide')
    .description('write down what became of an offer')
    .argument('<quote>')
    .argument('<state>', QUOTE_STATES.join(', '))
    .action((quoteId: string, state: string, _: object, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const made = await door.send<KeptQuote>('POST', `/quotes/${encodeURIComponent(quoteId)}/state`, {
          state,
        });
        if (json) printJson(made);
        else printQuotes([made]);
        return EXIT.fine;
      }),
    );
}
