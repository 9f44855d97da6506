import type { Command } from 'commander';
import {
  CONTACT_CHANNELS,
  CONTACT_ROLES,
  type Contact,
  type Deliverable,
  type KolLine,
  type KolRecord,
  LOG_KINDS,
  type LogEntry,
  STEPS,
} from '#domain/assets/relations/schema.ts';
import { COLOURS, type Mark } from '#domain/facts/lists/schema.ts';
import { EXIT, print, printJson, printTable } from '../output.ts';
import { runCommand } from '../run-command.ts';
import { minorOf } from './quotes.ts';

const at = (account: string, more = '') => `/kols/${encodeURIComponent(account)}${more}`;
const money = (paid: KolLine['paid']) =>
  paid.map((p) => `${(p.minor / 100).toLocaleString('en-US')} ${p.currency}`).join(' + ') || '–';

function list(group: Command): void {
  group
    .command('list')
    .description('everybody we worked with')
    .option('--colour <colour>', COLOURS.join(', '))
    .action((f: { colour?: string }, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const answer = await door.get<{ on: string; items: KolLine[] }>('/kols');
        const items = answer.items.filter((l) => f.colour === undefined || l.colour === f.colour);
        if (json) printJson({ ...answer, items });
        else
          printTable(
            [
              'KOL',
              'name',
              'accounts',
              'campaigns',
              'paid',
              'last work',
              'last contact',
              'list',
              'open quotes',
              'rights',
              'ending',
            ],
            items.map((l) =>
              [
                l.kolId,
                l.accounts[0]?.name ?? '–',
                l.accounts.length,
                l.campaigns,
                money(l.paid),
                l.lastWorkedOn ?? '–',
                l.lastContactAt?.slice(0, 10) ?? '–',
                l.colour === 'none' ? '–' : l.colour,
                l.openQuotes,
                l.rights,
                l.rightsEnding,
              ].map(String),
            ),
          );
        return EXIT.fine;
      }),
    );
}

function show(group: Command): void {
  group
    .command('show')
    .description('the record of one KOL; contacts are only counted')
    .argument('<account>')
    .action((account: string, _: object, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const r = await door.get<KolRecord>(at(account));
        if (json) printJson(r);
        else {
          const { line } = r;
          print(
            `${line.accounts[0]?.name ?? line.kolId} · ${line.accounts.map((a) => a.accountId).join(', ')}`,
          );
          if (line.colour !== 'none') print(`${line.colour} list: ${line.reason ?? ''}`);
          print(
            `paid ${money(line.paid)} in ${line.campaigns} campaigns · ${r.contactCount} contacts · ${r.quotes.length} quotes in the ledger, ${r.told.length} in files · ${line.rights} rights`,
          );
          print(
            `open questions: ${
              r.checklist
                .filter((c) => !c.done)
                .map((c) => c.check)
                .join(', ') || 'none'
            }`,
          );
          if (r.logIs === 'altered') print('The log was changed outside of the program.');
          printTable(
            ['said at', 'kind', 'by', 'words'],
            r.log.map((e) => [e.saidAt.slice(0, 16), e.kind, e.saidBy, e.text]),
          );
          printTable(
            ['deliverable', 'campaign', 'what', 'due', 'state'],
            r.deliverables.map((d) => [
              d.deliverableId,
              d.campaign,
              d.what,
              d.dueOn ?? '–',
              `${d.state ?? 'open'}${d.overdue ? ', late' : ''}`,
            ]),
          );
        }
        return r.logIs === 'altered' ? EXIT.findings : EXIT.fine;
      }),
    );
}

function contacts(group: Command): void {
  group
    .command('contacts')
    .description('show contacts; the look is written to the audit log')
    .argument('<account>')
    .action((account: string, _: object, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const answer = await door.get<{ items: Contact[] }>(at(account, '/contacts'), { export: json });
        if (json) printJson(answer);
        else
          printTable(
            ['id', 'name', 'role', 'channel', 'contact', 'note'],
            answer.items.map((c) => [c.contactId, c.name, c.role, c.channel, c.value, c.note]),
          );
        return EXIT.fine;
      }),
    );
  group
    .command('contact')
    .description('add a contact')
    .argument('<account>')
    .requiredOption('--name <name>')
    .requiredOption('--channel <channel>', CONTACT_CHANNELS.join(', '))
    .requiredOption('--value <contact>')
    .option('--role <role>', CONTACT_ROLES.join(', '), 'self')
    .option('--note <words>', '', '')
    .action((account: string, f: Record<string, string>, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const { name, channel, value, role, note } = f;
        const made = await door.send<Contact>('POST', at(account, '/contacts'), {
          name,
          channel,
          value,
          role,
          note,
        });
        if (json) printJson(made);
        else print(made.contactId);
        return EXIT.fine;
      }),
    );
  group
    .command('erase-contact')
    .description('remove a contact for good')
    .argument('<contact>')
    .action((id: string, _: object, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const done = await door.send('DELETE', `/contacts/${encodeURIComponent(id)}`);
        if (json) printJson(done);
        else print('erased');
        return EXIT.fine;
      }),
    );
}

function log(group: Command): void {
  group
    .command('log')
    .description('append a line to the contact log')
    .argument('<account>')
    .argument('<words>')
    .option('--kind <kind>', LOG_KINDS.join(', '), 'message')
    .option('--from-them', 'they spoke to us')
    .option('--by <name>', 'who of us')
    .option('--at <moment>', 'ISO moment with its zone; now when left out')
    .option('--campaign <name>')
    .option('--corrects <entry>', 'the line that this one corrects')
    .action(
      (
        account: string,
        text: string,
        f: {
          kind: string;
          fromThem?: boolean;
          by?: string;
          at?: string;
          campaign?: string;
          corrects?: string;
        },
        command: Command,
      ) =>
        runCommand(command, async ({ door, json }) => {
          const made = await door.send<LogEntry>('POST', at(account, '/log'), {
            kind: f.kind,
            direction: f.fromThem ? 'to_us' : 'from_us',
            text,
            saidBy: f.by ?? '',
            saidAt: f.at ?? null,
            campaign: f.campaign ?? null,
            corrects: f.corrects ?? null,
          });
          if (json) printJson(made);
          else print(made.entryId);
          return EXIT.fine;
        }),
    );
}

function work(group: Command): void {
  group
    .command('mark')
    .description('put on the white, grey or black list, or take off (none)')
    .argument('<account>')
    .argument('<colour>', COLOURS.join(', '))
    .requiredOption('--reason <words>')
    .action((account: string, colour: string, f: { reason: string }, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const made = await door.send<Mark>('POST', at(account, '/marks'), { colour, reason: f.reason });
        if (json) printJson(made);
        else print(`${made.accountId}: ${made.colour}, ${made.reason}`);
        return EXIT.fine;
      }),
    );
  group
    .command('gift')
    .description('write down a gift')
    .argument('<account>')
    .argument('<what>')
    .requiredOption('--on <day>')
    .option('--value <units>')
    .option('--currency <code>')
    .option('--asks <asks>', 'none, post or unknown', 'unknown')
    .option('--campaign <name>')
    .action(
      (
        account: string,
        what: string,
        f: { on: string; value?: string; currency?: string; asks: string; campaign?: string },
        command: Command,
      ) =>
        runCommand(command, async ({ door, json }) => {
          const made = await door.send<{ giftId: string }>('POST', at(account, '/gifts'), {
            what,
            sentOn: f.on,
            valueMinor: f.value === undefined ? null : minorOf(f.value, 'The value'),
            currency: f.currency ?? null,
            asks: f.asks,
            campaign: f.campaign ?? null,
          });
          if (json) printJson(made);
          else print(made.giftId);
          return EXIT.fine;
        }),
    );
  group
    .command('deliverable')
    .description('add a promised piece of content')
    .argument('<account>')
    .argument('<what>')
    .requiredOption('--campaign <name>')
    .option('--format <format>')
    .option('--due <day>')
    .action(
      (
        account: string,
        what: string,
        f: { campaign: string; format?: string; due?: string },
        command: Command,
      ) =>
        runCommand(command, async ({ door, json }) => {
          const made = await door.send<Deliverable>('POST', at(account, '/deliverables'), {
            what,
            campaign: f.campaign,
            format: f.format ?? null,
            dueOn: f.due ?? null,
          });
          if (json) printJson(made);
          else print(made.deliverableId);
          return EXIT.fine;
        }),
    );
  group
    .command('step')
    .description('append a step to a deliverable')
    .argument('<deliverable>')
    .argument('<step>', STEPS.join(', '))
    .requiredOption('--by <name>', 'who handed in, asked or approved')
    .option('--note <words>', '', '')
    .option('--at <moment>')
    .option('--post <id>')
    .action(
      (
        id: string,
        step: string,
        f: { by: string; note: string; at?: string; post?: string },
        command: Command,
      ) =>
        runCommand(command, async ({ door, json }) => {
          const made = await door.send<Deliverable>('POST', `/deliverables/${encodeURIComponent(id)}/steps`, {
            step,
            note: f.note,
            saidBy: f.by,
            saidAt: f.at ?? null,
            postId: f.post ?? null,
          });
          if (json) printJson(made);
          else print(`${made.what}: ${made.state ?? 'open'}${made.unapproved ? ', without approval' : ''}`);
          return EXIT.fine;
        }),
    );
}

/** What is known of somebody we worked with, and what people write down about it. */
export function kolCommand(program: Command): void {
  const group = program
    .command('kol')
    .description('working relations: record, contacts, log, lists, gifts, deliverables');
  list(group);
  show(group);
  contacts(group);
  log(group);
  work(group);
}
