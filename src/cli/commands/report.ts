import { mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { refused, usage } from '#basis/error.ts';
import { FORMATS, LAYERS, type ReportFormat, type ReportMade } from '#domain/telling/reports/schema.ts';
import { waitForJob } from '../door.ts';
import { EXIT, print, printJson, readGiven } from '../output.ts';
import { runCommand } from '../run-command.ts';

interface Flags {
  xlsx?: boolean;
  pptx?: boolean;
  html?: boolean;
  pdf?: boolean;
  layer: string;
  lang: string;
  tariff?: string;
  output: string;
}

/** The close-out report of a campaign, in as many formats as asked, all from one model. */
export function reportCommand(program: Command): void {
  program
    .command('report')
    .description('the close-out report of a campaign: workbook, slides, HTML and PDF with the same numbers')
    .argument('<campaign>', 'name of the campaign')
    .option('--xlsx', 'workbook (always full)')
    .option('--pptx', 'slides')
    .option('--html', 'self-contained page')
    .option('--pdf', 'the page, printed')
    .option('--layer <layer>', 'page, manager or full', 'full')
    .option('--lang <language>', 'zh or en', 'zh')
    .option('--tariff <file>', 'tariff of a media-value scenario (JSON); none by default')
    .option('-o, --output <folder>', 'folder for the files', '.')
    .action((campaign: string, flags: Flags, command: Command) =>
      runCommand(command, async ({ door, json, progress }) => {
        const asked = FORMATS.filter((format) => flags[format]);
        if (!(LAYERS as readonly string[]).includes(flags.layer))
          throw usage('bad-layer', `--layer is ${flags.layer}.`, `Give one of ${LAYERS.join(', ')}.`);
        if (flags.lang !== 'zh' && flags.lang !== 'en')
          throw usage('bad-language', `--lang is ${flags.lang}.`, 'Give zh or en.');
        const { jobId } = await door.send<{ jobId: string }>(
          'POST',
          `/campaigns/${encodeURIComponent(campaign)}/reports`,
          {
            formats: asked.length > 0 ? asked : [...FORMATS],
            layer: flags.layer,
            language: flags.lang,
            ...(flags.tariff === undefined ? {} : { tariff: JSON.parse(readGiven(flags.tariff)) as unknown }),
          },
        );
        const job = await waitForJob(door, jobId, (j) => progress(j.progress, j.message));
        progress(1, '');
        if (job.state !== 'done')
          throw refused(
            job.error?.code ?? 'no-report',
            job.error?.message ?? `The report was ${job.state}.`,
            undefined,
            job.error?.fix ?? undefined,
          );
        const made = job.result as ReportMade;
        mkdirSync(flags.output, { recursive: true });
        const written: { format: ReportFormat; file: string; bytes: number }[] = [];
        for (const file of made.files) {
          const response = await door.raw(`/reports/${made.reportId}/${file.format}`);
          const path = resolve(join(flags.output, file.name));
          await writeFile(path, Buffer.from(await response.arrayBuffer()));
          written.push({ format: file.format, file: path, bytes: file.byteCount });
        }
        if (json) printJson({ ...made, files: written });
        else {
          for (const w of written) print(`${w.file}  ${w.bytes} bytes`);
          print(`digest ${made.digest} · ${made.ms} ms`);
        }
        return EXIT.fine;
      }),
    );
}
