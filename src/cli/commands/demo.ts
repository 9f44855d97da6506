import { join } from 'node:path';
import type { Command } from 'commander';
import pc from 'picocolors';
import { EXIT, print, printJson } from '../output.ts';
import { configOf, runAlone } from '../run-command.ts';
import { announce, type ListenFlags, listenOver, untilAsked } from './serve.ts';

export function demoCommand(program: Command): void {
  program
    .command('demo')
    .description(
      'a library of invented creators, made from a seed and imported as vendor files; it lives in <home>/demo',
    )
    .option('--serve', 'serve it when it is loaded')
    .option('--remove', 'delete the demo library')
    .option('--host <address>')
    .option('--port <n>')
    .action((flags: ListenFlags & { serve?: boolean; remove?: boolean }, command: Command) =>
      runAlone(command, async (globals) => {
        const [{ loadDemo, removeDemo }, { copyTemplate }, { serve }] = await Promise.all([
          import('#demo/load-demo.ts'),
          import('#demo/template.ts'),
          import('#server/serve.ts'),
        ]);
        const base = configOf(globals);
        const config = { ...base, home: join(base.home, 'demo'), ...listenOver(flags) };
        if (flags.remove) {
          await removeDemo(config.home);
          if (globals.json) printJson({ removed: config.home });
          else print(`removed ${config.home}`);
          return EXIT.fine;
        }
        await copyTemplate(config.home);
        const server = await serve(
          { ...config, ...(flags.serve ? {} : { host: '127.0.0.1', port: 0 }) },
          { announce: flags.serve ?? false },
        );
        try {
          if (flags.serve) announce(server, globals.json);
          const loaded = await loadDemo(server.store);
          if (flags.serve) {
            if (!globals.json && !loaded.already)
              print(
                pc.dim(
                  `demo library ready: ${loaded.files} files, ${loaded.rows} rows in ${loaded.seconds.toFixed(1)} s`,
                ),
              );
            await untilAsked();
          } else if (globals.json) printJson(loaded);
          else
            print(
              `${loaded.files} files, ${loaded.rows} rows${loaded.already ? ' (already there)' : ''} in ${server.store.config.home}`,
            );
        } finally {
          await server.close();
        }
        return EXIT.fine;
      }),
    );
}
