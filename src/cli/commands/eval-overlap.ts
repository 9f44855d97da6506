import type { Command } from 'commander';
import { usage } from '#basis/error.ts';
import { setOverlap, tallyRows } from '#domain/readings/audience/measures/set-overlap.ts';
import { sketchedPairs } from '#domain/readings/audience/measures/sketched-pairs.ts';
import { readEdges } from '../edge-file.ts';
import { EXIT, print, printJson, printTable } from '../output.ts';
import { runAlone } from '../run-command.ts';

interface Flags {
  sets: string;
  top: string;
  entries?: string;
  kol?: string;
  person?: string;
}
interface Pair {
  a: string;
  b: string;
  intersection: number;
  union: number;
  low: number;
  high: number;
}

const KOL = ['kol', 'kol_id', 'account', 'account_id', 'artist', 'artistID', 'set', '达人', '账号'];
const PERSON = [
  'person',
  'person_id',
  'user',
  'userID',
  'user_id',
  'follower',
  'actor',
  'actor_id',
  '用户',
  '粉丝',
];

const wholeNumber = (name: string, text: string): number => {
  const n = Number(text);
  if (!Number.isInteger(n) || n < 1)
    throw usage('bad-number', `${name} is ${text}.`, 'Give a whole number from 1.');
  return n;
};

/** `touchstone eval overlap --sets FILE`: union, intersections and frequency of any sets, exact or by sketches. */
export function evalOverlap(group: Command): void {
  group
    .command('overlap')
    .description('sum, union, exclusive, mean frequency and all pairs of a table of accounts and people')
    .requiredOption('--sets <file>', 'CSV, XLSX, JSON or Parquet with columns kol and person')
    .option('--kol <column>', 'column of accounts, when it has another name')
    .option('--person <column>', 'column of people, when it has another name')
    .option('--top <n>', 'pairs among so many of the largest accounts', '2000')
    .option('--entries <n>', 'estimate pairs from sketches of so many entries instead of counting')
    .action((flags: Flags, command: Command) =>
      runAlone(command, async ({ json }) => {
        const top = wholeNumber('--top', flags.top);
        const started = performance.now();
        const { ids, rowCount, emptyRows } = await readEdges(flags.sets, {
          ids: {
            kol: flags.kol === undefined ? KOL : [flags.kol],
            person: flags.person === undefined ? PERSON : [flags.person],
          },
          moments: {},
        });
        const begun = performance.now();
        const { kol, person } = ids;
        const sizes = tallyRows(person.ids, kol.ids, person.size, kol.size, false);
        const all = setOverlap(sizes);
        // Pairs of the largest; accounts keep the order of the file.
        const chosen = [...all.sizes.keys()]
          .sort((x, y) => (all.sizes[y] as number) - (all.sizes[x] as number) || x - y)
          .slice(0, top)
          .sort((x, y) => x - y);
        const place = new Int32Array(kol.size).fill(-1);
        for (const [i, set] of chosen.entries()) place[set] = i;
        const rows = kol.ids.map((_, i) => i).filter((i) => (place[kol.ids[i] as number] as number) >= 0);
        const chosenPerson = rows.map((i) => person.ids[i] as number);
        const chosenSet = rows.map((i) => place[kol.ids[i] as number] as number);
        const names = chosen.map((set) => kol.nameOf(set));
        const pairs: Pair[] = [];
        if (flags.entries === undefined) {
          const { both, sizes: size } = tallyRows(chosenPerson, chosenSet, person.size, chosen.length);
          for (let i = 0; i < chosen.length; i++)
            for (let j = i + 1; j < chosen.length; j++) {
              const n = both[i * chosen.length + j] as number;
              pairs.push({
                a: names[i] as string,
                b: names[j] as string,
                intersection: n,
                union: (size[i] as number) + (size[j] as number) - n,
                low: n,
                high: n,
              });
            }
        } else {
          const entries = wholeNumber('--entries', flags.entries);
          for (const p of sketchedPairs(chosenPerson, chosenSet, chosen.length, entries, person.nameOf))
            if (p.found.state === 'ok')
              pairs.push({
                a: names[p.a] as string,
                b: names[p.b] as string,
                intersection: p.found.intersection.value,
                union: p.found.union.value,
                low: p.found.intersection.low,
                high: p.found.intersection.high,
              });
        }
        const result = {
          sum: all.sum,
          union: all.union,
          exclusive: all.exclusive,
          meanFrequency: all.meanFrequency,
          pairs,
          accounts: kol.size,
          pairedAccounts: chosen.length,
          histogram: all.histogram.slice(0, all.histogram.findLastIndex((n) => n > 0) + 1),
          method: flags.entries === undefined ? 'exact' : 'sketch',
          rows: rowCount,
          emptyRows,
          ms: performance.now() - begun,
          totalMs: performance.now() - started,
        };
        if (json) {
          printJson(result);
          return EXIT.fine;
        }
        print(
          `${result.accounts} accounts: sum ${result.sum} · union ${result.union} · exclusive ${result.exclusive} · mean frequency ${result.meanFrequency.toFixed(4)}`,
        );
        printTable(
          ['a', 'b', 'both', 'either', '95 %'],
          [...pairs]
            .sort((x, y) => y.intersection - x.intersection)
            .slice(0, 30)
            .map((p) => [
              p.a,
              p.b,
              p.intersection.toFixed(0),
              p.union.toFixed(0),
              `${p.low.toFixed(0)} – ${p.high.toFixed(0)}`,
            ]),
        );
        print(
          `${pairs.length} pairs, ${result.method}, ${Math.round(result.ms)} ms, with reading ${Math.round(result.totalMs)} ms`,
        );
        return EXIT.fine;
      }),
    );
}
