/**
 * Opens an exported library in LibreOffice and holds what it shows to the CSV export: same cells, same numbers.
 * Needs `soffice` on the path (Debian: `apt-get install --no-install-recommends libreoffice-calc`).
 * `npx node scripts/office-check.ts` exits with 1 when a cell differs.
 */
import { execFileSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { FIXTURE_FOLDER, fixture, tempLibrary } from '#domain/facts/imports/temp-library.ts';
import { exportLibrary } from '#domain/facts/library/export.ts';
import { sql } from '#store/facts/sql.ts';

const library = await tempLibrary();
try {
  const files = globSync('exports/**/*.{csv,json,ndjson,xlsx}', { cwd: FIXTURE_FOLDER }).sort();
  await library.bring(files.map(fixture));
  const [book, csv] = [join(library.home, 'library.xlsx'), join(library.home, 'library.csv')];
  await exportLibrary(library.store, sql`TRUE`, 'xlsx', book);
  await exportLibrary(library.store, sql`TRUE`, 'csv', csv);
  const office = join(library.home, 'office');
  // Comma, quote, UTF-8, from line 1; cells as stored, not as shown.
  const filter = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false';
  execFileSync(
    'soffice',
    [
      `-env:UserInstallation=file://${library.home}/profile`,
      '--headless',
      '--convert-to',
      filter,
      '--outdir',
      office,
      book,
    ],
    { stdio: ['ignore', 'ignore', 'inherit'], timeout: 180_000 },
  );
  const rowsOf = async (path: string): Promise<string[][]> =>
    parse(await readFile(path, 'utf8'), { bom: true, relax_column_count: true });
  const [ours, theirs] = [await rowsOf(csv), await rowsOf(join(office, 'library.csv'))];
  let [numbers, words, differ] = [0, 0, 0];
  if (ours.length !== theirs.length)
    throw new Error(`${ours.length} rows went out, ${theirs.length} came back`);
  for (const [r, row] of ours.entries())
    for (const [c, cell] of row.entries()) {
      const shown = theirs[r]?.[c] ?? '';
      const number = cell !== '' && !Number.isNaN(Number(cell));
      // A leading apostrophe marks text for a spreadsheet program, and LibreOffice may keep or take it.
      const same = number ? Number(cell) === Number(shown) : cell === shown;
      if (number) numbers++;
      else if (cell !== '') words++;
      if (!same) {
        differ++;
        console.error(`row ${r + 1}, ${ours[0]?.[c]}: ${cell} went out, ${shown} came back`);
      }
    }
  console.log(
    `${ours.length - 1} accounts: ${numbers} numbers and ${words} words compared, ${differ} differ`,
  );
  process.exitCode = differ > 0 ? 1 : 0;
} finally {
  await library.remove();
}
