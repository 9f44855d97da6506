import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { messageOf, refused, usage } from '#basis/error.ts';
import type { Config } from '#config/config.ts';
import { modelToFile } from '#domain/readings/authenticity/followers/measures/account-model.ts';
import { OWN_MODEL } from '#domain/readings/authenticity/followers/shipped-model.ts';
import {
  type Correction,
  trainOnRows,
  trainShippedModel,
} from '#domain/readings/authenticity/followers/train-model.ts';
import { openDoor } from '../door.ts';
import { EXIT, print, printJson, printTable, readGiven } from '../output.ts';
import { readRoleMap } from '../profile-columns.ts';
import { readProfiles } from '../profile-file.ts';
import { configOf, runAlone } from '../run-command.ts';
import { trainVoice } from './train-voice.ts';

const correctionsSchema = z.array(
  z.object({
    features: z.record(z.string(), z.number().nullable()),
    label: z.union([z.literal(0), z.literal(1)]),
  }),
);

function readCorrections(path: string | undefined): Correction[] {
  if (path === undefined) return [];
  try {
    return correctionsSchema.parse(JSON.parse(readGiven(path)));
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof z.ZodError)) throw error;
    throw refused(
      'bad-corrections',
      `${path}: ${messageOf(error)}`,
      { file: path },
      'Write [{"features": {"followers": 12, …}, "label": 1 for automated or 0}, …].',
    );
  }
}

const several = (value: string, before: string[]): string[] => [...before, value];

interface Flags {
  rows: string[];
  label?: string;
  positive?: string;
  map?: string;
  corrections?: string;
  corrected?: boolean;
  simulated?: boolean;
  output?: string;
  use?: boolean;
}

/** `touchstone train accounts`: a model of real and automated accounts; `train voice`: see train-voice.ts. */
export function trainCommand(program: Command): void {
  const train = program.command('train').description('train models on labelled rows of yours');
  trainVoice(train);
  train
    .command('accounts')
    .description('a score of followers and commenters: person or automated account')
    .option('--rows <file>', 'labelled profiles; may be given several times', several, [])
    .option('--label <column>', 'the column that says which rows are automated')
    .option('--positive <value>', 'the label’s value that means automated')
    .option('--map <file>', 'JSON: column names to fields')
    .option('--corrections <file>', 'JSON: what analysts said of single people, added to the rows')
    .option('--corrected', 'add what analysts said of people in this home’s library')
    .option('--simulated', 'train on invented profiles: the model that ships, byte for byte')
    .option('-o, --output <file>', 'where the model goes')
    .option('--use', 'put it into the home folder: audits score followers by it from then on')
    .action((flags: Flags, command: Command) =>
      runAlone(command, async ({ json, ...given }) => {
        const output = flags.use ? join(configOf(given).home, OWN_MODEL) : flags.output;
        if (output === undefined)
          throw usage(
            'no-output',
            'Say where the model goes.',
            'Give -o FILE, or --use for the home folder.',
          );
        const model = await modelFor(flags, flags.corrected ? await judgedIn(configOf(given)) : []);
        writeFileSync(output, `${JSON.stringify(modelToFile(model))}\n`);
        const { figures, trainedOn, fields } = model;
        if (json) printJson({ output, trainedOn, fields, figures });
        else {
          print(trainedOn.words.en);
          printTable(
            ['figure', 'value', 'low', 'high'],
            Object.entries(figures).map(([name, f]) => [
              name,
              ...[f.value, f.low, f.high].map((v) => String(v ?? '–')),
            ]),
          );
          print(`cross-validated · fields: ${fields.join(', ')} · ${output}`);
        }
        return EXIT.fine;
      }),
    );
}

async function judgedIn(config: Config): Promise<Correction[]> {
  const door = await openDoor(config);
  try {
    return (await door.get<{ items: Correction[] }>('/people/judged')).items;
  } finally {
    await door.close();
  }
}

async function modelFor(flags: Flags, judged: readonly Correction[]) {
  if (flags.simulated) return trainShippedModel();
  if (flags.rows.length === 0 || flags.label === undefined)
    throw usage(
      'no-rows',
      'Labelled rows are needed.',
      'Give --rows FILE and --label COLUMN, or --simulated.',
    );
  const rows = await readProfiles(flags.rows, {
    label: flags.label,
    positive: flags.positive,
    map: readRoleMap(flags.map),
  });
  requireBothClasses(rows.labels, flags.rows.join(', '));
  return trainOnRows(rows, rows.files, [...readCorrections(flags.corrections), ...judged]);
}

/** Least rows of each class with which anything can be learned and checked. */
const LEAST = 20;

export function requireBothClasses(labels: Uint8Array, name: string): void {
  const ones = labels.reduce((a, b) => a + b, 0);
  if (Math.min(ones, labels.length - ones) < LEAST)
    throw refused(
      'few-rows',
      `${name}: ${ones} automated and ${labels.length - ones} other rows; ${LEAST} of each are needed.`,
      { file: name },
      'Give more labelled rows, or several files.',
    );
}
