/**
 * Forward-only migrations: numbered SQL files, each applied once, its checksum kept. A changed or missing file
 * stops the program before it touches data.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TouchstoneError } from '#basis/error.ts';

export interface Migration {
  id: number;
  name: string;
  text: string;
  checksum: string;
}
export interface Applied {
  id: number;
  name: string;
  checksum: string;
}

/** Migrations in a folder, in order. Numbers must run 1, 2, 3 … without a gap. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name, i) => {
      const id = Number(name.slice(0, 4));
      if (id !== i + 1)
        throw new TouchstoneError(
          'internal',
          'migration-order',
          `Migration ${name} should be number ${i + 1}.`,
        );
      const text = await readFile(join(folder, name), 'utf8');
      return { id, name, text, checksum: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

/** Those still to apply. Throws when history differs from the files. */
export function pending(migrations: Migration[], applied: Applied[]): Migration[] {
  for (const done of applied) {
    const file = migrations.find((m) => m.id === done.id);
    if (!file)
      throw new TouchstoneError(
        'refused',
        'store-newer',
        `The store has migration ${done.name}, which this program does not know.`,
        {
          fix: 'Use the newer program that made this store, or restore a backup.',
        },
      );
    if (file.checksum !== done.checksum)
      throw new TouchstoneError(
        'refused',
        'migration-changed',
        `Migration ${done.name} differs from the one that was applied.`,
        {
          fix: 'Restore the original migration file; write changes as a new migration.',
        },
      );
  }
  const have = new Set(applied.map((a) => a.id));
  return migrations.filter((m) => !have.has(m.id));
}

/** Statements of a migration file. A statement ends with `;` at the end of a line. */
export const statementsOf = (text: string): string[] =>
  text
    .split(/;\s*$/m)
    .map((s) => s.trim())
    .filter((s) => s.replaceAll(/--.*$/gm, '').trim() !== '');
