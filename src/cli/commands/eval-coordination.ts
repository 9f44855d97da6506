import { type Command, InvalidArgumentError } from 'commander';
import { usage } from '#basis/error.ts';
import { coordination } from '#domain/readings/authenticity/rings/measures/coordinated-rings.ts';
import { readEdges } from '../edge-file.ts';
import { EXIT, print, printJson, printTable } from '../output.ts';
import { runAlone } from '../run-command.ts';

/** `--map role=COLUMN`, again and again. */
export function mapOption(text: string, before: Record<string, string>): Record<string, string> {
  const [role, column] = text.split('=');
  if (!role || !column) throw new InvalidArgumentError('Write role=COLUMN.');
  return { ...before, [role]: column };
}

const number = (flag: string, text: string, least: number): number => {
  const value = Number(text);
  if (!Number.isFinite(value) || value < least)
    throw usage('bad-number', `${flag} is ${text}.`, `Give a number of at least ${least}.`);
  return value;
};

interface Flags {
  edges: string;
  window: string;
  min: string;
  map: Record<string, string>;
  seed: string;
}

/** A community is listed up to this p. */
const LARGEST_P = 0.05;

/** `touchstone eval coordination --edges FILE --window 60 --min 2`: accounts that act on the same objects together. */
export function evalCoordination(group: Command): void {
  group
    .command('coordination')
    .description(
      'accounts that act on the same objects within seconds: pairs, communities, rings and their p',
    )
    .requiredOption('--edges <file>', 'table with object_id, account_id, timestamp_share (CooRTweet)')
    .option('--window <seconds>', 'two acts count together up to so many seconds apart', '60')
    .option('--min <n>', 'least number of distinct objects of a pair', '2')
    .option('--map <role=column>', 'names a column: object, account or time', mapOption, {})
    .option('--seed <text>', 'of communities and shuffles', 'coordination')
    .action((flags: Flags, command: Command) =>
      runAlone(command, async ({ json }) => {
        const windowSeconds = number('--window', flags.window, 0);
        const minObjects = number('--min', flags.min, 1);
        const started = performance.now();
        const file = await readEdges(flags.edges, {
          ids: {
            object: named(flags.map, 'object', ['object_id', 'object', 'post_id', 'url', 'item']),
            account: named(flags.map, 'account', ['account_id', 'account', 'actor', 'user', 'user_id']),
          },
          moments: {
            time: named(flags.map, 'time', [
              'timestamp_share',
              'timestamp',
              'time',
              'created_at',
              'acted_at',
            ]),
          },
        });
        const { account, object } = file.ids;
        const begun = performance.now();
        const found = coordination(
          { object: object.ids, actor: account.ids, atSeconds: file.moments.time as Float64Array },
          { windowSeconds, minObjects, minMembers: 2, seed: flags.seed },
        );
        const ended = performance.now();
        const key = (a: number, b: number) => a * account.size + b;
        const tested = new Map(
          Array.from(found.pairs.a, (a, i) => [key(a, found.pairs.b[i] as number), i] as const),
        );
        const communities = found.rings.filter((ring) => ring.p <= LARGEST_P);
        const summary = {
          rows: file.rowCount,
          emptyRows: file.emptyRows,
          coShares: found.coActCount,
          pairCount: found.pairCount,
          validatedPairs: found.pairs.validated.reduce((n, v) => n + v, 0),
          leftOut: found.leftOut.map((o) => ({ ...o, object: object.nameOf(o.object) })),
          nullGraphs: found.nullCount,
          ms: ended - begun,
          totalMs: ended - started,
          peakBytes: process.resourceUsage().maxRSS * 1024,
        };
        const rings = found.rings.map((r) => ({
          members: r.members.map(account.nameOf),
          edges: r.edges.length,
          p: r.p,
        }));
        if (json) {
          printJson({
            pairs: Array.from(found.found.a, (a, i) => {
              const b = found.found.b[i] as number;
              const place = tested.get(key(a, b));
              return {
                a: account.nameOf(a),
                b: account.nameOf(b),
                objects: found.found.count[i],
                /** Null above the largest p that a ring's pair may have. */
                p: place === undefined ? null : found.pairs.p[place],
                validated: place !== undefined && found.pairs.validated[place] === 1,
              };
            }),
            communities: communities.map((ring) => ring.members.map(account.nameOf)),
            rings,
            ...summary,
          });
          return EXIT.fine;
        }
        printTable(
          ['what', 'count'],
          [
            ['rows', `${summary.rows} (${summary.emptyRows} without a needed cell)`],
            [`co-shares within ${windowSeconds} s`, String(summary.coShares)],
            ['pairs', String(summary.pairCount)],
            [`pairs on ≥ ${minObjects} distinct objects`, String(found.found.a.length)],
            ['of these beyond chance (1 % false discoveries)', String(summary.validatedPairs)],
            [`communities with p ≤ ${LARGEST_P}`, String(communities.length)],
            ['objects left out (too many co-shares)', String(summary.leftOut.length)],
            ['analysis, with reading', `${Math.round(summary.ms)} ms, ${Math.round(summary.totalMs)} ms`],
            ['peak memory', `${Math.round(summary.peakBytes / 1e6)} MB`],
          ],
        );
        if (rings.length > 0) {
          print(`rings, p by ${found.nullCount} shuffles`);
          printTable(
            ['members', 'pairs', 'p', 'first members'],
            rings.map((r) => [
              String(r.members.length),
              String(r.edges),
              r.p.toPrecision(2),
              r.members.slice(0, 4).join(', '),
            ]),
          );
        }
        return EXIT.fine;
      }),
    );
}

/** Names a column may have: the one given by `--map`, else the usual ones. */
export const named = (
  map: Readonly<Record<string, string>>,
  role: string,
  usual: readonly string[],
): readonly string[] => (map[role] === undefined ? usual : [map[role]]);
