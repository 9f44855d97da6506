import type { Command } from 'commander';
import {
  type BlockScore,
  scoreBlocks,
  scoreOf,
} from '#domain/readings/authenticity/rings/measures/block-score.ts';
import { type DenseBlock, denseBlocks } from '#domain/readings/authenticity/rings/measures/dense-blocks.ts';
import type { Interval } from '#numerics/stats/intervals.ts';
import { readEdges } from '../edge-file.ts';
import { EXIT, print, printJson, printTable, readGiven } from '../output.ts';
import { runAlone } from '../run-command.ts';
import { mapOption, named } from './eval-coordination.ts';

interface Flags {
  edges: string;
  label?: string;
  users?: string;
  map: Record<string, string>;
  bin: string;
  seed: string;
}

const INNOCENT = new Set(['0', 'false', 'no', 'n', '-1', 'none', 'genuine', 'real', 'normal']);

/** `touchstone eval blocks --edges FILE [--label COL]`: dense blocks of accounts and posts. */
export function evalBlocks(group: Command): void {
  group
    .command('blocks')
    .description(
      'blocks of accounts and posts far denser than degrees explain, scored where labels are given',
    )
    .requiredOption('--edges <file>', 'table with an account and a post column, perhaps with moments')
    .option(
      '--label <column>',
      'column that marks the edges of blocks; an account counts as marked by one edge',
    )
    .option('--users <file>', 'the accounts of the true blocks, one a line')
    .option('--map <role=column>', 'names a column: user, item or time', mapOption, {})
    .option('--bin <seconds>', 'width of a time bin, where there is a column of moments', '3600')
    .option('--seed <text>', 'of communities', 'blocks')
    .action((flags: Flags, command: Command) =>
      runAlone(command, async ({ json }) => {
        const started = performance.now();
        const file = await readEdges(flags.edges, {
          ids: {
            user: named(flags.map, 'user', ['user', 'user_id', 'account', 'account_id', 'actor', 'reviewer']),
            item: named(flags.map, 'item', [
              'item',
              'item_id',
              'object',
              'object_id',
              'post',
              'post_id',
              'product',
            ]),
            ...(flags.label === undefined ? {} : { label: [flags.label] }),
          } as Record<'user' | 'item' | 'label', readonly string[]>,
          moments: {
            time: named(flags.map, 'time', [
              'time',
              'timestamp',
              'timestamp_share',
              'hour',
              'date',
              'acted_at',
              'created_at',
            ]),
          },
          optional: flags.map['time'] === undefined ? ['time'] : [],
          byPlace: { user: 0, item: 1 },
        });
        const { user, item, label } = file.ids as Partial<typeof file.ids> & typeof file.ids;
        const time = file.moments.time;
        const begun = performance.now();
        const found = denseBlocks(
          { user: user.ids, item: item.ids, ...(time ? { atSeconds: time } : {}) },
          { binSeconds: Number(flags.bin), seed: flags.seed },
        );
        const ended = performance.now();
        const marked = label as typeof label | undefined;
        const score = marked
          ? scoreBlocks(
              found.blocks,
              user.ids,
              item.ids,
              Uint8Array.from(marked.ids, (id) => (INNOCENT.has(marked.nameOf(id).toLowerCase()) ? 0 : 1)),
            )
          : null;
        const users =
          flags.users === undefined
            ? (score?.users ?? null)
            : usersAgainst(flags.users, found.blocks, user.nameOf);
        const result = {
          blocks: found.blocks.map((b) => ({
            users: b.users.map(user.nameOf),
            items: b.items.map(item.nameOf),
            edges: b.edges,
            density: b.density,
            expected: b.expected,
            logP: b.logP,
            foundBy: b.foundBy,
          })),
          precision: users?.precision ?? null,
          recall: users?.recall ?? null,
          f1: users?.f1 ?? null,
          onEdges: score?.edges ?? null,
          edges: found.edgeCount,
          emptyRows: file.emptyRows,
          leftOut: {
            items: found.leftOut.items.map(item.nameOf),
            itemDegreeCap: finite(found.leftOut.itemDegreeCap),
            users: found.leftOut.users.map(user.nameOf),
            userDegreeCap: finite(found.leftOut.userDegreeCap),
          },
          ms: ended - begun,
          totalMs: ended - started,
          peakBytes: process.resourceUsage().maxRSS * 1024,
        };
        if (json) {
          printJson(result);
          return EXIT.fine;
        }
        printTable(
          ['block', 'accounts', 'posts', 'edges', 'expected', 'density', 'found by'],
          found.blocks.map((b, i) => [
            String(i + 1),
            String(b.users.length),
            String(b.items.length),
            String(b.edges),
            b.expected.toFixed(1),
            b.density.toFixed(3),
            b.foundBy.join(', '),
          ]),
        );
        print(
          `${result.edges} edges; ${result.leftOut.items.length} posts above degree ${result.leftOut.itemDegreeCap ?? '∞'} took no part in pairing; ${Math.round(result.ms)} ms, with reading ${Math.round(result.totalMs)} ms, peak ${Math.round(result.peakBytes / 1e6)} MB`,
        );
        if (users) print(`on accounts: ${shown(users)}`);
        if (score) print(`on edges: ${shown(score.edges)}`);
        return EXIT.fine;
      }),
    );
}

const finite = (n: number): number | null => (Number.isFinite(n) ? n : null);
const share = (i: Interval): string => `${i.value.toFixed(3)} (${i.low.toFixed(3)}–${i.high.toFixed(3)})`;
const shown = (s: BlockScore): string =>
  `precision ${s.precision ? share(s.precision) : '–'}, recall ${s.recall ? share(s.recall) : '–'}, F1 ${s.f1 ? share(s.f1) : '–'}`;

function usersAgainst(
  path: string,
  blocks: readonly DenseBlock[],
  nameOf: (id: number) => string,
): BlockScore {
  const truth = new Set(
    readGiven(path)
      .split(/\s+/)
      .filter((name) => name !== ''),
  );
  const found = new Set(blocks.flatMap((b) => b.users.map(nameOf)));
  return scoreOf([...found].filter((name) => truth.has(name)).length, found.size, truth.size);
}
