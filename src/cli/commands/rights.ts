import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Command } from 'commander';
import type { KeptDocument } from '#domain/assets/relations/schema.ts';
import {
  EDITS,
  RIGHT_CHANNELS,
  type Right,
  type RightList,
  type RightUse,
  TERMS,
  type Today,
} from '#domain/assets/rights/schema.ts';
import { EXIT, print, printJson, printTable } from '../output.ts';
import { runCommand } from '../run-command.ts';
import { base64Of, minorOf } from './quotes.ts';

const listed = (values: readonly string[] | null) => values?.join(' ') ?? 'unknown';
const words = (text: string | undefined) => text?.split(/[\s,，]+/).filter((w) => w !== '') ?? null;
const cells = (r: Right): string[] => [
  r.rightId,
  r.accountName ?? r.accountId,
  r.what,
  listed(r.territories),
  listed(r.channels),
  r.edits ?? 'unknown',
  r.startsOn ?? 'unknown',
  r.expiresOn ?? (r.term === 'open_ended' ? 'open-ended' : 'unknown'),
  r.daysLeft === null ? '–' : String(r.daysLeft),
  r.state,
  r.document ? 'yes' : 'no',
];
const HEAD = [
  'id',
  'account',
  'what',
  'territories',
  'channels',
  'edits',
  'from',
  'to',
  'days left',
  'state',
  'document',
];

interface AddFlags {
  what: string;
  territories?: string;
  channels?: string;
  edits?: string;
  group?: boolean;
  term?: string;
  from?: string;
  to?: string;
  fee?: string;
  currency?: string;
  clause?: string;
  document?: string;
  campaign?: string;
  post?: string;
  renews?: string;
}

function add(group: Command): void {
  group
    .command('add')
    .description('write down a right; what is left out stays unknown')
    .argument('<account>')
    .requiredOption('--what <words>', 'what may be used')
    .option('--territories <codes>', 'ISO codes such as "CN HK", or ALL')
    .option('--channels <channels>', RIGHT_CHANNELS.join(' '))
    .option('--edits <edits>', EDITS.join(', '))
    .option('--group', 'companies of the group may use it')
    .option('--no-group', 'they may not')
    .option('--term <term>', TERMS.join(', '))
    .option('--from <day>')
    .option('--to <day>', 'the last day of use')
    .option('--fee <units>')
    .option('--currency <code>')
    .option('--clause <words>', 'the words of the contract')
    .option('--document <file>', 'contract or message; kept with its SHA-256')
    .option('--campaign <name>')
    .option('--post <id>')
    .option('--renews <right>')
    .action((accountId: string, f: AddFlags, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const document =
          f.document === undefined
            ? null
            : await door.send<KeptDocument>('POST', '/documents', {
                name: basename(f.document),
                base64: base64Of(f.document),
              });
        const made = await door.send<Right>('POST', '/rights', {
          accountId,
          what: f.what,
          territories: words(f.territories),
          channels: words(f.channels),
          edits: f.edits ?? null,
          groupUse: f.group ?? null,
          term: f.term ?? null,
          startsOn: f.from ?? null,
          expiresOn: f.to ?? null,
          feeMinor: f.fee === undefined ? null : minorOf(f.fee, 'The fee'),
          currency: f.currency ?? null,
          clause: f.clause ?? '',
          documentId: document?.documentId ?? null,
          campaign: f.campaign ?? null,
          postId: f.post ?? null,
          renews: f.renews ?? null,
        });
        if (json) printJson(made);
        else printTable(HEAD, [cells(made)]);
        return EXIT.fine;
      }),
    );
}

interface AskFlags {
  on?: string;
  territory?: string;
  channel?: string;
  edit?: string;
  account?: string;
}

function today(group: Command): void {
  group
    .command('today')
    .description(
      'what may be shown again; exit code 1 when something is unknown or no right speaks of a post',
    )
    .option('--on <day>', 'another day')
    .option('--territory <code>')
    .option('--channel <channel>', RIGHT_CHANNELS.join(', '))
    .option('--edit <edit>', EDITS.join(', '))
    .option('--account <id>')
    .action((f: AskFlags, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const answer = await door.get<Today>('/rights/today', {
          on: f.on,
          territory: f.territory,
          channel: f.channel,
          edit: f.edit,
          accountId: f.account,
        });
        if (json) printJson(answer);
        else {
          const { counts, unspoken } = answer;
          print(
            `${answer.on}${answer.clock === 'demo' ? ' (the demo’s day)' : ''}: ${counts.pass} may be used, ${counts.fail} may not, ${counts.unknown} unknown; ${unspoken.posts} posts of cooperations without a right`,
          );
          printTable(
            ['verdict', 'because of', 'account', 'what', 'territories', 'channels', 'to', 'post'],
            answer.lines.map((l) => [
              l.verdict,
              l.conditions
                .filter((c) => c.verdict === l.verdict && l.verdict !== 'pass')
                .map((c) => c.condition)
                .join(' ') || '–',
              l.right.accountName ?? l.right.accountId,
              l.right.what,
              listed(l.right.territories),
              listed(l.right.channels),
              l.right.expiresOn ?? l.right.term,
              l.right.postId ?? '–',
            ]),
          );
        }
        return answer.counts.unknown > 0 || answer.unspoken.posts > 0 ? EXIT.findings : EXIT.fine;
      }),
    );
}

function files(group: Command): void {
  const out = (name: string, path: string, words: string) =>
    group
      .command(name)
      .description(words)
      .option('-o, --output <file>', 'where to write; standard output when left out')
      .option('--lang <language>', 'en or zh', 'en')
      .option('--on <day>', 'counted from another day')
      .action((f: { output?: string; lang: string; on?: string }, command: Command) =>
        runCommand(command, async ({ door, json }) => {
          const query = name === 'ics' ? { lang: f.lang, on: f.on } : { on: f.on };
          const text = await (await door.raw(path, query)).text();
          if (f.output !== undefined) await writeFile(f.output, text);
          if (json)
            printJson({
              output: f.output ?? null,
              events: text.split('BEGIN:VEVENT').length - 1,
              bytes: Buffer.byteLength(text),
            });
          else if (f.output === undefined) process.stdout.write(text);
          else print(f.output);
          return EXIT.fine;
        }),
      );
  out('ics', '/rights/calendar.ics', 'the last days of use as a calendar file');
  out('csv', '/rights/ledger.csv', 'the ledger as a table');
}

interface LogFlags {
  account?: string;
  right?: string;
  use?: string;
  territory?: string;
  channel?: string;
  edited: string;
  on?: string;
  post?: string;
}

function log(group: Command): void {
  group
    .command('log')
    .description('where content was used again; with --use, write down a use')
    .option('--right <id>')
    .option('--account <id>')
    .option('--use <place>', 'where it was shown; needs --territory and --channel')
    .option('--territory <code>')
    .option('--channel <channel>', RIGHT_CHANNELS.join(', '))
    .option('--edited <edit>', EDITS.join(', '), 'none')
    .option('--on <day>')
    .option('--post <id>')
    .action((f: LogFlags, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const made =
          f.use === undefined
            ? null
            : await door.send<RightUse>('POST', '/rights/uses', {
                rightId: f.right ?? null,
                accountId: f.account ?? null,
                postId: f.post ?? null,
                usedOn: f.on ?? null,
                territory: f.territory,
                channel: f.channel,
                edited: f.edited,
                place: f.use,
              });
        const items = made
          ? [made]
          : (
              await door.get<{ items: RightUse[] }>('/rights/uses', {
                rightId: f.right,
                accountId: f.account,
              })
            ).items;
        if (json) printJson(made ?? items);
        else
          printTable(
            ['used on', 'account', 'place', 'territory', 'channel', 'edited', 'ledger said', 'right'],
            items.map((u) => [
              u.usedOn,
              u.accountName ?? u.accountId,
              u.place,
              u.territory,
              u.channel,
              u.edited,
              u.verdict,
              u.rightId ?? 'none',
            ]),
          );
        return made !== null && made.verdict !== 'pass' ? EXIT.findings : EXIT.fine;
      }),
    );
}

/** The rights ledger: what may be used, where, how and until when. */
export function rightsCommand(program: Command): void {
  const group = program
    .command('rights')
    .description('rights to use creators’ content: territory, channel, term, edits; what may be shown today');
  group
    .command('list')
    .description('the ledger, the next to end first')
    .option('--account <id>')
    .option('--campaign <name>')
    .option('--within <days>', 'days of warning', '30')
    .option('--ending', 'only those that end within the days of warning')
    .option('--on <day>')
    .action(
      (
        f: { account?: string; campaign?: string; within: string; ending?: boolean; on?: string },
        command: Command,
      ) =>
        runCommand(command, async ({ door, json }) => {
          const answer = await door.get<RightList>('/rights', {
            accountId: f.account,
            campaign: f.campaign,
            withinDays: f.within,
            on: f.on,
          });
          const items = answer.items.filter((r) => !f.ending || r.state === 'ending');
          if (json) printJson({ ...answer, items });
          else {
            print(`${answer.on}: ${answer.counts.ending} end within ${answer.withinDays} days`);
            printTable(HEAD, items.map(cells));
          }
          return f.ending && items.length > 0 ? EXIT.findings : EXIT.fine;
        }),
    );
  add(group);
  group
    .command('end')
    .description('end a right before its day')
    .argument('<right>')
    .requiredOption('--on <day>')
    .requiredOption('--reason <words>')
    .action((rightId: string, f: { on: string; reason: string }, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const made = await door.send<Right>('POST', `/rights/${encodeURIComponent(rightId)}/end`, {
          on: f.on,
          reason: f.reason,
        });
        if (json) printJson(made);
        else printTable(HEAD, [cells(made)]);
        return EXIT.fine;
      }),
    );
  today(group);
  files(group);
  log(group);
}
