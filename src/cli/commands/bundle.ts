import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { checkBundle } from '#domain/telling/bundle/check-bundle.ts';
import type { Grade } from '#domain/telling/bundle/schema.ts';
import { EXIT, print, printJson } from '../output.ts';
import { runCommand } from '../run-command.ts';

/** One signed file of readings that anybody can verify without the library. */
export function bundleCommand(program: Command): void {
  program
    .command('bundle')
    .description(
      'one signed file of the readings of an account or a campaign and the rows they rest on, for `touchstone verify`',
    )
    .argument('<id>', 'account id as the library shows it, or the name of a campaign')
    .requiredOption('-o, --output <file>', 'the file to write')
    .option('--hashed', 'digests of the input rows instead of the rows')
    .option('--as-of <moment>', 'the day the readings describe; default: newest observation')
    .action((id: string, flags: { output: string; hashed?: boolean; asOf?: string }, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const grade: Grade = flags.hashed ? 'hashed' : 'open';
        const response = await door.post('/bundles', {
          id,
          grade,
          ...(flags.asOf ? { asOf: new Date(flags.asOf).toISOString() } : {}),
        });
        const bytes = Buffer.from(await response.arrayBuffer());
        await writeFile(flags.output, bytes);
        const { verification, opened } = checkBundle(bytes);
        const told = {
          file: flags.output,
          bytes: bytes.length,
          grade,
          root: verification.root,
          fingerprint: verification.fingerprint,
          readings: opened?.rows.readings?.length ?? 0,
          rows: verification.rowCount,
        };
        if (json) printJson(told);
        else {
          print(
            `${told.file}: ${told.readings} readings, ${told.rows} rows, ${told.bytes} bytes, grade ${grade}`,
          );
          print(`root        ${told.root}`);
          print(`signed by   ${told.fingerprint}`);
        }
        return EXIT.fine;
      }),
    );
}
