/** Makes and reads files for tests. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFile } from './open.ts';
import type { Read } from './problem.ts';

/** A temporary folder with a writer of files in it; `remove` deletes it. */
export async function scratch() {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-format-'));
  let count = 0;
  return {
    folder,
    async write(content: string | Uint8Array, name = `file-${++count}`): Promise<string> {
      const path = join(folder, name);
      await writeFile(path, content);
      return path;
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Opens a file and reads all of one table. */
export async function readAll(path: string, sheet?: string, options: Parameters<typeof openFile>[1] = {}) {
  const file = await openFile(path, options);
  const reads: Read[] = [];
  for await (const batch of file.records(sheet ?? file.tables[0]?.sheet ?? null)) reads.push(...batch);
  await file.close();
  const cells = reads.map((read) =>
    'problem' in read
      ? `problem: ${read.reason}`
      : read.shape === 'table'
        ? Object.values(read.cells)
        : read.value,
  );
  const problems = reads.flatMap((read) => ('problem' in read ? [read] : []));
  return { file, reads, cells, problems };
}
