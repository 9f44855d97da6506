import type { Command } from 'commander';
import type { Redirect } from '#domain/decisions/redirects/schema.ts';
import { EXIT, print, printJson, printTable } from '../output.ts';
import { runCommand } from '../run-command.ts';

interface AddFlags {
  campaign: string;
  account?: string;
  post?: string;
  code?: string;
  until?: string;
  remember?: boolean;
}

/** `touchstone links add|list|withdraw`: short links that count their visits. */
export function linksCommand(program: Command): void {
  const group = program.command('links').description('short links of a campaign that count their visits');
  group
    .command('add')
    .description('register a target; prints the short path to publish')
    .argument('<target>', 'an http or https address')
    .requiredOption('--campaign <name>', 'the campaign it belongs to')
    .option('--account <id>', 'the account that publishes it')
    .option('--post <id>', 'the post that carries it')
    .option('--code <code>', 'chosen code; made when absent')
    .option('--until <moment>', 'leads nowhere afterwards, ISO 8601')
    .option('--remember', 'knows a returning browser by a random cookie')
    .action((target: string, flags: AddFlags, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const added = await door.send<Redirect>('POST', '/redirects', {
          target,
          campaign: flags.campaign,
          accountId: flags.account ?? null,
          postId: flags.post ?? null,
          ...(flags.code === undefined ? {} : { code: flags.code }),
          remembers: flags.remember ?? false,
          expiresAt: flags.until === undefined ? null : new Date(flags.until).toISOString(),
        });
        if (json) printJson(added);
        else print(`${added.path} → ${added.target}`);
        return EXIT.fine;
      }),
    );
  group
    .command('list')
    .description('short links with visits by people, bots and prefetches, and orders that name a visit')
    .option('--campaign <name>')
    .action((flags: { campaign?: string }, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const { items } = await door.get<{ items: Redirect[] }>('/redirects', { campaign: flags.campaign });
        if (json) printJson(items);
        else
          printTable(
            ['path', 'campaign', 'account', 'state', 'people', 'bots', 'prefetches', 'orders', 'target'],
            items.map((r) =>
              [
                r.path,
                r.campaign,
                r.accountId ?? '–',
                r.state,
                r.people,
                r.bots,
                r.prefetches,
                r.orders,
                r.target,
              ].map(String),
            ),
          );
        return EXIT.fine;
      }),
    );
  group
    .command('withdraw')
    .description('the link leads nowhere from now on')
    .argument('<code>')
    .action((code: string, _: object, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        await door.send('DELETE', `/redirects/${encodeURIComponent(code)}`);
        if (json) printJson({ code, state: 'withdrawn' });
        else print(`/r/${code} is withdrawn.`);
        return EXIT.fine;
      }),
    );
}
