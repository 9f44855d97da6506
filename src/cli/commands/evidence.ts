import { readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import type { Command } from 'commander';
import { usage } from '#basis/error.ts';
import { unzip, verifyPack } from '#domain/telling/evidence/pack.ts';
import { EXIT, print, printJson } from '../output.ts';
import { runAlone, runCommand } from '../run-command.ts';

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());

/** Evidence packs: made of a post or campaign, and checked anywhere. */
export function evidenceCommand(program: Command): void {
  const group = program
    .command('evidence')
    .description(
      'a signed folder of what was seen of a post or campaign: counters, terms, disclosure, captures',
    );
  group
    .command('pack')
    .description('make a pack')
    .argument('<id>', 'post id, or name of a campaign')
    .requiredOption('-o, --output <folder>', 'the folder to write, or a file ending in .zip')
    .option('--captures <folder>', 'pictures or saved pages that you took')
    .action((id: string, flags: { output: string; captures?: string }, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const captures = (flags.captures === undefined ? [] : filesIn(flags.captures)).map((path) => ({
          name: basename(path),
          base64: readFileSync(path).toString('base64'),
        }));
        const bytes = Buffer.from(await (await door.post('/evidence-packs', { id, captures })).arrayBuffer());
        const files = await unzip(bytes);
        if (flags.output.endsWith('.zip')) await writeFile(flags.output, bytes);
        else
          for (const [path, content] of files) {
            const at = join(flags.output, path);
            await mkdir(dirname(at), { recursive: true });
            await writeFile(at, content);
          }
        const checked = verifyPack(files);
        if (json) printJson({ output: flags.output, ...checked });
        else {
          print(`${flags.output}: ${checked.files} files`);
          print(`root        ${checked.root}`);
          print(`signed by   ${checked.fingerprint}`);
        }
        return EXIT.fine;
      }),
    );
  group
    .command('verify')
    .description('check every byte of a pack; needs no library')
    .argument('<pack>', 'the folder or zip')
    .action((pack: string, _flags: object, command: Command) =>
      runAlone(command, async ({ json }) => {
        const stats = statSync(pack, { throwIfNoEntry: false });
        if (!stats) throw usage('no-file', `${pack} does not exist.`, 'Check the path.');
        const files = stats.isDirectory()
          ? new Map(
              filesIn(pack).map((path) => [relative(pack, path).split(sep).join('/'), readFileSync(path)]),
            )
          : await unzip(readFileSync(pack));
        const checked = verifyPack(files);
        if (json) printJson(checked);
        else
          print(
            `${checked.verdict}: ${checked.message}${checked.fingerprint ? `\nsigned by   ${checked.fingerprint}` : ''}`,
          );
        return checked.verdict === 'fine'
          ? EXIT.fine
          : checked.verdict === 'differs'
            ? EXIT.findings
            : EXIT.refused;
      }),
    );
}
