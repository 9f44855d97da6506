/**
 * Rules of the house that no other tool checks: file length, forbidden names, default exports, barrels,
 * process.env outside config, a README in every room, both languages of the glossary.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { METRIC_IDS } from '#basis/metric.ts';

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter(Boolean);
const found: string[] = [];
const say = (file: string, text: string) => found.push(`${file}: ${text}`);
/** Long because they are tables of data. */
const TABLES = new Set(['src/basis/metric.ts', 'src/basis/platform.ts']);
const MAX_LINES = 500;

for (const file of files.filter((f) => /^(src|scripts|bench|e2e)\/.*\.tsx?$/.test(f) && existsSync(f))) {
  const text = readFileSync(file, 'utf8');
  const lines = text.split('\n').length;
  const isData = TABLES.has(file) || /\/i18n\//.test(file) || text.startsWith('/** Data table');
  if (lines > MAX_LINES && !isData)
    say(file, `${lines} lines; ${MAX_LINES} is the limit for anything but a data table`);
  if (/\/(utils|helpers|common|types)(\/|\.ts)/.test(file)) say(file, 'names a drawer, not a noun');
  if (/^export default/m.test(text)) say(file, 'default export');
  if (/(^|\/)index\.tsx?$/.test(file)) say(file, 'barrel');
  if (
    /process\.env/.test(text) &&
    !/^(src\/config\/|scripts\/|bench\/|e2e\/)/.test(file) &&
    !/\.test\.ts$|\/run-program\.ts$/.test(file)
  )
    say(file, 'reads process.env; only config/ does');
  if (/\b(it|test|describe)\.(skip|only|todo)\b/.test(text)) say(file, 'a test that skips itself or others');
  if (/\/\*\*[^*]*\bTODO\b|\/\/\s*(TODO|FIXME|XXX)\b/.test(text))
    say(file, 'unfinished work marked in the code');
}

const rooms = new Set(
  files.map((f) => /^src\/domain\/[a-z]+\/[a-z]+\//.exec(f)?.[0]).filter((r) => r !== undefined),
);
for (const room of rooms) if (!existsSync(`${room}README.md`)) say(room, 'a room without a README');

const glossary = existsSync('docs/glossary.md') ? readFileSync('docs/glossary.md', 'utf8') : '';
for (const metric of METRIC_IDS)
  if (!glossary.includes(`\`${metric}\``)) say('docs/glossary.md', `does not name the metric ${metric}`);

for (const line of found) console.log(line);
console.log(`${files.length} files, ${rooms.size} rooms, ${found.length} broken rules`);
process.exit(found.length === 0 ? 0 : 1);
