import type { Command } from 'commander';
import { refused, usage } from '#basis/error.ts';
import { openFile } from '#connectors/format/open.ts';
import { liftEstimate } from '#domain/assets/lift/measures/lift-estimate.ts';
import { panelOf } from '#domain/assets/lift/measures/panel.ts';
import { LIFT_METHODS, type Lift, type LiftMethod, type PanelRow } from '#domain/assets/lift/schema.ts';
import { EXIT, print, printJson, printTable } from '../output.ts';
import { runAlone } from '../run-command.ts';

/** Names a panel's columns go by; the first that a file has is taken. */
const NAMES = {
  unit: /^(unit|units|region|state|province|city|market|geo|location|id|store|单位|地区|省份|省|城市|市场|门店)$/i,
  time: /^(time|date|day|week|month|year|period|日期|时间|天|周|月|年)$/i,
  outcome:
    /^(outcome|y|value|orders|sales|gmv|revenue|amount|units[ _]?sold|packspercapita|结果|销量|订单数?|销售额|成交额)$/i,
  treated: /^(treated|treatment|w|d|exposed|campaign|投放|处理|是否投放|实验组)$/i,
} as const;
type PanelColumn = keyof typeof NAMES;
const COLUMNS = Object.keys(NAMES) as PanelColumn[];
const YES = /^(1|true|yes|y|t|是|有)$/i;
const NO = /^(0|false|no|n|f|否|无|)$/i;

/** `needsTreated`: whether a file without that column is refused. */
export async function readPanelRows(
  path: string,
  named: Partial<Record<PanelColumn, string>> = {},
  needsTreated = true,
): Promise<PanelRow[]> {
  const file = await openFile(path);
  const headers = file.tables[0]?.headers ?? [];
  const rows: PanelRow[] = [];
  const column: Partial<Record<PanelColumn, string>> = {};
  for (const name of COLUMNS) {
    const found = named[name] ?? headers.find((h) => NAMES[name].test(h.trim()));
    if (found !== undefined && headers.includes(found)) column[name] = found;
    else if (name !== 'treated' || needsTreated || named[name] !== undefined)
      throw refused(
        'no-column',
        `${file.fileName} has no column for ${name}.`,
        { file: file.fileName, column: headers.join(', ') },
        `Name it with --${name}.`,
      );
  }
  for await (const records of file.records(file.tables[0]?.sheet ?? null))
    for (const record of records) {
      if ('problem' in record)
        throw refused('bad-row', `${record.reason} (${record.value})`, {
          file: file.fileName,
          row: record.row,
        });
      const cells = record.shape === 'table' ? record.cells : (record.value as Record<string, unknown>);
      const cell = (name: PanelColumn) => {
        const at = column[name];
        const value = at === undefined ? '' : cells[at];
        return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
      };
      const [outcome, flag] = [Number(cell('outcome').replaceAll(',', '')), cell('treated')];
      if (cell('outcome') === '' || !Number.isFinite(outcome) || (!YES.test(flag) && !NO.test(flag)))
        throw refused(
          'bad-cell',
          `${file.fileName}, row ${record.row}: outcome “${cell('outcome')}”, treated “${flag}”.`,
          { file: file.fileName, row: record.row },
          'The outcome is a number; treated is 0 or 1.',
        );
      rows.push({ unit: cell('unit'), time: cell('time'), outcome, treated: YES.test(flag) });
    }
  return rows;
}

export const methodOf = (given: string): LiftMethod => {
  const method = LIFT_METHODS.find((m) => m === given);
  if (!method) throw usage('bad-method', `--method is ${given}.`, `One of ${LIFT_METHODS.join(', ')}.`);
  return method;
};

const short = (v: number | null | undefined) =>
  v === null || v === undefined ? '–' : Math.abs(v) >= 1000 ? v.toFixed(0) : v.toFixed(3);

export function printLift(lift: Lift): void {
  print(
    `${lift.version} · ${lift.treatedUnits} treated, ${lift.controlUnits} controls, ${lift.times} times · ${lift.verdict.replace('_', ' ')}${lift.why ? `: ${lift.why.en}` : ''}`,
  );
  if (lift.need) print(lift.need.en);
  printTable(
    ['', 'estimate', '95 %'],
    [
      ['effect', short(lift.effect), `${short(lift.low)} – ${short(lift.high)}`],
      ['total', short(lift.total.value), `${short(lift.total.low)} – ${short(lift.total.high)}`],
      ...(lift.relative
        ? [
            [
              'relative',
              `${(lift.relative.value * 100).toFixed(2)} %`,
              lift.relative.low === null || lift.relative.high === null
                ? '–'
                : `${(lift.relative.low * 100).toFixed(2)} – ${(lift.relative.high * 100).toFixed(2)} %`,
            ],
          ]
        : []),
    ],
  );
  print(
    `standard error ${short(lift.standardError)} (${lift.errorFrom ?? 'none'}, ${lift.placebo.draws} placebos) · p ${short(lift.placebo.p)} placebo, ${short(lift.placebo.ratioP)} gap ratio, ${short(lift.conformal?.p)} conformal`,
  );
  print(
    `fit before: rmse ${short(lift.fit.preRmse)}, p ${short(lift.fit.p)}; false start p ${short(lift.fit.falseStart?.p)} · least effect seen: ${short(lift.least?.effect)}`,
  );
  for (const c of lift.cohorts)
    print(
      `from ${c.start}: ${c.units.join(', ')} — ${c.unitWeights
        .slice(0, 8)
        .map((w) => `${w.unit} ${w.weight.toFixed(3)}`)
        .join(', ')}`,
    );
}

/** `touchstone eval lift --panel FILE --method sdid|sc|did`. */
export function evalLift(group: Command): void {
  group
    .command('lift')
    .description('what a campaign changed in a panel of units and times, with interval, placebos and gates')
    .requiredOption('--panel <file>', 'CSV, XLSX, JSON or Parquet: unit, time, outcome, treated')
    .option('--method <name>', 'sdid, sc or did', 'sdid')
    .option('--unit <column>', 'found by its name')
    .option('--time <column>', 'found by its name')
    .option('--outcome <column>', 'found by its name')
    .option('--treated <column>', 'found by its name')
    .option('--missing-is-zero', 'a unit without a row at a time had nothing then')
    .option('--seed <text>', 'of placebo draws', '1')
    .action(
      (
        flags: {
          panel: string;
          method: string;
          missingIsZero?: boolean;
          seed: string;
        } & Partial<Record<PanelColumn, string>>,
        command: Command,
      ) =>
        runAlone(command, async ({ json }) => {
          const method = methodOf(flags.method);
          const rows = await readPanelRows(flags.panel, flags);
          const started = performance.now();
          const lift = liftEstimate(panelOf(rows, flags.missingIsZero ?? false), method, flags.seed);
          const ms = performance.now() - started;
          if (json) printJson({ ...lift, ms });
          else printLift(lift);
          return EXIT.fine;
        }),
    );
}
