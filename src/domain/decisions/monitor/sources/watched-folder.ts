/** A folder into which files are put: each is read once, when it has stopped growing. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '#basis/error.ts';
import type { PostReading } from '../schema.ts';
import { fileReadings } from './file-readings.ts';

export function watchedFolder(folder: string) {
  /** Files by size and time when last looked at; `true` once read. */
  const seen = new Map<string, { mark: string; read: boolean }>();
  return {
    async round(): Promise<{ readings: PostReading[]; missed: { id: string; why: string }[] }> {
      const readings: PostReading[] = [];
      const missed: { id: string; why: string }[] = [];
      for (const name of (await readdir(folder)).filter((n) => !n.startsWith('.')).sort()) {
        const path = join(folder, name);
        const found = await stat(path);
        if (!found.isFile()) continue;
        const mark = `${found.size} ${found.mtimeMs}`;
        const before = seen.get(name);
        if (before?.mark !== mark) {
          seen.set(name, { mark, read: false });
          continue;
        }
        if (before.read) continue;
        before.read = true;
        try {
          for await (const reading of fileReadings(path)) readings.push(reading);
        } catch (error) {
          missed.push({ id: name, why: messageOf(error) });
        }
      }
      return { readings, missed };
    },
  };
}
