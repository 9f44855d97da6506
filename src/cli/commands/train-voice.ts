import type { Command } from 'commander';
import { refused } from '#basis/error.ts';
import type { Trained } from '#domain/readings/voice/train.ts';
import { readLabelledFile } from '../labelled-file.ts';
import { EXIT, print, printJson, printTable } from '../output.ts';
import { runCommand } from '../run-command.ts';
import { bounds, jobResult } from './voice.ts';

const POSITIVE = new Set(['1', 'positive', 'pos', '正', '正面', '好评', 'true']);
const NEGATIVE = new Set(['0', '-1', 'negative', 'neg', '负', '负面', '差评', 'false']);

interface Flags {
  rows: string[];
  text?: string;
  label?: string;
}

async function labelledRows(flags: Flags): Promise<{ text: string; label: 0 | 1 }[]> {
  const found: { text: string; label: 0 | 1 }[] = [];
  for (const path of flags.rows) {
    const file = await readLabelledFile(path, flags.text ?? 'text', flags.label ?? 'label');
    file.texts.forEach((text, i) => {
      const label = (file.labels[i] as string).trim().toLowerCase();
      if (POSITIVE.has(label)) found.push({ text, label: 1 });
      else if (NEGATIVE.has(label)) found.push({ text, label: 0 });
    });
    if (found.length === 0)
      throw refused(
        'odd-labels',
        `${path} has no label that means positive or negative.`,
        { file: path },
        'Use 1 and 0, or positive and negative.',
      );
  }
  return found;
}

/** `touchstone train voice`: how texts feel, learned from corrections and labelled rows, or from the library's texts alone. */
export function trainVoice(group: Command): void {
  group
    .command('voice')
    .description(
      'how texts feel: from your corrections and labelled rows, or without labels from the library’s texts',
    )
    .option(
      '--rows <file>',
      'labelled texts; may be given several times',
      (v: string, before: string[]) => [...before, v],
      [],
    )
    .option('--text <column>', 'default: text')
    .option('--label <column>', 'default: label; 1/0 or positive/negative')
    .action((flags: Flags, command: Command) =>
      runCommand(command, async ({ door, json, progress }) => {
        const { jobId } = await door.send<{ jobId: string }>('POST', '/voice/train', {
          rows: await labelledRows(flags),
        });
        const found = await jobResult<Trained>(door, jobId, progress);
        if (json) printJson(found);
        else {
          print(
            found.labels > 0
              ? `${found.model}: learned from ${found.labels} labels, ${found.corrections} of them corrections, in ${found.seconds.toFixed(0)} s; ${found.read} texts read with it`
              : `${found.model}: learned from ${found.texts} texts without labels in ${found.seconds.toFixed(0)} s; ${found.read} texts read with it`,
          );
          if (found.curve) {
            printTable(
              ['labels', `accuracy on ${found.curve.heldOut} held out`],
              [
                ['0', bounds(found.curve.start)],
                ...found.curve.points.map((p) => [String(p.labels), bounds(p.accuracy)]),
              ],
            );
          } else print('Its accuracy is not known: check rows with `touchstone voice rows --check`.');
        }
        return EXIT.fine;
      }),
    );
}
