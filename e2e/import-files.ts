/** Five vendor files for the wizard, from fixtures/exports. */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FIVE = [
  ['pugongying-list/bloggers.xlsx', 'pugongying-list.xlsx'],
  ['xingtu-page/market.csv', 'xingtu-page.csv'],
  ['qiangua/bloggers.csv', 'qiangua.csv'],
  ['feigua/authors.csv', 'feigua.csv'],
  ['agency-pitch/pitch.xlsx', 'agency-pitch.xlsx'],
] as const;

export const FIVE_NAMES: readonly string[] = FIVE.map(([, name]) => name);

/** Copies the five into a folder under names of their own and returns the paths. */
export const copyFive = (folder: string): string[] =>
  FIVE.map(([from, name]) => {
    const to = join(folder, name);
    copyFileSync(fileURLToPath(new URL(`../fixtures/exports/${from}`, import.meta.url)), to);
    return to;
  });
