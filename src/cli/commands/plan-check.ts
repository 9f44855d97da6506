import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Command } from 'commander';
import { messageOf, refused, usage } from '#basis/error.ts';
import { checkCertificate } from '#domain/decisions/mix/measures/certificate-check.ts';
import { type MixCertificate, mixCertificate } from '#domain/decisions/mix/schema.ts';
import { readMixFiles } from '../mix-files.ts';
import { EXIT, print, printJson } from '../output.ts';
import { runAlone } from '../run-command.ts';

/** `touchstone plan-check CERT --audience FILE --prices FILE`: adds up a plan's value and bound without the solver. */
export function planCheckCommand(program: Command): void {
  program
    .command('plan-check <certificate>')
    .description('verify a plan: terms, value and bound, from its certificate and the inputs alone')
    .requiredOption('--audience <file>', 'columns kol and person')
    .requiredOption('--prices <file>', 'columns kol and price')
    .action((path: string, flags: { audience: string; prices: string }, command: Command) =>
      runAlone(command, async ({ json }) => {
        const certificate = readCertificate(path);
        const audience = await readMixFiles(flags.audience, flags.prices);
        const verdict = checkCertificate(audience, certificate);
        if (json) printJson(verdict);
        else {
          for (const { about, say } of verdict.faults) print(`${about}: ${say}`);
          print(
            verdict.ok
              ? `holds: value ${verdict.value}, bound ${verdict.bound} (${certificate.proven}), ${verdict.nodesChecked} nodes added up`
              : 'does not hold',
          );
        }
        return verdict.ok ? EXIT.fine : EXIT.findings;
      }),
    );
}

/** A certificate, or the output of a plan that holds one; gzip or not. */
function readCertificate(path: string): MixCertificate {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw usage('no-file', `${path} cannot be read: ${messageOf(error)}`, 'Check the path.');
  }
  let value: unknown;
  try {
    const text = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
    value = JSON.parse(text.toString('utf8'));
  } catch (error) {
    throw refused('no-certificate', `${path} is no JSON: ${messageOf(error)}`, { file: path });
  }
  const inner = value && typeof value === 'object' && 'certificate' in value ? value.certificate : value;
  const parsed = mixCertificate.safeParse(inner);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw refused(
      'no-certificate',
      `${path} is no certificate of a mix: ${issue?.path.join('.')} ${issue?.message}.`,
      { file: path },
      'Give what touchstone eval mix --certificate wrote.',
    );
  }
  return parsed.data;
}
