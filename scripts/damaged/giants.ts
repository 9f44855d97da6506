/** A gigabyte in one cell, in five ways. Written as streams; whoever writes them deletes them. */
import { createWriteStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { DamagedInput } from './inputs.ts';

const MB = 1024 * 1024;

function* repeated(head: string, piece: string, megabytes: number, tail: string): Generator<Buffer> {
  yield Buffer.from(head);
  const block = Buffer.alloc(MB, piece);
  for (let n = 0; n < megabytes; n++) yield block;
  yield Buffer.from(tail);
}

function giant(name: string, fileName: string, write: (path: string) => Promise<void>): DamagedInput {
  return {
    name: `giant-${name}`,
    kind: 'giant-cell',
    fileName,
    heavy: true,
    async write(dir) {
      const folder = join(dir, `giant-${name}`);
      await mkdir(folder, { recursive: true });
      const path = join(folder, 'content');
      await write(path);
      return path;
    },
  };
}

const streamed = (head: string, tail: string) => (path: string) =>
  pipeline(repeated(head, 'x', 1024, tail), createWriteStream(path));

export const giants = (): DamagedInput[] => [
  giant('cell', 'giant.csv', streamed('a,b\n1,', '\n2,y\n')),
  giant('quoted-cell', 'giant-quoted.csv', streamed('a,b\n1,"', '"\n2,y\n')),
  giant('json-text', 'giant.json', streamed('[{"a":"', '"},{"a":2}]')),
  giant('packed-cell', 'giant.csv.gz', (path) =>
    pipeline(repeated('a,b\n1,', 'x', 1024, '\n2,y\n'), createGzip({ level: 1 }), createWriteStream(path)),
  ),
  giant('sparse-cell', 'giant-sparse.csv', async (path) => {
    const handle = await open(path, 'w');
    try {
      await handle.write('a,b\n1,');
      await handle.truncate(1024 * MB);
    } finally {
      await handle.close();
    }
  }),
];
