import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import pc from 'picocolors';
import { messageOf, refused } from '#basis/error.ts';
import { besideLibrary } from '#domain/telling/bundle/beside-library.ts';
import type { Verification } from '#domain/telling/bundle/schema.ts';
import { verifyBundle } from '#domain/telling/bundle/verify-bundle.ts';
import { openDoor } from '../door.ts';
import { EXIT, type ExitCode, print, printJson } from '../output.ts';
import { configOf, type GlobalFlags, runAlone } from '../run-command.ts';

const EXIT_OF: Record<Verification['verdict'], ExitCode> = {
  fine: EXIT.fine,
  differs: EXIT.findings,
  unreadable: EXIT.refused,
};

async function bytesOf(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    throw refused(
      'no-file',
      `${path} cannot be read: ${messageOf(error)}`,
      { file: path },
      'Check the path.',
    );
  }
}

/** The same bundle made anew from the library at hand. */
async function madeAnew(flags: GlobalFlags, v: Verification): Promise<Buffer> {
  const door = await openDoor(configOf(flags));
  try {
    const response = await door.post('/bundles', {
      id: v.manifest?.subject.id,
      grade: 'hashed',
      asOf: v.manifest?.asOf,
    });
    return Buffer.from(await response.arrayBuffer());
  } finally {
    await door.close();
  }
}

const squeeze = (text: string): string => text.replaceAll(/[\s:]/g, '').toLowerCase();

/** Exit 0 when everything fits, 1 when something differs, 3 when the file is no bundle or of another version. */
export function verifyCommand(program: Command): void {
  program
    .command('verify')
    .description('check a bundle: digests, signature, and the readings run again on the enclosed rows')
    .argument('<file>', 'a file made by `touchstone bundle`')
    .option('--fingerprint <hex>', 'the signer you expect, as `touchstone bundle` printed it')
    .option('--beside-library', 'make the same bundle from this home’s library and compare')
    .action((file: string, flags: { fingerprint?: string; besideLibrary?: boolean }, command: Command) =>
      runAlone(command, async (globals) => {
        const bytes = await bytesOf(file);
        let verification = await verifyBundle(bytes);
        if (verification.verdict === 'fine' && flags.besideLibrary)
          verification = besideLibrary(verification, bytes, await madeAnew(globals, verification));
        const { fingerprint, manifest } = verification;
        if (
          verification.verdict === 'fine' &&
          flags.fingerprint !== undefined &&
          squeeze(flags.fingerprint) !== squeeze(fingerprint ?? '')
        )
          verification = {
            ...verification,
            verdict: 'differs',
            message: `The file is whole, but it is signed by ${fingerprint}, not by ${flags.fingerprint}.`,
          };
        if (globals.json) printJson(verification);
        else {
          const colour = verification.verdict === 'fine' ? pc.green : pc.red;
          print(`${colour(verification.verdict)}  ${verification.message}`);
          if (manifest)
            print(
              `${manifest.subject.kind} ${manifest.subject.id} as of ${manifest.asOf} · Touchstone ${manifest.product} · grade ${verification.grade}`,
            );
          if (fingerprint) print(`signed by ${fingerprint}`);
        }
        return EXIT_OF[verification.verdict];
      }),
    );
}
