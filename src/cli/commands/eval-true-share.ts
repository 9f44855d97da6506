import type { Command } from 'commander';
import { usage } from '#basis/error.ts';
import type { LabelledProfiles } from '#domain/readings/authenticity/followers/measures/account-model.ts';
import { scoreProfiles } from '#domain/readings/authenticity/followers/measures/account-score.ts';
import { fakeShare, trueShare } from '#domain/readings/authenticity/followers/measures/true-fan-share.ts';
import { parseModel, shippedModel } from '#domain/readings/authenticity/followers/shipped-model.ts';
import { wilson } from '#numerics/stats/intervals.ts';
import { EXIT, print, printJson, printTable, readGiven } from '../output.ts';
import { readRoleMap } from '../profile-columns.ts';
import { readProfiles } from '../profile-file.ts';
import { runAlone } from '../run-command.ts';

const several = (value: string, before: string[]): string[] => [...before, value];

interface Flags {
  sample: string[];
  label: string;
  positive?: string;
  map?: string;
  model?: string;
  group?: string;
}

/** Corrected and labelled share of people among the chosen rows. */
function shareOf(
  name: string | null,
  rows: readonly number[],
  sample: LabelledProfiles,
  scored: ReturnType<typeof scoreProfiles>,
) {
  const ones = rows.reduce((sum, i) => sum + (sample.labels[i] as number), 0);
  const labelled = wilson(rows.length - ones, rows.length);
  const found = fakeShare(scored, { rows });
  if (found.state !== 'ok')
    return { group: name, n: rows.length, labelled, trueShare: null, insufficient: found.reason };
  const { fake, called, sensitivity, specificity, method, mixtureP, validationRows } = found;
  const share = trueShare(fake);
  return {
    group: name,
    n: rows.length,
    labelled,
    trueShare: share,
    fakeShare: fake,
    labelledFakeShare: wilson(ones, rows.length),
    covers: share.low <= labelled.value && labelled.value <= share.high,
    uncorrected: 1 - called,
    sensitivity,
    specificity,
    validationRows,
    method,
    mixtureP,
  };
}

/** `touchstone eval true-share`: the corrected share of people beside the labelled one. */
export function evalTrueShare(group: Command): void {
  group
    .command('true-share')
    .description('corrected true-fan share with interval beside the labelled share, per group')
    .option('--sample <file>', 'labelled profiles; may be given several times', several, [])
    .requiredOption('--label <column>', 'the column that says which rows are automated')
    .option('--positive <value>', 'the label’s value that means automated')
    .option('--map <file>', 'JSON: column names to fields')
    .option('--model <file>', 'a model of `touchstone train accounts`; the shipped one when absent')
    .option('--group <column>', 'one share for each value of this column')
    .action((flags: Flags, command: Command) =>
      runAlone(command, async ({ json }) => {
        if (flags.sample.length === 0)
          throw usage('no-sample', 'A labelled sample is needed.', 'Give --sample FILE.');
        const model =
          flags.model === undefined ? shippedModel() : parseModel(readGiven(flags.model), flags.model);
        const sample = await readProfiles(flags.sample, {
          label: flags.label,
          positive: flags.positive,
          map: readRoleMap(flags.map),
          group: flags.group,
        });
        const scored = scoreProfiles(model, sample);
        const byGroup = new Map<string, number[]>();
        for (const [i, name] of sample.groups.entries()) {
          const rows = byGroup.get(name);
          if (rows) rows.push(i);
          else byGroup.set(name, [i]);
        }
        const all = shareOf(null, [...sample.labels.keys()], sample, scored);
        const groups = [...byGroup].map(([name, rows]) => shareOf(name, rows, sample, scored));
        if (json) {
          printJson({
            ...all,
            groups,
            trainedOn: model.trainedOn,
            fields: model.fields.filter((f) => sample.fields.has(f)),
            unlabelled: sample.unlabelledCount,
          });
          return EXIT.fine;
        }
        print(model.trainedOn.words.en);
        const text = (v: { value: number; low: number; high: number } | null) =>
          v ? `${v.value.toFixed(3)} (${v.low.toFixed(3)}–${v.high.toFixed(3)})` : 'insufficient';
        printTable(
          ['group', 'n', 'labelled people', 'corrected people', 'how'],
          [all, ...groups].map((g) => [
            g.group ?? 'all',
            String(g.n),
            text(g.labelled),
            text(g.trueShare),
            g.trueShare ? g.method : g.insufficient,
          ]),
        );
        return EXIT.fine;
      }),
    );
}
