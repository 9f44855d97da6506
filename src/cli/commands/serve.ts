import type { Command } from 'commander';
import pc from 'picocolors';
import { usage } from '#basis/error.ts';
import type { RunningServer } from '#server/serve.ts';
import { EXIT, print, printJson } from '../output.ts';
import { configOf, runAlone } from '../run-command.ts';

export interface ListenFlags {
  host?: string;
  port?: string;
}

export const listenOver = (flags: ListenFlags) => {
  const port = flags.port === undefined ? undefined : Number(flags.port);
  if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port < 65_536))
    throw usage('bad-port', `“${flags.port}” is not a port.`, 'Give a number from 0 to 65535.');
  return { ...(flags.host ? { host: flags.host } : {}), ...(port === undefined ? {} : { port }) };
};

/** Resolves when the process is asked to stop. */
export const untilAsked = (): Promise<void> =>
  new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });

export function announce(server: RunningServer, json: boolean): void {
  if (json) printJson({ address: server.address, home: server.store.config.home });
  else
    print(
      `${pc.bold('Touchstone')} is at ${pc.cyan(server.address)}  (home ${server.store.config.home}; stop with Ctrl+C)`,
    );
}

export function serveCommand(program: Command): void {
  program
    .command('serve')
    .description('serve the web app and the API')
    .option('--host <address>', 'address to listen on')
    .option('--port <n>', 'port to listen on; 0 takes a free one')
    .action((flags: ListenFlags, command: Command) =>
      runAlone(command, async (globals) => {
        const { serve } = await import('#server/serve.ts');
        const server = await serve({ ...configOf(globals), ...listenOver(flags) }, { announce: true });
        announce(server, globals.json);
        await untilAsked();
        await server.close();
        return EXIT.fine;
      }),
    );
}
