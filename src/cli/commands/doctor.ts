import { accessSync, constants, existsSync, mkdirSync, statfsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import pc from 'picocolors';
import { messageOf } from '#basis/error.ts';
import type { Status } from '#server/status.ts';
import { openDoor } from '../door.ts';
import { EXIT, print, printJson } from '../output.ts';
import { configOf, type GlobalFlags, runAlone } from '../run-command.ts';

interface Check {
  check: string;
  ok: boolean;
  detail: string;
  fix: string | null;
}

const LOW_DISK = 2 * 2 ** 30;
const WEB = fileURLToPath(new URL('../../../dist/web/index.html', import.meta.url));

async function examine(flags: GlobalFlags): Promise<Check[]> {
  const checks: Check[] = [];
  const add = (check: string, ok: boolean, detail: string, fix: string) =>
    checks.push({ check, ok, detail, fix: ok ? null : fix });
  const major = Number(process.versions.node.split('.')[0]);
  add(
    'node',
    major >= 24,
    `Node.js ${process.versions.node}`,
    'Run `npm install` in the program’s folder: it brings Node.js 24.',
  );
  const config = configOf(flags);
  try {
    mkdirSync(config.home, { recursive: true });
    accessSync(config.home, constants.W_OK);
    add('home', true, config.home, '');
    const { bavail, bsize } = statfsSync(config.home);
    add(
      'disk',
      bavail * bsize > LOW_DISK,
      `${((bavail * bsize) / 1e9).toFixed(1)} GB free`,
      'Free some disk: imports need about twice a file’s size.',
    );
  } catch (error) {
    add('home', false, messageOf(error), 'Set TOUCHSTONE_HOME to a folder you can write.');
  }
  add(
    'web',
    existsSync(WEB),
    existsSync(WEB) ? 'built' : 'not built',
    'Run `npm install` or `npx vite build`.',
  );
  try {
    const door = await openDoor(config);
    try {
      const status = await door.get<Status>('/status');
      add(
        'stores',
        true,
        status.stores
          .map((s) => `${s.name} (${s.engine}) ${s.migrations.at(-1) ?? 'no migration'}`)
          .join(', '),
        '',
      );
      add(
        'jobs',
        status.jobs.failed === 0,
        `${status.jobs.waiting} waiting, ${status.jobs.running} running, ${status.jobs.failed} failed`,
        'See the failed jobs on the Data page.',
      );
      add('server', true, door.running ? `running at ${door.address}` : 'not running', '');
    } finally {
      await door.close();
    }
  } catch (error) {
    add(
      'stores',
      false,
      messageOf(error),
      'Restore a backup from the folder `backups`, or stop the process that holds the stores.',
    );
  }
  return checks;
}

export function doctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('is everything in place? ends with 1 when something is not')
    .action((_flags: object, command: Command) =>
      runAlone(command, async (flags) => {
        const checks = await examine(flags);
        const ok = checks.every((c) => c.ok);
        if (flags.json) printJson({ ok, checks });
        else
          for (const c of checks)
            print(
              `${c.ok ? pc.green('ok  ') : pc.red('fail')} ${c.check.padEnd(8)} ${c.detail}${c.fix ? `\n     ${c.fix}` : ''}`,
            );
        return ok ? EXIT.fine : EXIT.findings;
      }),
    );
}
