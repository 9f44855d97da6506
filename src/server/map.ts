/** Province outlines for maps: the user's own file, else those of echarts 4.9.0. No map approval number is attached. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { messageOf, refused } from '#basis/error.ts';
import type { Config } from '#config/config.ts';

export async function provinceMap({ mapFile }: Config): Promise<Record<string, unknown>> {
  const path = mapFile ?? fileURLToPath(import.meta.resolve('echarts-4-maps/map/json/china.json'));
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
  } catch (error) {
    throw refused(
      'no-map',
      `The map ${path} cannot be read: ${messageOf(error)}`,
      { file: path },
      'Set TOUCHSTONE_MAP to a GeoJSON file whose features have names.',
    );
  }
}
