import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { usage } from '#basis/error.ts';
import { PLATFORM_IDS } from '#basis/platform.ts';
import type { Member, Receipt, Who } from '#domain/assets/members/schema.ts';
import type { PeopleList } from '#domain/readings/audience/schema.ts';
import { EXIT, print, printJson, printTable } from '../output.ts';
import { runCommand } from '../run-command.ts';
import { namesIn } from './names-in-file.ts';

/** Columns that name people of a platform; best first. */
const COLUMNS = [
  /^(user_?id|uid|用户 ?id|会员 ?id|member_?id)$/i,
  /^(id|openid|账号 ?id)$/i,
  /^(user|member|用户|会员)$/i,
];

/** `touchstone members`: lists of people as keyed hashes, to be used in targets. */
export function membersCommand(program: Command): void {
  const members = program
    .command('members')
    .description('lists of people (survey members, buyers) as keyed hashes, for targets')
    .action((_flags: object, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const { items } = await door.get<{ items: PeopleList[] }>('/audience/people-lists');
        if (json) printJson({ items });
        else
          printTable(
            ['list', 'name', 'people', 'made'],
            items.map((l) => [l.listId, l.name, String(l.people), l.createdAt.slice(0, 10)]),
          );
        return EXIT.fine;
      }),
    );
  members
    .command('add')
    .description('read ids of people from a file; they are hashed at once and not kept')
    .argument('<name>', 'of the list; a known one is added to')
    .argument('<file>', 'CSV or XLSX')
    .requiredOption('--platform <id>', 'whose ids they are')
    .option('--column <name>', 'the column of ids; found by its header')
    .action((name: string, file: string, flags: { platform: string; column?: string }, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        if (!PLATFORM_IDS.some((p) => p === flags.platform))
          throw usage('bad-platform', `There is no platform ${flags.platform}.`, PLATFORM_IDS.join(', '));
        const ids = await namesIn(file, flags.column, COLUMNS);
        const list = await door.send<PeopleList>('POST', '/audience/people-lists', {
          name,
          platform: flags.platform,
          ids,
        });
        if (json) printJson(list);
        else
          print(
            `${list.name}: ${list.people} people. In a target: {"kind": "members", "list": "${list.name}"}`,
          );
        return EXIT.fine;
      }),
    );
  onePerson(members);
  members
    .command('remove')
    .argument('<list>', 'id of the list')
    .action((list: string, _flags: object, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        await door.send('DELETE', `/audience/people-lists/${encodeURIComponent(list)}`);
        if (json) printJson({ deleted: true });
        else print(`removed ${list}`);
        return EXIT.fine;
      }),
    );
}

interface PersonFlags {
  id?: string;
  platform?: string;
  key?: string;
}
const withPerson = (command: Command): Command =>
  command
    .option('--id <id>', 'of a platform; hashed at once and not kept')
    .option('--platform <id>', 'whose id it is')
    .option('--key <digits>', 'the keyed hash instead');

function whoOf({ id, platform, key }: PersonFlags): Who {
  if (key !== undefined) return { key };
  const known = PLATFORM_IDS.find((p) => p === platform);
  if (id === undefined || known === undefined)
    throw usage('nobody-named', 'Name the person by --id with --platform, or by --key.');
  return { platform: known, id };
}

/** Commands about one person: timeline, export, erase. */
function onePerson(members: Command): void {
  withPerson(members.command('show'))
    .description('one person from the first touch to service')
    .action((flags: PersonFlags, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const member = await door.send<Member>('POST', '/members/find', whoOf(flags));
        if (json) printJson(member);
        else if (!member.known)
          print(member.erasedBefore ? 'This person was erased.' : `Nothing is known of ${member.key}.`);
        else {
          print(
            `${member.key}  ${member.eventCount} events, ${member.firstAt?.slice(0, 10) ?? '?'} to ${member.lastAt?.slice(0, 10) ?? '?'}`,
          );
          printTable(
            ['at', 'kind', 'what', 'subject', 'text'],
            member.events.map((e) => [
              e.at?.slice(0, 16) ?? '',
              e.kind,
              e.what,
              e.subject.slice(0, 40),
              e.text.slice(0, 60),
            ]),
          );
        }
        return EXIT.fine;
      }),
    );
  withPerson(members.command('export'))
    .description('everything kept of one person, as JSON')
    .option('--out <file>', 'where to; else printed')
    .action((flags: PersonFlags & { out?: string }, command: Command) =>
      runCommand(command, async ({ door }) => {
        const text = await (await door.post('/members/export', whoOf(flags))).text();
        if (flags.out === undefined) print(text);
        else writeFileSync(flags.out, text);
        return EXIT.fine;
      }),
    );
  withPerson(members.command('erase'))
    .description('erase one person from every store and file of this home, and look everywhere afterwards')
    .option('--yes', 'it cannot be undone')
    .action((flags: PersonFlags & { yes?: boolean }, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        if (!flags.yes) throw usage('not-confirmed', 'Erasing cannot be undone.', 'Add --yes.');
        const receipt = await door.send<Receipt>('POST', '/members/erase', {
          who: whoOf(flags),
          confirm: 'erase',
        });
        if (json) printJson(receipt);
        else {
          printTable(
            ['store', 'table', 'removed', 'left'],
            receipt.tables
              .filter((t) => t.removed > 0 || t.left > 0)
              .map((t) => [t.store, t.table, String(t.removed), String(t.left)]),
          );
          for (const f of receipt.files) print(`${f.file}: ${f.done}`);
          print(
            `${receipt.tables.length} tables and ${receipt.scannedFiles} files looked through: ${receipt.verified ? 'nothing is left' : `left in ${[...receipt.tables.filter((t) => t.left > 0).map((t) => t.table), ...receipt.filesLeft].join(', ')}`}. Receipt ${receipt.erasureId}`,
          );
        }
        return receipt.verified ? EXIT.fine : EXIT.findings;
      }),
    );
  members
    .command('receipts')
    .description('receipts of erasures')
    .action((_flags: object, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const { items } = await door.get<{ items: Receipt[] }>('/members/erasures');
        if (json) printJson({ items });
        else
          printTable(
            ['receipt', 'at', 'by', 'rows removed', 'verified'],
            items.map((r) => [
              r.erasureId,
              r.at.slice(0, 16),
              r.by,
              String(r.tables.reduce((n, t) => n + t.removed, 0)),
              r.verified ? 'yes' : 'no',
            ]),
          );
        return EXIT.fine;
      }),
    );
}
