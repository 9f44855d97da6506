/** The browser that travels in an npm package, unpacked once a version into a folder of its own. */
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';

const ARGS = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  // Pages are put together by the processor anyway; drawing by WebGL stays.
  '--disable-gpu-compositing',
];

const version = (): string => {
  const file = join(createRequire(import.meta.url).resolve('@sparticuz/chromium'), '../../package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
};

/** Path of the executable. A half-unpacked folder is never used: it is renamed into place when complete. */
export async function chromiumPath(): Promise<string> {
  const home = join(tmpdir(), `touchstone-chromium-${version()}`);
  const binary = join(home, 'chromium');
  if (existsSync(binary)) return binary;
  const fresh = mkdtempSync(join(tmpdir(), 'touchstone-unpack-'));
  const before = process.env['TMPDIR'];
  // The package unpacks into os.tmpdir(), which follows TMPDIR.
  process.env['TMPDIR'] = fresh;
  try {
    await chromium.executablePath();
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
  try {
    renameSync(fresh, home);
  } catch (error) {
    if (!existsSync(binary)) throw error;
    rmSync(fresh, { recursive: true, force: true });
  }
  return binary;
}

export const chromiumArgs: readonly string[] = ARGS;
