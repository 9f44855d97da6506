import { spawn } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { openStore } from './open-store.ts';
import { removeFolder, tempFolder, testConfig } from './temp-home.ts';

/** Another process tries to open the home; its answer. */
async function openElsewhere(home: string): Promise<unknown> {
  const script = `
    const { openStore } = await import('#store/open-store.ts');
    const { readConfig } = await import('#config/config.ts');
    try {
      const store = await openStore(readConfig({ home: ${JSON.stringify(home)}, memoryMb: 256 }, {}));
      console.log(JSON.stringify({ key: store.actorKey }));
      await store.close();
    } catch (e) {
      console.log(JSON.stringify({ kind: e.kind, code: e.code, fix: e.fix }));
    }`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    cwd: new URL('../../', import.meta.url),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  for await (const piece of child.stdout) text += String(piece);
  return JSON.parse(text) as unknown;
}

describe('a home folder', () => {
  it('belongs to one process: the second is told so and what to do', async () => {
    const home = await tempFolder();
    const store = await openStore(testConfig(home));
    expect(await openElsewhere(home)).toEqual({
      kind: 'busy',
      code: 'store-in-use',
      fix: 'Stop that process, or let the command talk to the running server.',
    });
    const key = store.actorKey;
    await store.close();
    expect(await openElsewhere(home)).toEqual({ key });
    await removeFolder(home);
  });

  it('keeps its key, and another home has another', async () => {
    const [a, b] = [await tempFolder(), await tempFolder()];
    const first = await openStore(testConfig(a));
    const key = first.actorKey;
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    await first.close();
    const [again, other] = [await openStore(testConfig(a)), await openStore(testConfig(b))];
    expect(again.actorKey).toBe(key);
    expect(other.actorKey).not.toBe(key);
    expect((await stat(await again.folder('spool'))).isDirectory()).toBe(true);
    await Promise.all([again.close(), other.close()]);
    await Promise.all([a, b].map(removeFolder));
  });
});
