import type { Command } from 'commander';
import { usage } from '#basis/error.ts';
import { liftEstimate } from '#domain/assets/lift/measures/lift-estimate.ts';
import { liftPower } from '#domain/assets/lift/measures/lift-power.ts';
import { panelOf } from '#domain/assets/lift/measures/panel.ts';
import type { Lift, LiftPlan } from '#domain/assets/lift/schema.ts';
import { EXIT, print, printJson, printTable } from '../output.ts';
import { runAlone, runCommand } from '../run-command.ts';
import { methodOf, printLift, readPanelRows } from './eval-lift.ts';

interface Flags {
  panel?: string;
  treated?: string;
  method: string;
  count: string;
  duration: string;
  expect?: string;
  sku?: string;
  outcome: string;
  everyDays: string;
  start?: string;
  missingIsZero?: boolean;
}

const names = (text: string | undefined) => (text ?? '').split(',').filter((n) => n !== '');
const percent = (v: number) => `${(v * 100).toFixed(1)} %`;

function number(flag: string, text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw usage('bad-number', `${flag} is ${text}.`, 'Give a number above zero.');
  return value;
}

function printPlan(plan: LiftPlan): void {
  if (plan.state === 'insufficient') {
    print(`cannot tell: ${plan.why.en} Needed: ${plan.need.en}; there: ${plan.have.en}.`);
    return;
  }
  print(
    `${plan.treated.join(', ')}${plan.chosen ? ' (chosen)' : ''} for ${plan.duration} times · ${plan.method}, tried at ${plan.starts} past starts`,
  );
  print(
    `least rise seen four times out of five: ${percent(plan.leastRelative)} (${plan.leastTotal.toFixed(0)} on ${plan.baseTotal.toFixed(0)})${plan.power === null ? '' : ` · a rise of ${percent(plan.expected ?? 0)} is seen in ${percent(plan.power)}`}`,
  );
  print(
    `${plan.verdict.replace('_', ' ')}${plan.need ? `: ${plan.need.en}` : ''} · false alarms ${percent(plan.falseAlarm.share)} (${percent(plan.falseAlarm.low)} – ${percent(plan.falseAlarm.high)})`,
  );
  printTable(
    ['units', 'times', 'least rise'],
    plan.options.map((o) => [String(o.count), String(o.duration), percent(o.least)]),
  );
}

/** `touchstone lift plan|measure`: on the library's orders by place, or on a panel file. */
export function liftCommand(program: Command): void {
  const group = program
    .command('lift')
    .description(
      'what a campaign changed against places without it, and whether that could be told beforehand',
    );
  const shared = (command: Command) =>
    command
      .option('--panel <file>', 'a file of unit, time, outcome; else the library’s orders by place')
      .option('--treated <names>', 'units with the campaign, separated by commas')
      .option('--method <name>', 'sdid, sc or did', 'sdid')
      .option('--sku <ids>', 'products that count; all when absent')
      .option('--outcome <what>', 'orders or sales', 'orders')
      .option('--every-days <n>', 'days summed to one time', '1')
      .option('--missing-is-zero', 'of a panel file: a unit without a row had nothing');
  shared(group.command('plan'))
    .description('before the money is spent: the least effect that would be seen, tried on the past')
    .option('--count <n>', 'how many units to choose when none is named', '1')
    .requiredOption('--duration <n>', 'times that the campaign and its echo last')
    .option('--expect <share>', 'hoped for, relative: 0.1 is 10 %')
    .action((flags: Flags, command: Command) => {
      const asked = () => ({
        method: methodOf(flags.method),
        treated: names(flags.treated),
        count: number('--count', flags.count),
        duration: number('--duration', flags.duration),
        expected: flags.expect === undefined ? null : number('--expect', flags.expect),
      });
      const tell = (plan: LiftPlan, json: boolean) => {
        if (json) printJson(plan);
        else printPlan(plan);
        return EXIT.fine;
      };
      const file = flags.panel;
      if (file !== undefined)
        return runAlone(command, async ({ json }) => {
          const panel = panelOf(await readPanelRows(file, {}, false), flags.missingIsZero ?? false);
          const stranger = names(flags.treated).find((n) => !panel.unitNames.includes(n));
          if (stranger !== undefined)
            throw usage('no-unit', `The file has no unit “${stranger}”.`, 'Name units as the file does.');
          return tell(await liftPower(panel, { ...asked(), seed: '1' }), json);
        });
      return runCommand(command, async ({ door, json }) =>
        tell(
          await door.send<LiftPlan>('POST', '/lift/plan', {
            ...asked(),
            skus: names(flags.sku),
            outcome: flags.outcome,
            everyDays: number('--every-days', flags.everyDays),
          }),
          json,
        ),
      );
    });
  shared(group.command('measure'))
    .description('after it: effect with interval, placebos and gates')
    .option('--start <day>', 'first day of the campaign, YYYY-MM-DD (library)')
    .action((flags: Flags, command: Command) => {
      const tell = (lift: Lift, json: boolean) => {
        if (json) printJson(lift);
        else printLift(lift);
        return EXIT.fine;
      };
      const file = flags.panel;
      if (file !== undefined)
        return runAlone(command, async ({ json }) =>
          tell(
            liftEstimate(
              panelOf(await readPanelRows(file), flags.missingIsZero ?? false),
              methodOf(flags.method),
            ),
            json,
          ),
        );
      return runCommand(command, async ({ door, json }) => {
        if (flags.start === undefined || names(flags.treated).length === 0)
          throw usage(
            'no-start',
            'Where and when did it run?',
            'Give --treated and --start, or --panel FILE.',
          );
        return tell(
          await door.send<Lift>('POST', '/lift/measure', {
            treated: names(flags.treated),
            start: flags.start,
            method: methodOf(flags.method),
            skus: names(flags.sku),
            outcome: flags.outcome,
            everyDays: number('--every-days', flags.everyDays),
          }),
          json,
        );
      });
    });
}
