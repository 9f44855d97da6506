import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { messageOf, refused, usage } from '#basis/error.ts';
import { rakingWeights } from '#domain/assets/surveys/measures/raking-weights.ts';
import {
  marginsOfJson,
  marginsOfRows,
  type ReadMargins,
} from '#domain/assets/surveys/measures/read-margins.ts';
import { EXIT, print, printJson, printTable } from '../output.ts';
import { rowsOfFile } from '../rows-of-file.ts';
import { runAlone } from '../run-command.ts';

const WEIGHT = /^(weight|base_?weight|design_?weight|pweight|权重)$/i;
const ID = /^(id|row_?id|respondent(_?id)?|response_?id|答卷编号)$/i;

async function readMargins(path: string): Promise<ReadMargins> {
  if (!/\.json$/i.test(path)) return marginsOfRows(await rowsOfFile(path));
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw refused('bad-margins', `${path} is not JSON: ${messageOf(error)}`, { file: path });
  }
  return marginsOfJson(value);
}

const textOf = (value: unknown): string =>
  typeof value === 'string'
    ? value.trim()
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : '';

function factorOf(flag: string | undefined, name: string): number | undefined {
  if (flag === undefined) return undefined;
  const value = Number(flag);
  if (!Number.isFinite(value)) throw usage('bad-bounds', `--${name} is ${flag}.`, 'Give a number.');
  return value;
}

/** `touchstone eval rake --sample FILE --margins FILE`: weights that give a sample the known margins. */
export function evalRake(group: Command): void {
  group
    .command('rake')
    .description('raking weights of a sample to known margins, with design effect and effective n')
    .requiredOption(
      '--sample <file>',
      'a row a person, a column for each variable of the margins; CSV, XLSX, JSON, Parquet',
    )
    .requiredOption(
      '--margins <file>',
      'columns variable, category and share (or total); or JSON {variable: {category: share}}',
    )
    .option('--weight <column>', 'of base weights; found by its name (weight) when absent')
    .option('--least <factor>', 'bound of weight over base weight (both, or neither)')
    .option('--most <factor>')
    .action(
      (
        flags: { sample: string; margins: string; weight?: string; least?: string; most?: string },
        command: Command,
      ) =>
        runAlone(command, async ({ json }) => {
          const { margins, population } = await readMargins(flags.margins);
          const rows = await rowsOfFile(flags.sample);
          const names = Object.keys(rows[0] ?? {});
          const weight = flags.weight ?? names.find((n) => WEIGHT.test(n.trim()) && !(n in margins));
          if (weight !== undefined && !names.includes(weight))
            throw refused('no-column', `The sample has no column ${weight}.`, {
              file: flags.sample,
              column: names.join(', '),
            });
          const id = names.find((n) => ID.test(n.trim()) && !(n in margins));
          const columns = Object.fromEntries(
            Object.keys(margins)
              .filter((variable) => names.includes(variable))
              .map((variable) => [variable, rows.map((r) => textOf(r[variable]))]),
          );
          if (rows.length === 0 || Object.keys(columns).length === 0)
            throw refused(
              'no-column',
              `The sample has none of the columns ${Object.keys(margins).join(', ')}; it has: ${names.join(', ') || 'none'}.`,
              { file: flags.sample },
            );
          const base =
            weight === undefined
              ? null
              : rows.map((r) => {
                  const text = textOf(r[weight]);
                  return text === '' ? Number.NaN : Number(text);
                });
          const [least, most] = [factorOf(flags.least, 'least'), factorOf(flags.most, 'most')];
          if ((least === undefined) !== (most === undefined))
            throw usage('bad-bounds', 'Give both --least and --most, or neither.');
          const total = population ?? base?.reduce((a, b) => a + b, 0) ?? rows.length;
          const started = performance.now();
          const raked = rakingWeights(
            columns,
            margins,
            base,
            Number.isFinite(total) ? total : rows.length,
            least === undefined || most === undefined ? {} : { bounds: { least, most } },
          );
          const ms = performance.now() - started;
          if (json)
            printJson({
              n: raked.n,
              total: raked.total,
              weights: [...raked.weights],
              ...(id === undefined ? {} : { ids: rows.map((r) => textOf(r[id])) }),
              iterations: raked.iterations,
              converged: true,
              maxDifference: raked.maxDifference,
              deff: raked.deff,
              effectiveN: raked.effectiveN,
              least: raked.least,
              most: raked.most,
              bounded: raked.bounded,
              margins: raked.margins,
              ms,
            });
          else {
            printTable(
              ['variable', 'category', 'n', 'before', 'wanted', 'after'],
              raked.margins.map((m) => [
                m.variable,
                m.category,
                String(m.n),
                ...[m.before, m.wanted, m.after].map((x) => `${(100 * x).toFixed(2)} %`),
              ]),
            );
            print(
              `${raked.n} rows, ${raked.iterations} rounds, worst share off by ${raked.maxDifference.toExponential(1)}; design effect ${raked.deff.toFixed(3)}, effective n ${raked.effectiveN.toFixed(1)}; weights ${raked.least.toFixed(2)}–${raked.most.toFixed(2)} of the mean. The weights: --json.`,
            );
          }
          return EXIT.fine;
        }),
    );
}
