import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Command, Option } from 'commander';
import { refused } from '#basis/error.ts';
import {
  type AccountFilter,
  type Facets,
  filterFileSchema,
  type SearchResult,
  SORTS,
} from '#domain/facts/library/schema.ts';
import { EXIT, figureText, print, printJson, printTable, readGiven } from '../output.ts';
import { runCommand } from '../run-command.ts';

/** Flags that mirror the filter of the library page. */
const withFilter = (command: Command): Command =>
  command
    .option('--filter <file>', 'start from a saved filter file')
    .option('--platform <ids>', 'platforms, comma-separated')
    .option('--tier <names>', 'nano, micro, mid, macro, mega')
    .option('--category <names>')
    .option('--region <names>')
    .option('--tag <names>')
    .option('--brand <names>', 'brands mentioned or worked with')
    .option('--vendor <names>')
    .option('--followers-min <n>')
    .option('--followers-max <n>')
    .option('--engagement-min <n>')
    .option('--engagement-max <n>')
    .option('--price-min <n>', 'in minor units (fen, cents)')
    .option('--price-max <n>')
    .option('--fresh-days <n>', 'observed within so many days of the newest observation')
    .option('--list <name>', 'accounts of one of my lists');

type FilterFlags = Record<keyof AccountFilter, string> & { filter?: string };
const FIELDS = [
  'platform',
  'tier',
  'category',
  'region',
  'tag',
  'brand',
  'vendor',
  'followersMin',
  'followersMax',
  'engagementMin',
  'engagementMax',
  'priceMin',
  'priceMax',
  'freshDays',
  'list',
] as const;

/** Null for text that is no JSON: no filter file is null. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function queryOf(text: string | undefined, flags: FilterFlags): Record<string, unknown> {
  let base: Record<string, unknown> = {};
  if (flags.filter) {
    const read = filterFileSchema.safeParse(jsonOf(readGiven(flags.filter)));
    if (!read.success)
      throw refused(
        'bad-filter',
        `${flags.filter} is not a filter file: ${read.error.issues[0]?.message}`,
        { file: flags.filter },
        'Save one from the library page.',
      );
    base = read.data.filter;
  }
  const given = Object.fromEntries(FIELDS.filter((f) => flags[f] !== undefined).map((f) => [f, flags[f]]));
  return { ...base, ...given, ...(text ? { q: text } : {}) };
}

export function libraryCommand(program: Command): void {
  const library = program.command('library').description('search, count and export the library');
  withFilter(
    library
      .command('search')
      .description('accounts by words and facets')
      .argument('[text]', 'words, Chinese or English'),
  )
    .addOption(new Option('--sort <field>').choices([...SORTS]).default('followers'))
    .addOption(new Option('--order <way>').choices(['asc', 'desc']).default('desc'))
    .option('--limit <n>', 'accounts a page', '50')
    .option('--cursor <cursor>', 'next page')
    .action(
      (
        text: string | undefined,
        flags: FilterFlags & { sort: string; order: string; limit: string; cursor?: string },
        command: Command,
      ) =>
        runCommand(command, async ({ door, json }) => {
          const found = await door.get<SearchResult>('/accounts', {
            ...queryOf(text, flags),
            sort: flags.sort,
            order: flags.order,
            limit: flags.limit,
            cursor: flags.cursor,
          });
          if (json) printJson(found);
          else {
            print(`${found.total} accounts · as of ${found.asOf ?? 'never'} · tiers ${found.tierScheme}`);
            printTable(
              ['account', 'name', 'tier', 'followers', 'source', 'as of', 'engagement', 'price'],
              found.items.map((a) => [
                a.accountId,
                a.name ?? '–',
                a.tier ?? '–',
                figureText(a.followers),
                a.followers?.from.vendor ?? '–',
                a.followers ? `${a.followers.asOf.slice(0, 10)}${a.followers.stale ? ' (stale)' : ''}` : '–',
                figureText(a.engagement),
                figureText(a.price),
              ]),
            );
            if (found.nextCursor) print(`more: --cursor ${found.nextCursor}`);
          }
          return EXIT.fine;
        }),
    );
  withFilter(
    library.command('facets').description('how many accounts in each facet').argument('[text]'),
  ).action((text: string | undefined, flags: FilterFlags, command: Command) =>
    runCommand(command, async ({ door, json }) => {
      const found = await door.get<Facets>('/accounts/facets', queryOf(text, flags));
      if (json) printJson(found);
      else
        for (const [facet, values] of Object.entries(found.facets))
          print(`${facet}: ${values.map((v) => `${v.value} ${v.count}`).join(' · ')}`);
      return EXIT.fine;
    }),
  );
  withFilter(
    library.command('export').description('the filtered library as CSV, XLSX or Parquet').argument('<file>'),
  )
    .option('--words <text>')
    .action((file: string, flags: FilterFlags & { words?: string }, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const format = /\.(csv|xlsx|parquet)$/i.exec(file)?.[1]?.toLowerCase();
        if (!format)
          throw refused('bad-format', `“${file}” does not end in .csv, .xlsx or .parquet.`, { file });
        const response = await door.raw('/accounts/export', { ...queryOf(flags.words, flags), format });
        if (!response.body) throw refused('empty-answer', 'The server sent no file.');
        await pipeline(
          Readable.fromWeb(response.body as import('node:stream/web').ReadableStream),
          createWriteStream(file),
        );
        if (json) printJson({ file, format });
        else print(`wrote ${file}`);
        return EXIT.fine;
      }),
    );
  library
    .command('lists')
    .description('my lists')
    .action((_flags: object, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const { items } = await door.get<{
          items: { listId: string; name: string; size: number; note: string }[];
        }>('/lists');
        if (json) printJson({ items });
        else
          printTable(
            ['list', 'name', 'accounts', 'note'],
            items.map((l) => [l.listId, l.name, String(l.size), l.note]),
          );
        return EXIT.fine;
      }),
    );
  library
    .command('list-add')
    .description('add accounts to a list, which is made when it is new')
    .argument('<list>')
    .argument('<accounts...>')
    .action((name: string, accounts: string[], _flags: object, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const { items } = await door.get<{ items: { listId: string; name: string }[] }>('/lists');
        const list =
          items.find((l) => l.name === name || l.listId === name) ??
          (await door.send<{ listId: string }>('POST', '/lists', { name }));
        const { size } = await door.send<{ size: number }>('POST', `/lists/${list.listId}/members`, {
          add: accounts,
        });
        if (json) printJson({ listId: list.listId, size });
        else print(`${name}: ${size} accounts`);
        return EXIT.fine;
      }),
    );
}
