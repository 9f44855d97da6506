/** Opens the stores of a home folder and listens. The running server leaves its address and key in `server.json`. */
import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { flushCompileCache } from 'node:module';
import { usage } from '#basis/error.ts';
import type { Config } from '#config/config.ts';
import { VERSION } from '#config/version.ts';
import { openStore, type Store } from '#store/open-store.ts';
import { isLoopback } from './access.ts';
import { buildApp } from './app.ts';
import type { JobRunner } from './job-runner.ts';
import { notePath, type ServerNote } from './note.ts';

export interface RunningServer {
  address: string;
  key: string;
  store: Store;
  runner: JobRunner;
  close(): Promise<void>;
}

/** `announce: false` serves one command on a private port and leaves no note. */
export async function serve(config: Config, options: { announce: boolean }): Promise<RunningServer> {
  if (!isLoopback(config.host) && !config.token)
    throw usage(
      'token-required',
      `Listening on ${config.host} lets others reach this server, so it needs an access token.`,
      'Set TOUCHSTONE_TOKEN, or listen on 127.0.0.1.',
    );
  const store = await openStore(config);
  const key = randomBytes(24).toString('hex');
  const { app, runner } = await buildApp(store, key, VERSION);
  const address = await app
    .listen({ host: config.host, port: config.port })
    .catch(async (error: Error & { code?: string }) => {
      await app.close();
      await store.close();
      if (error.code === 'EADDRINUSE')
        throw usage(
          'port-in-use',
          `Port ${config.port} is taken.`,
          'Choose another with --port N (0 takes a free one).',
        );
      throw error;
    });
  if (options.announce)
    await writeFile(
      notePath(config.home),
      JSON.stringify({
        pid: process.pid,
        address,
        key,
        startedAt: new Date().toISOString(),
      } satisfies ServerNote),
      { mode: 0o600 },
    );
  // Texts that came before this version could read them, or that a stopped run left.
  if (options.announce) await store.jobs.add('voice', {}, 'voice');
  // The next start reads compiled modules, even when this process is killed.
  if (options.announce) setTimeout(flushCompileCache, 2000).unref();
  return {
    address,
    key,
    store,
    runner,
    async close() {
      if (options.announce) await rm(notePath(config.home), { force: true });
      await app.close();
      await store.close();
    },
  };
}
