import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import pc from 'picocolors';
import { TouchstoneError } from '#basis/error.ts';
import type { Reading } from '#basis/reading.ts';
import type { Job } from '#domain/facts/imports/schema.ts';
import type {
  AuditReport,
  AuthenticityPage,
  ReadCard,
  ReadingRows,
} from '#domain/readings/authenticity/schema.ts';
import { auditHtml } from '../audit-html.ts';
import { type Door, waitForJob } from '../door.ts';
import { EXIT, print, printJson, printTable } from '../output.ts';
import { runCommand } from '../run-command.ts';

const csvCell = (value: unknown): string => {
  const text = typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
};

/** A reading's number with its interval, or what is missing. */
function resultText(reading: Reading): string {
  const { result } = reading;
  if (result.state === 'insufficient') return `needs ${result.need.en}; has ${result.have.en}`;
  const show = (x: number) =>
    result.unit === 'share' ? `${(100 * x).toFixed(1)} %` : String(Number(x.toPrecision(4)));
  const interval =
    result.low === null || result.high === null ? '' : ` (${show(result.low)} – ${show(result.high)})`;
  return `${show(result.value)}${interval}${result.unit === 'share' ? '' : ` ${result.unit}`}, n ${result.n}`;
}

const line = (c: ReadCard): string[] => [
  c.contested ? `${c.reading.level} · contested` : c.reading.level,
  c.card.title.en,
  c.reading.summary.en,
  resultText(c.reading),
  c.card.falseAlarm ? `${100 * c.card.falseAlarm.declared} %` : '–',
];

/** audit.json, audit.html and evidence.csv; returns the number of rows in the last. */
async function writeEvidence(
  folder: string,
  door: Door,
  pages: readonly AuthenticityPage[],
): Promise<number> {
  await mkdir(folder, { recursive: true });
  const rowsOf = new Map<string, ReadingRows>();
  const lines = ['account,measure,level,file,sheet,row,note,cells'];
  for (const page of pages)
    for (const { reading } of [...page.cards, ...page.below]) {
      if (reading.rowCount === 0) continue;
      const found = await door.get<ReadingRows>(`/readings/${reading.readingId}/rows`);
      rowsOf.set(reading.readingId, found);
      for (const r of found.rows)
        lines.push(
          [page.accountId, reading.measure, reading.level, r.fileName, r.sheet, r.row, r.note, r.cells]
            .map(csvCell)
            .join(','),
        );
    }
  await writeFile(join(folder, 'audit.json'), `${JSON.stringify(pages, null, 2)}\n`);
  await writeFile(join(folder, 'audit.html'), auditHtml(pages, rowsOf));
  await writeFile(join(folder, 'evidence.csv'), `\uFEFF${lines.join('\n')}\n`);
  return lines.length - 1;
}

/** Exit 1 when an account’s cards together argue at least moderately. */
export function auditCommand(program: Command): void {
  program
    .command('audit')
    .description('who is real: evidence cards of accounts, each with its interval and false-alarm share')
    .argument('[ids...]', 'account ids; the whole library when none is named')
    .option('--as-of <moment>', 'the day the readings describe; default: newest observation')
    .option('--evidence <folder>', 'write audit.json, audit.html and evidence.csv there')
    .action((ids: string[], flags: { asOf?: string; evidence?: string }, command: Command) =>
      runCommand(command, async ({ door, json, progress }) => {
        const { jobId } = await door.send<{ jobId: string }>('POST', '/audits', {
          accountIds: ids.length > 0 ? ids : null,
          ...(flags.asOf ? { asOf: new Date(flags.asOf).toISOString() } : {}),
        });
        const job: Job = await waitForJob(door, jobId, (j) => progress(j.progress, j.message));
        if (job.state !== 'done')
          throw new TouchstoneError(
            job.error?.code === 'internal' ? 'internal' : 'refused',
            job.error?.code ?? `audit-${job.state}`,
            job.error?.message ?? `The audit was ${job.state}.`,
            job.error?.fix ? { fix: job.error.fix } : {},
          );
        const report = job.result as AuditReport;
        const pages = await Promise.all(
          ids.map((id) => door.get<AuthenticityPage>(`/accounts/${encodeURIComponent(id)}/authenticity`)),
        );
        const rowCount = flags.evidence ? await writeEvidence(flags.evidence, door, pages) : 0;
        if (json) printJson({ report, accounts: pages });
        else {
          for (const page of pages) {
            print(pc.bold(page.accountId));
            if (page.combined) print(page.combined.reading.summary.en);
            printTable(
              ['level', 'card', 'finding', 'value', 'false alarms declared'],
              [...page.cards, ...page.below].map(line),
            );
          }
          if (ids.length === 0)
            printTable(
              ['measure', 'strong', 'moderate', 'weak', 'none', 'insufficient'],
              Object.entries(report.levels).map(([measure, n]) => [
                measure,
                ...(['strong', 'moderate', 'weak', 'none', 'insufficient'] as const).map((l) =>
                  String(n[l] ?? 0),
                ),
              ]),
            );
          print(
            `${report.accountCount} accounts · ${report.readingCount} readings, ${report.newCount} new · as of ${report.asOf ?? '–'}${flags.evidence ? ` · ${rowCount} rows in ${flags.evidence}` : ''}`,
          );
        }
        const argues = (level: string | undefined) => level === 'moderate' || level === 'strong';
        const found =
          ids.length > 0
            ? pages.some((p) => argues(p.combined?.reading.level))
            : Object.keys(report.levels['combined-evidence@1'] ?? {}).some(argues);
        return found ? EXIT.findings : EXIT.fine;
      }),
    );
}
