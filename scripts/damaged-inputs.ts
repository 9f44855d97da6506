/**
 * Two hundred damaged files, the same for the same seed: what users, browsers, networks and attackers do to
 * exports. Each is written when asked for; the largest are small on disk but for one.
 */
import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rng } from '#basis/rng.ts';
import {
  bombs,
  byteErrors,
  empty,
  formulas,
  hugeCells,
  mergedHeaders,
  mislabelled,
  truncated,
} from './damage-of-files.ts';
import {
  columns,
  deepJson,
  injection,
  lineEnds,
  oddCharacters,
  oddNumbers,
  openQuotes,
  wrongEncoding,
} from './damage-of-text.ts';
import { type Make, MB } from './damage-tools.ts';
import { bloggerCsv } from './sound-files.ts';

export interface DamagedInput {
  /** The name a browser would send. */
  name: string;
  kind: string;
  /** Unpacks to, or is, more than 100 MB. */
  big: boolean;
  /** Writes the file into a folder under a plain name; resolves to its path. */
  write(folder: string): Promise<string>;
}

const NAMES = [
  '../../etc/passwd.csv',
  '..\\..\\windows\\win.csv',
  '/absolute/name.csv',
  'C:\\Users\\a\\名单.csv',
  'a\u0000b.csv',
  'new\nline.csv',
  '\u202Evsc.exe',
  `${'长'.repeat(400)}.csv`,
  '....//....//x.csv',
  '%2e%2e%2fx.csv',
  'con.csv',
  '*.csv',
  'file[1].csv',
  '~/x.csv',
];

/** Kinds with how many of each; together 200. */
const CATALOGUE: [kind: string, count: number, make: Make, big?: (i: number) => boolean][] = [
  ['truncated', 24, truncated],
  ['wrong encoding', 22, wrongEncoding],
  ['mixed line ends', 12, lineEnds],
  ['1,000 columns', 6, columns],
  ['formula cells', 9, formulas],
  ['merged headers', 10, mergedHeaders],
  ['100-level JSON', 10, deepJson],
  ['zip bomb', 7, bombs, (i) => i !== 3],
  ['huge cell', 8, hugeCells],
  ['CSV injection', 10, injection],
  ['open quote', 10, openQuotes],
  ['empty', 14, empty],
  ['mislabelled', 14, mislabelled],
  ['odd numbers', 8, oddNumbers],
  ['odd characters', 8, oddCharacters],
  ['byte errors', 13, byteErrors],
];

export function* damagedInputs(seed: string): Generator<DamagedInput> {
  const root = rng(seed);
  let n = 0;
  const pathOf = (folder: string, ending: string) => join(folder, `${String(n).padStart(3, '0')}.${ending}`);
  for (const [kind, count, make, big] of CATALOGUE)
    for (let i = 0; i < count; i++) {
      n++;
      const place = n;
      const r = root.fork(`${kind}/${i}`);
      yield {
        name: `${kind.replaceAll(/\W/g, '-')}-${i}`,
        kind,
        big: big?.(i) ?? false,
        async write(folder) {
          const [ending, bytes] = make(r, i);
          const path = join(folder, `${String(place).padStart(3, '0')}.${ending}`);
          await writeFile(path, await bytes);
          return path;
        },
      };
    }
  for (const name of NAMES) {
    n++;
    const path = (folder: string) => pathOf(folder, 'csv');
    const r = root.fork(name);
    const place = path('');
    yield {
      name,
      kind: 'path-like name',
      big: false,
      async write(folder) {
        await writeFile(join(folder, place), bloggerCsv(r, 5));
        return join(folder, place);
      },
    };
  }
  yield {
    name: 'one cell of 1 GB.csv',
    kind: '1 GB cell',
    big: true,
    async write(folder) {
      const path = join(folder, '200.csv');
      const file = await open(path, 'w');
      try {
        await file.write(`${bloggerCsv(root.fork('1 GB'), 5)}"`);
        const block = Buffer.alloc(16 * MB, 0x78);
        for (let k = 0; k < 64; k++) await file.write(block);
      } finally {
        await file.close();
      }
      return path;
    },
  };
}
