import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { refused } from '#basis/error.ts';
import type { Run } from '#domain/facts/imports/schema.ts';
import { readNote } from '#server/note.ts';
import type { Status } from '#server/status.ts';
import { EXIT, print, printJson, printTable } from '../output.ts';
import { configOf, runAlone, runCommand } from '../run-command.ts';

export function dbCommand(program: Command): void {
  const db = program.command('db').description('the stores of the home folder');
  db.command('status')
    .description('files, migrations, counts')
    .action((_flags: object, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const status = await door.get<Status>('/status');
        if (json) printJson(status);
        else {
          printTable(
            ['store', 'engine', 'file', 'MB', 'migrations'],
            status.stores.map((s) => [
              s.name,
              s.engine,
              s.file,
              (s.byteCount / 1e6).toFixed(1),
              s.migrations.join(', '),
            ]),
          );
          print(
            Object.entries(status.counts)
              .map(([k, v]) => `${k} ${v}`)
              .join(' · '),
          );
        }
        return EXIT.fine;
      }),
    );
  db.command('imports')
    .description('imports, newest first')
    .option('--limit <n>', 'how many', '50')
    .action((flags: { limit: string }, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const { items } = await door.get<{ items: Run[] }>('/imports', { limit: flags.limit });
        if (json) printJson({ items });
        else
          printTable(
            ['import', 'file', 'vendor', 'read', 'kept', 'new', 'rejected', 'imported'],
            items.map((r) => [
              r.runId,
              r.file,
              r.vendor,
              String(r.rowsRead),
              String(r.rowsKept),
              String(r.rowsNew),
              String(r.rowsRejected),
              r.importedAt.slice(0, 19),
            ]),
          );
        return EXIT.fine;
      }),
    );
  db.command('undo')
    .description('take back one import')
    .argument('<import>')
    .action((runId: string, _flags: object, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const done = await door.send<{ facts: number; importAgain: string[] }>('DELETE', `/imports/${runId}`);
        if (json) printJson(done);
        else {
          print(`removed ${done.facts} facts`);
          if (done.importAgain.length > 0)
            print(`these may have repeated some of them; import them again: ${done.importAgain.join(', ')}`);
        }
        return EXIT.fine;
      }),
    );
  db.command('migrate')
    .description('bring the stores to this program’s schema; a backup is made first')
    .action((_flags: object, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const { stores } = await door.get<Status>('/status');
        if (json) printJson({ stores });
        else print(stores.map((s) => `${s.name}: ${s.migrations.at(-1) ?? 'none'}`).join(' · '));
        return EXIT.fine;
      }),
    );
  db.command('backup')
    .description('copy both stores and the documents into the folder `backups`')
    .action((_flags: object, command: Command) =>
      runAlone(command, async (flags) => {
        const config = configOf(flags);
        const note = readNote(config.home);
        if (note && existsSync(join(config.home, 'server.json'))) {
          try {
            process.kill(note.pid, 0);
            throw refused(
              'server-runs',
              `A server (process ${note.pid}) has the stores open.`,
              undefined,
              'Stop it, then back up.',
            );
          } catch (error) {
            if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
          }
        }
        const { openStore } = await import('#store/open-store.ts');
        const store = await openStore(config);
        try {
          const folder = await store.folder('backups');
          const files = [await store.facts.backup(folder), store.state.backup(folder)];
          const documents = await copyDocuments(await store.folder('documents'), join(folder, 'documents'));
          if (flags.json) printJson({ files, documents });
          else print([...files, `documents new in the backup: ${documents}`].join('\n'));
        } finally {
          await store.close();
        }
        return EXIT.fine;
      }),
    );
}

/** Documents are named by their bytes and never change: what the backup holds already is not copied again. */
async function copyDocuments(from: string, to: string): Promise<number> {
  const kept = (await readdir(from)).filter((name) => !name.endsWith('.part'));
  if (kept.length === 0) return 0;
  await mkdir(to, { recursive: true });
  const held = new Set(await readdir(to));
  const fresh = kept.filter((name) => !held.has(name));
  for (const name of fresh) {
    await copyFile(join(from, name), join(to, `${name}.part`));
    await rename(join(to, `${name}.part`), join(to, name));
  }
  return fresh.length;
}
