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
import { refreshVoice } from '#domain/readings/voice/pipeline/refresh.ts';
import { openStore } from '#store/open-store.ts';
import { type DemoLoaded, loadDemo } from './load-demo.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const SOURCE = join(ROOT, 'src');
const IMPORTED = /(?:from|import)\s*\(?\s*'([#.][^']+)'|new URL\('(\.[^']+)'/g;

/** The files that a file imports, threads that it starts included, over and over. */
function importedFrom(first: string): string[] {
  const found = new Set([first]);
  for (const file of found)
    for (const [, module, thread] of readFileSync(file, 'utf8').matchAll(IMPORTED)) {
      const named = module ?? thread ?? '';
      const path = named.startsWith('#') ? join(SOURCE, named.slice(1)) : join(dirname(file), named);
      if (/\.tsx?$/.test(path) && existsSync(path)) found.add(path);
    }
  return [...found].sort();
}

/** Everything that decides what the demo looks like in the stores: what loading it imports, and the schemas. */
function sourceDigest(): string {
  const hash = createHash('sha256');
  const schemas = globSync('store/**/*.sql', { cwd: SOURCE }).map((file) => join(SOURCE, file));
  for (const file of [...importedFrom(join(SOURCE, 'demo/load-demo.ts')), ...schemas.sort()])
    hash.update(file.slice(SOURCE.length)).update(readFileSync(file));
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
  // What a server would do after its first start: whoever starts from the template finds the texts read.
  await refreshVoice(store);
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
