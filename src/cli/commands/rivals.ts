import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { usage } from '#basis/error.ts';
import {
  brandWritten,
  type RivalsResult,
  type WatchedBrands,
} from '#domain/readings/market/rivals/schema.ts';
import { EXIT, print, printJson, printTable } from '../output.ts';
import { runCommand } from '../run-command.ts';

interface Flags {
  rivals?: string;
  own?: string;
  category?: string;
  list?: string;
  days?: string;
  out?: string;
}
const MIX_HEAD = ['brand', 'platform', 'tier', 'accounts', 'posts', 'declared', 'priced'];

const mixRows = (found: RivalsResult): string[][] =>
  found.brands.flatMap((b) =>
    b.mix.map((m) => [
      b.brand,
      m.platform,
      m.tier ?? '–',
      String(m.accounts),
      String(m.posts),
      String(m.declared),
      String(m.priced),
    ]),
  );
const money = (minor: number, currency: string): string => `${Math.round(minor / 100)} ${currency}`;
const percent = (s: { value: number; low: number; high: number } | null): string =>
  s ? `${(100 * s.value).toFixed(1)} % (${(100 * s.low).toFixed(1)}–${(100 * s.high).toFixed(1)})` : '–';

function printBoard(found: RivalsResult): void {
  print(`as of ${found.asOf ?? 'never'} · last ${found.windowDays} days · ${found.coverage.en}`);
  printTable(
    [
      'brand',
      'accounts',
      'posts',
      'declared',
      'asking prices: declared at lowest – all at highest',
      'unpriced posts',
    ],
    found.brands.map((b) => [
      b.own ? `${b.brand} (own)` : b.brand,
      String(b.accounts),
      String(b.posts),
      String(b.declared),
      b.spend.map((s) => `${money(s.lowMinor, s.currency)} – ${money(s.highMinor, s.currency)}`).join('; ') ||
        '–',
      String(b.unpricedPosts),
    ]),
  );
  printTable(MIX_HEAD, mixRows(found));
  printTable(
    ['platform', 'reading', 'posts naming a competitor', 'accounts used', 'why'],
    found.saturation.map((s) => [s.platform, s.level, percent(s.postShare), percent(s.usedShare), s.why.en]),
  );
}

/** `touchstone rivals`: whom competitors used, in what mix, for about what; and how full each platform is. */
export function rivalsCommand(program: Command): void {
  program
    .command('rivals')
    .description('competitors in this library’s posts: accounts, mix, asking prices, formats, saturation')
    .option('--rivals <names>', 'brands, comma-separated; further words of a brand after |')
    .option('--own <brand>', 'the own brand, for comparison')
    .option('--category <name>', 'accounts of one category')
    .option('--list <name>', 'saturation among the members of a list')
    .option('--days <n>', 'window in days', '180')
    .option('--out <file>', 'write the mix as CSV, or everything as JSON')
    .action((flags: Flags, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const { out } = flags;
        if (out && !/\.(csv|json)$/i.test(out))
          throw usage('bad-format', `“${out}” does not end in .csv or .json.`);
        const watched = flags.rivals ? null : await door.get<WatchedBrands>('/rivals/watched');
        const rivals = flags.rivals ?? watched?.rivals.map(brandWritten).join(',');
        if (!rivals)
          throw usage('no-rivals', 'No competitor is named.', 'Give --rivals, or name them under Strategy.');
        const found = await door.get<RivalsResult>('/rivals', {
          rivals,
          own: flags.own ?? (watched?.own ? brandWritten(watched.own) : undefined),
          category: flags.category,
          list: flags.list,
          windowDays: flags.days,
        });
        if (out)
          writeFileSync(
            out,
            out.toLowerCase().endsWith('.json')
              ? `${JSON.stringify(found, null, 2)}\n`
              : `\uFEFF${[MIX_HEAD, ...mixRows(found)].map((r) => r.map((c) => `"${c.replaceAll('"', '""')}"`).join(',')).join('\n')}\n`,
          );
        if (json) printJson(found);
        else printBoard(found);
        return EXIT.fine;
      }),
    );
}
