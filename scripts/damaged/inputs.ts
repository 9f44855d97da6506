/**
 * 200 damaged or hostile files, the same for the same seed, for the reader's tests and the fault run.
 * Each must be read, or give a refusal or row problems that say why; none may crash, hang or fill the memory.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Rng, rng } from '#basis/rng.ts';
import { archives } from './archives.ts';
import { bases, type Base } from './bases.ts';
import { giants } from './giants.ts';
import { jsonFiles } from './json-files.ts';
import { tables } from './tables.ts';
import { type Made, texts } from './texts.ts';

export interface DamagedInput {
  /** What it is, unique among the 200. */
  name: string;
  kind: string;
  /** The name that a sender claims; may hold path parts and control characters. */
  fileName: string;
  /** Over 100 MB when written or unpacked: for the fault run, not for unit tests. */
  heavy: boolean;
  /** Writes it below `dir`, which exists, and returns its path. */
  write(dir: string): Promise<string>;
}

export const DAMAGED_COUNT = 200;

/** Where and how a sound file is hurt. */
const WOUNDS: readonly { kind: string; hurt(bytes: Buffer, random: Rng): Buffer }[] = [
  { kind: 'truncated', hurt: (bytes, random) => bytes.subarray(0, random.int(1, bytes.length - 1)) },
  {
    kind: 'flipped-bytes',
    hurt(bytes, random) {
      const copy = Buffer.from(bytes);
      for (let n = random.int(1, 20); n > 0; n--) copy[random.int(0, copy.length - 1)] = random.int(0, 255);
      return copy;
    },
  },
  {
    kind: 'hole',
    hurt(bytes, random) {
      const from = random.int(1, bytes.length - 1);
      return Buffer.concat([
        bytes.subarray(0, from),
        bytes.subarray(Math.min(bytes.length, from + random.int(1, 400))),
      ]);
    },
  },
];

function* wounded(seed: number | string, count: number, files: readonly Base[]): Generator<Made> {
  for (let n = 0; n < count; n++) {
    const base = files[n % files.length] as Base;
    const wound = WOUNDS[Math.floor(n / files.length) % WOUNDS.length] as (typeof WOUNDS)[number];
    const random = rng(`damaged/${seed}/${n}`);
    yield {
      name: `${wound.kind}-${base.name}-${n}`,
      kind: `${wound.kind}-${base.format}`,
      fileName: `${base.name}.${base.format}`,
      bytes: async () => wound.hurt(await base.bytes(), random.fork('wound')),
    };
  }
}

/** Exactly 200 inputs. The fixed ones come first; wounded copies of sound files make up the number. */
export function* damagedInputs(seed: number | string): Generator<DamagedInput> {
  const random = rng(`damaged/${seed}`);
  const fixed = [...texts(random), ...tables(random), ...jsonFiles(), ...archives(random)];
  const heavy = giants();
  let place = 0;
  const written = (made: Made): DamagedInput => {
    const folder = `input-${++place}`;
    return {
      name: made.name,
      kind: made.kind,
      fileName: made.fileName,
      heavy: false,
      async write(dir) {
        await mkdir(join(dir, folder), { recursive: true });
        const path = join(dir, folder, 'content');
        await writeFile(path, await made.bytes());
        return path;
      },
    };
  };
  for (const made of fixed) yield written(made);
  for (const made of wounded(seed, DAMAGED_COUNT - fixed.length - heavy.length, bases(random)))
    yield written(made);
  yield* heavy;
}
