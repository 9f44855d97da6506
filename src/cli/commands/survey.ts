import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { messageOf, refused, usage } from '#basis/error.ts';
import { marginsOfJson, marginsOfRows } from '#domain/assets/surveys/measures/read-margins.ts';
import type {
  AnswerImport,
  ColumnTarget,
  Links,
  Results,
  Survey,
  SurveyCrossTab,
  SurveyFigure,
  SurveySummary,
} from '#domain/assets/surveys/schema.ts';
import type { Door } from '../door.ts';
import { EXIT, print, printJson, printTable, readGiven } from '../output.ts';
import { rowsOfFile } from '../rows-of-file.ts';
import { runCommand } from '../run-command.ts';
import { namesIn } from './names-in-file.ts';

const percent = (x: number): string => `${(100 * x).toFixed(1)} %`;
const share = (f: { value: number; low: number; high: number } | null, show = percent): string =>
  f === null ? '–' : `${show(f.value)} (${show(f.low)} – ${show(f.high)})`;
const plain = (x: number): string => x.toFixed(2);
const at = (named: string): string => `/surveys/${encodeURIComponent(named)}`;
const cellOf = (value: string): string => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

/** `touchstone survey …`: questionnaires, whom they ask, their answers, weights and tables. */
export function surveyCommand(program: Command): void {
  const survey = program
    .command('survey')
    .description('questionnaires: ask members, keep their answers, weigh them, cross-tabulate')
    .action((_flags: object, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const { items } = await door.get<{ items: SurveySummary[] }>('/surveys');
        if (json) printJson({ items });
        else
          printTable(
            ['survey', 'name', 'state', 'campaign', 'asked', 'complete', 'broke off', 'declined'],
            items.map((s) => [
              s.surveyId,
              s.name,
              s.state,
              s.campaign ?? '',
              ...[s.counts.links, s.counts.complete, s.counts.partial, s.counts.declined].map(String),
            ]),
          );
        return EXIT.fine;
      }),
    );
  making(survey);
  asking(survey);
  telling(survey);
}

function making(group: Command): void {
  group
    .command('make')
    .description('begin a survey: from a template, or from a file of questions')
    .argument('<name>')
    .option('--template <id>', 'satisfaction, perception or blank', 'blank')
    .option('--campaign <name>', 'ties the round to a campaign')
    .option('--brand <name>', 'named in the title of a template', '')
    .option('--questions <file>', 'JSON of a definition')
    .action(
      (
        name: string,
        flags: { template: string; campaign?: string; brand: string; questions?: string },
        command: Command,
      ) =>
        runCommand(command, async ({ door, json }) => {
          const made = await door.send<Survey>('POST', '/surveys', {
            name,
            template: flags.template,
            brand: flags.brand,
            campaign: flags.campaign ?? null,
            ...(flags.questions === undefined ? {} : { definition: jsonIn(flags.questions) }),
          });
          return tell(made, json);
        }),
    );
  group
    .command('show')
    .description('who answered, who did not, and the weights')
    .argument('<survey>', 'id or name')
    .action((named: string, _flags: object, command: Command) =>
      runCommand(command, async ({ door, json }) => tell(await door.get<Survey>(at(named)), json)),
    );
  group
    .command('open')
    .description('take answers; the questions are fixed from then on')
    .argument('<survey>')
    .option('--open-link', 'also by a link that anybody may answer')
    .action((named: string, flags: { openLink?: boolean }, command: Command) =>
      runCommand(command, async ({ door, json }) =>
        tell(
          await door.send<Survey>('POST', `${at(named)}/state`, {
            state: 'open',
            ...(flags.openLink === undefined ? {} : { openLink: flags.openLink }),
          }),
          json,
        ),
      ),
    );
  group
    .command('close')
    .description('take no more answers')
    .argument('<survey>')
    .action((named: string, _flags: object, command: Command) =>
      runCommand(command, async ({ door, json }) =>
        tell(await door.send<Survey>('POST', `${at(named)}/state`, { state: 'closed' }), json),
      ),
    );
}

function asking(group: Command): void {
  group
    .command('invite')
    .description('personal links for people of a frame, a list, or ids in a file; told once')
    .argument('<survey>')
    .option('--invitation <id>', 'a frame of `voice invite`: those who consented')
    .option('--list <name>', 'a list of `members`')
    .option('--ids <file>', 'ids of people; hashed at once and not kept')
    .option('--platform <id>', 'whose ids they are')
    .option('--out <file>', 'CSV of person and link')
    .action(
      (
        named: string,
        flags: { invitation?: string; list?: string; ids?: string; platform?: string; out?: string },
        command: Command,
      ) =>
        runCommand(command, async ({ door, json }) => {
          const links = await door.send<Links>('POST', `${at(named)}/links`, await askedBy(flags));
          if (flags.out !== undefined)
            writeFileSync(
              flags.out,
              `\uFEFFperson,link\r\n${links.items.map((l) => `${cellOf(l.person)},${l.path}`).join('\r\n')}\r\n`,
            );
          if (json) printJson(links);
          else {
            if (flags.out === undefined)
              printTable(
                ['person', 'link'],
                links.items.map((l) => [l.person, l.path]),
              );
            print(`${links.made} links made; ${links.already} had one; ${links.erased} asked to be erased.`);
          }
          return EXIT.fine;
        }),
    );
  group
    .command('import')
    .description('answers of LimeSurvey, Formbricks or any table')
    .argument('<survey>')
    .argument('<file>')
    .option(
      '--map <column=question>',
      'what a column is; `column=question[choice]`, or =person, =response, =ignored',
      keep,
      [],
    )
    .option('--platform <id>', 'whose ids the column of persons holds')
    .option('--consented', 'every person agreed that answers are joined with what else is known')
    .action(
      (
        named: string,
        file: string,
        flags: { map: string[]; platform?: string; consented?: boolean },
        command: Command,
      ) =>
        runCommand(command, async ({ door, json }) => {
          const report = await door.send<AnswerImport>('POST', `${at(named)}/answers`, {
            path: resolve(file),
            columns: Object.fromEntries(flags.map.map(targetOf)),
            consented: flags.consented ?? false,
            ...(flags.platform === undefined ? {} : { platform: flags.platform }),
          });
          if (json) printJson(report);
          else {
            print(
              `${report.fileName}  ${report.layout}${report.already ? '  (already imported)' : ''}\n  ${report.read} rows read = ${report.kept} kept (${report.joined} joined to a member) + ${report.rejected} rejected`,
            );
            if (report.rejections.length > 0)
              printTable(
                ['row', 'column', 'value', 'reason'],
                report.rejections.slice(0, 30).map((r) => [String(r.row), r.column, r.value, r.reason]),
              );
          }
          return report.rejected > 0 ? EXIT.findings : EXIT.fine;
        }),
    );
  group
    .command('weigh')
    .description('weights that give the answers the known margins')
    .argument('<survey>')
    .option('--margins <file>', 'CSV of variable, category, share; or JSON')
    .option('--least <factor>', 'bound of the weights, with --most')
    .option('--most <factor>')
    .option('--source <text>', 'where the margins come from', '')
    .option('--none', 'count every answer once again')
    .action(
      (
        named: string,
        flags: { margins?: string; least?: string; most?: string; source: string; none?: boolean },
        command: Command,
      ) =>
        runCommand(command, async ({ door, json }) => {
          if (flags.margins === undefined && !flags.none)
            throw usage('no-margins', 'Give --margins, or --none.');
          const weighting =
            flags.margins === undefined
              ? null
              : {
                  margins: await marginsFor(door, named, flags.margins),
                  source: flags.source,
                  bounds:
                    flags.least === undefined || flags.most === undefined
                      ? null
                      : { least: Number(flags.least), most: Number(flags.most) },
                };
          return tell(await door.send<Survey>('POST', `${at(named)}/weighting`, { weighting }), json);
        }),
    );
}

function telling(group: Command): void {
  group
    .command('results')
    .description('each question over all people, weighted, with intervals')
    .argument('<survey>')
    .action((named: string, _flags: object, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const results = await door.get<Results>(`${at(named)}/results`);
        if (json) printJson(results);
        else
          for (const q of results.items) {
            print(`${q.title.en}  n = ${q.n}`);
            if (q.mean)
              print(
                `  mean ${share(q.mean, plain)}${q.netPromoters ? `; net promoters ${share(q.netPromoters)}` : ''}${q.satisfied ? `; satisfied (4–5) ${share(q.satisfied)}` : ''}`,
              );
            for (const s of q.shares) print(`  ${s.label.en}: ${share(s.figure)}`);
            if (q.texts.length > 0) print(`  ${q.texts.length} answers in words: --json`);
          }
        return EXIT.fine;
      }),
    );
  group
    .command('table')
    .description('one question by another: shares with intervals, small cells hidden, Rao–Scott test')
    .argument('<survey>')
    .requiredOption('--rows <question>')
    .requiredOption('--columns <question>')
    .action((named: string, flags: { rows: string; columns: string }, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const table = await door.get<SurveyCrossTab>(`${at(named)}/table`, { ...flags });
        if (json) printJson(table);
        else {
          const cell = (f: SurveyFigure | null, hidden: boolean | undefined) =>
            hidden ? `< ${table.gate}` : share(f);
          printTable(
            [
              '',
              ...table.columns.map((c) => `${c.label.en} (n ${c.base ?? `< ${table.gate}`})`),
              `all (n ${table.n})`,
            ],
            table.rows.map((r, i) => [
              r.label.en,
              ...table.columns.map((_, c) => cell(table.cells[i]?.[c] ?? null, table.suppressed[i]?.[c])),
              share(table.total[i] ?? null),
            ]),
          );
          if (table.test)
            print(
              `Rao–Scott F ${table.test.f.toFixed(2)} on ${table.test.df1.toFixed(2)} and ${table.test.df2.toFixed(0)}: p = ${table.test.p.toPrecision(3)}; ${table.weighted ? 'weighted' : 'not weighted'}`,
            );
        }
        return EXIT.fine;
      }),
    );
  group
    .command('export')
    .description('all answers with weights, as CSV')
    .argument('<survey>')
    .option('--out <file>', 'where to; else printed')
    .action((named: string, flags: { out?: string }, command: Command) =>
      runCommand(command, async ({ door }) => {
        const text = await (await door.raw(`${at(named)}/answers.csv`)).text();
        if (flags.out === undefined) print(text);
        else writeFileSync(flags.out, text);
        return EXIT.fine;
      }),
    );
}

const keep = (value: string, before: string[]): string[] => [...before, value];

function jsonIn(path: string): unknown {
  try {
    return JSON.parse(readGiven(path));
  } catch (error) {
    throw refused('bad-json', `${path} is not JSON: ${messageOf(error)}`, { file: path });
  }
}

function targetOf(pair: string): [string, ColumnTarget] {
  const cut = pair.lastIndexOf('=');
  const [column, what] = [pair.slice(0, cut), pair.slice(cut + 1)];
  if (cut < 1 || what === '') throw usage('bad-map', `--map ${pair}`, 'Write --map "column=question".');
  const choice = /^(\w+)\[(\w+)\]$/.exec(what);
  if (choice) return [column, { to: 'choice', question: choice[1] as string, choice: choice[2] as string }];
  const fixed = (
    ['response', 'person', 'finished', 'submitted', 'language', 'consented', 'ignored'] as const
  ).find((t) => t === what);
  return [column, fixed ? { to: fixed } : { to: 'question', question: what }];
}

async function askedBy(flags: {
  invitation?: string;
  list?: string;
  ids?: string;
  platform?: string;
}): Promise<unknown> {
  if (flags.invitation !== undefined) return { from: 'invitation', invitationId: flags.invitation };
  if (flags.list !== undefined) return { from: 'list', list: flags.list };
  if (flags.ids !== undefined && flags.platform !== undefined)
    return {
      from: 'ids',
      platform: flags.platform,
      ids: await namesIn(flags.ids, undefined, [
        /^(user_?id|uid|member_?id|会员 ?id|用户 ?id)$/i,
        /^(id|openid)$/i,
      ]),
    };
  throw usage('nobody-asked', 'Say whom to ask: --invitation, --list, or --ids with --platform.');
}

/** Margins whose categories are named by id or by label. */
async function marginsFor(
  door: Door,
  named: string,
  path: string,
): Promise<Record<string, Record<string, number>>> {
  const { definition } = await door.get<Survey>(at(named));
  const { margins } = /\.json$/i.test(path)
    ? marginsOfJson(JSON.parse(readFileSync(path, 'utf8')))
    : marginsOfRows(await rowsOfFile(path));
  return Object.fromEntries(
    Object.entries(margins).map(([variable, of]) => {
      const q = definition.questions.find(
        (x) => x.id === variable || x.title.en === variable || x.title.zh === variable,
      );
      return [
        q?.id ?? variable,
        Object.fromEntries(
          Object.entries(of).map(([category, value]) => [
            q?.choices.find((c) => [c.id, c.label.en, c.label.zh].includes(category))?.id ?? category,
            value,
          ]),
        ),
      ];
    }),
  );
}

function tell(survey: Survey, json: boolean): (typeof EXIT)['fine'] {
  if (json) {
    printJson(survey);
    return EXIT.fine;
  }
  const { personal, open } = survey.nonResponse;
  print(
    `${survey.name}  ${survey.surveyId}  ${survey.state}${survey.campaign ? `  campaign ${survey.campaign}` : ''}`,
  );
  print(`${survey.questions} questions${survey.openPath ? `; open link ${survey.openPath}` : ''}`);
  if (personal)
    print(
      `${personal.asked} asked by personal links: ${personal.complete} complete, ${personal.partial} broke off, ${personal.refused} declined, ${personal.noAnswer} without an answer\n  RR1 complete / asked ${share(personal.rr1)}; RR2 complete or partial / asked ${share(personal.rr2)}; COOP1 complete / reached ${share(personal.coop1)}; break-off ${share(personal.breakOffShare)}`,
    );
  if (open.complete + open.partial + open.declined > 0)
    print(
      `by the open link and from files: ${open.complete} complete, ${open.partial} broke off, ${open.declined} declined; no response rate: nobody knows how many were asked`,
    );
  const w = survey.weights;
  if (w.state === 'ok')
    print(
      `weights: ${w.n} answers (${w.without} left out), design effect ${w.deff.toFixed(2)}, effective n ${w.effectiveN.toFixed(0)}, ${w.least.toFixed(2)}–${w.most.toFixed(2)} of the mean, ${w.iterations} rounds`,
    );
  else if (w.state === 'refused') print(`no weights: ${w.why}${w.fix ? ` ${w.fix}` : ''}`);
  return EXIT.fine;
}
