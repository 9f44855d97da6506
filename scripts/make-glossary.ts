/**
 * Writes the metric and platform tables of docs/glossary.md from the dictionaries in src/basis, between their
 * markers. `node scripts/make-glossary.ts --check` changes nothing and ends with 1 when a table is out of date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Words } from '#basis/counted.ts';
import { METRIC_IDS, metricRow, type Unit } from '#basis/metric.ts';
import { PLATFORM_IDS, platformRow } from '#basis/platform.ts';

const file = new URL('../docs/glossary.md', import.meta.url);

const UNITS: Record<Unit, string> = {
  count: 'count',
  share: 'share 0–1',
  money: 'minor units of its currency',
  index: 'index, the vendor’s own scale',
  seconds: 'seconds',
  days: 'days',
  per_day: 'per day',
};

const cell = (text: string): string => text.replaceAll('|', '\\|');
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');

const both = ({ en, zh }: Words): string => `${en} · ${zh}`;

const metrics = (subject: 'account' | 'post'): string =>
  table(
    ['id', 'English', '中文', 'unit', 'numerator', 'denominator'],
    METRIC_IDS.filter((id) => metricRow(id).subject === subject).map((id) => {
      const row = metricRow(id);
      return [
        `\`${id}\``,
        row.en,
        row.zh,
        UNITS[row.unit],
        both(row.numerator),
        row.denominator ? both(row.denominator) : '–',
      ];
    }),
  );

const platforms = (): string =>
  table(
    ['id', 'English', '中文', 'currency', 'counters it exposes'],
    PLATFORM_IDS.map((id) => {
      const row = platformRow(id);
      const counters = Object.keys(row.counters)
        .map((metric) => `\`${metric}\``)
        .join(' ');
      return [`\`${id}\``, row.en, row.zh, row.currency, counters || '–'];
    }),
  );

const TABLES = {
  'account-metrics': metrics('account'),
  'post-metrics': metrics('post'),
  platforms: platforms(),
};

const before = readFileSync(file, 'utf8');
let after = before;
for (const [name, text] of Object.entries(TABLES)) {
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
  const [from, to] = [after.indexOf(start), after.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/glossary.md has no markers ${start} … ${end}`);
  after = `${after.slice(0, from + start.length)}\n${text}\n${after.slice(to)}`;
}

if (process.argv.includes('--check')) {
  const current = after === before;
  console.log(
    current
      ? 'docs/glossary.md is current'
      : 'docs/glossary.md is out of date: run node scripts/make-glossary.ts',
  );
  process.exit(current ? 0 : 1);
}
writeFileSync(file, after);
console.log(`${METRIC_IDS.length} metrics and ${PLATFORM_IDS.length} platforms written to docs/glossary.md`);
