import { resolve } from 'node:path';
import type { Command } from 'commander';
import pc from 'picocolors';
import type { z } from 'zod';
import { TouchstoneError, usage } from '#basis/error.ts';
import { parseMappingFile } from '#connectors/mapping-file.ts';
import type { connectorSchema, FileReport, ImportReport, Preview } from '#domain/facts/imports/schema.ts';
import { waitForJob } from '../door.ts';
import { EXIT, type ExitCode, print, printJson, printTable, readGiven } from '../output.ts';
import { runCommand } from '../run-command.ts';

interface Flags {
  brand?: string;
  asOf?: string;
  platform?: string;
  connector?: string;
  mapping?: string;
  dateOrder?: string;
  followDesign?: string;
  preview?: boolean;
  connectors?: boolean;
}

/** A day or a moment as the API takes it. */
export function momentFlag(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const ms = Date.parse(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text);
  if (Number.isNaN(ms))
    throw usage('bad-date', `“${text}” is not a date.`, 'Write it as 2025-06-01 or 2025-06-01T08:00:00Z.');
  return new Date(ms).toISOString();
}

export function importCommand(program: Command): void {
  program
    .command('import')
    .description('import files: vendor exports, platform payloads, any table')
    .argument('[files...]', 'CSV, XLSX, JSON, NDJSON or Parquet; .gz too')
    .option('--brand <name>', 'brand the files belong to')
    .option('--as-of <date>', 'the day the files describe')
    .option('--platform <id>', 'platform of rows that do not name one')
    .option('--connector <id>', 'read with this connector')
    .option('--mapping <file>', 'read with this mapping file (JSON or YAML)')
    .option('--date-order <order>', 'day-first or month-first, for dates such as 03/04/2025')
    .option(
      '--follow-design <design>',
      'how a follower list was drawn: full, random, commenters or newest_first',
    )
    .option('--preview', 'show what the files look like; store nothing')
    .option('--connectors', 'list the connectors')
    .action((files: string[], flags: Flags, command: Command) =>
      runCommand(command, async ({ door, json, progress }) => {
        if (flags.connectors) return listConnectors(await door.get('/connectors'), json);
        if (files.length === 0) throw usage('no-files', 'Name at least one file.', 'touchstone import FILE…');
        const mapping = flags.mapping ? parseMappingFile(readGiven(flags.mapping)) : undefined;
        const body = {
          brand: flags.brand,
          asOf: momentFlag(flags.asOf),
          platform: flags.platform,
          dateOrder: flags.dateOrder,
          followDesign: flags.followDesign,
          files: files.map((path) => ({ path: resolve(path), connector: flags.connector, mapping })),
        };
        if (flags.preview)
          return showPreview(
            (await door.send<{ files: Preview[] }>('POST', '/imports/preview', body)).files,
            json,
          );
        const { jobId } = await door.send<{ jobId: string }>('POST', '/imports', body);
        const job = await waitForJob(door, jobId, (j) => progress(j.progress, j.message));
        progress(1, '');
        if (job.state !== 'done')
          throw new TouchstoneError(
            job.error?.code === 'internal' ? 'internal' : 'refused',
            job.error?.code ?? `import-${job.state}`,
            job.error?.message ?? `The import was ${job.state}.`,
            { fix: job.error?.fix ?? 'Import the files again; what is stored already is not stored twice.' },
          );
        return showReport(job.result as ImportReport, json);
      }),
    );
}

function showReport(report: ImportReport, json: boolean): ExitCode {
  if (json) printJson(report);
  else for (const file of report.files) showFile(file);
  if (report.files.some((f) => f.state === 'refused')) return EXIT.refused;
  return report.totals.rowsRejected > 0 ? EXIT.findings : EXIT.fine;
}

function showFile(f: FileReport): void {
  if (f.state === 'refused') {
    print(`${pc.bold(f.file)}  ${pc.red('refused')}: ${f.error?.message ?? ''}`);
    if (f.error?.fix) print(`  ${f.error.fix}`);
    return;
  }
  print(
    `${pc.bold(f.file)}  ${f.vendor} · ${f.connector}${f.platform ? ` · ${f.platform}` : ''}${f.state === 'already-imported' ? pc.dim(' · already imported, nothing changed') : ''}`,
  );
  print(
    `  ${f.rowsRead} rows read = ${f.rowsKept} kept (${f.rowsNew} new, ${f.rowsRepeated} repeated) + ${f.rowsRejected} rejected; ${f.cellsUnreadable} cells unreadable; ${f.seconds.toFixed(1)} s`,
  );
  for (const r of f.reasons.slice(0, 10))
    print(
      `  ${r.scope === 'row' ? pc.yellow('rejected') : pc.dim('cell')} ×${r.count} ${r.column}: ${r.reason} (row ${r.example.row}: “${r.example.value.slice(0, 60)}”)${r.fix ? ` ${r.fix}` : ''}`,
    );
  if (f.unknownColumns.length > 0) print(`  kept aside, unknown: ${f.unknownColumns.join(', ')}`);
  if (f.withheldColumns.length > 0) print(`  personal, not stored: ${f.withheldColumns.join(', ')}`);
  for (const w of f.warnings) print(`  ${pc.yellow('note')} ${w}`);
}

function showPreview(files: Preview[], json: boolean): ExitCode {
  if (json) printJson({ files });
  else
    for (const file of files) {
      print(
        pc.bold(file.file) +
          (file.error
            ? `  ${pc.red(file.error.message)}`
            : `  ${file.format}${file.encoding ? ` · ${file.encoding}` : ''}`),
      );
      for (const table of file.tables) {
        const best = table.candidates[0];
        print(
          `  ${table.sheet ?? 'table'}: ${best ? `${best.en} (${best.connector}), confidence ${best.confidence.toFixed(2)}` : 'no vendor recognised; guessed columns:'}`,
        );
        printTable(
          ['column', 'meaning', 'unit', 'confidence', 'examples'],
          table.columns.map((c) => [
            c.header,
            c.meaning ?? '–',
            c.unitNote ?? '',
            c.confidence.toFixed(2),
            c.examples.join(' | ').slice(0, 60),
          ]),
        );
      }
    }
  return files.some((f) => f.error) ? EXIT.refused : EXIT.fine;
}

function listConnectors(connectors: z.infer<typeof connectorSchema>[], json: boolean): ExitCode {
  if (json) printJson({ connectors });
  else
    printTable(
      ['connector', 'vendor', 'name', '名称', 'platforms'],
      connectors.map((c) => [c.id, c.vendor, c.en, c.zh, c.platforms.join(', ')]),
    );
  return EXIT.fine;
}
