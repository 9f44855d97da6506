import type { Command } from 'commander';
import { usage } from '#basis/error.ts';
import { PLATFORM_IDS } from '#basis/platform.ts';
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
