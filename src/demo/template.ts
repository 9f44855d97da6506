/**
 * The demo library made once, when the program is installed: `demo` copies it, so that the first start does not wait
 * for the imports. It belongs to exactly this source tree; after any change the demo is imported anew.
 */
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readConfig } from '#config/config.ts';
import { openStore } from '#store/open-store.ts';
import { type DemoLoaded, loadDemo } from './load-demo.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Everything that decides what the demo looks like in the stores. */
function sourceDigest(): string {
  const hash = createHash('sha256');
  for (const file of globSync('src/{basis,config,connectors,demo,domain,numerics,store}/**/*.{ts,sql}', {
    cwd: ROOT,
  }).sort())
    if (!file.endsWith('.test.ts')) hash.update(file).update(readFileSync(join(ROOT, file)));
  return hash.digest('hex').slice(0, 16);
}

const templatePath = (): string => join(ROOT, '.cache', `demo-${sourceDigest()}`);

/** Makes the template of this source tree; null when it is there already. */
export async function makeTemplate(): Promise<DemoLoaded | null> {
  const path = templatePath();
  if (existsSync(path)) return null;
  for (const old of globSync('.cache/demo-*', { cwd: ROOT }))
    await rm(join(ROOT, old), { recursive: true, force: true });
  const half = `${path}.part`;
  const store = await openStore(readConfig({ home: half }));
  const loaded = await loadDemo(store);
  await store.close();
  await rm(join(half, 'temp'), { recursive: true, force: true });
  await rename(half, path);
  return loaded;
}

/** Copies the template into an empty home; false when there is no template, or the home holds something. */
export async function copyTemplate(home: string): Promise<boolean> {
  if (existsSync(join(home, 'facts.duckdb'))) return false;
  const path = templatePath();
  if (!existsSync(path)) return false;
  await mkdir(dirname(home), { recursive: true });
  await cp(path, home, { recursive: true });
  return true;
}
