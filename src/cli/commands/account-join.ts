/** `account join`, `account unjoin`, `account duplicates`: two ids, one account. */
import type { Command } from 'commander';
import pc from 'picocolors';
import type { Duplicate, DuplicateEvidence, Join } from '#domain/facts/library/schema.ts';
import { EXIT, print, printJson } from '../output.ts';
import { runCommand } from '../run-command.ts';

const evidenceLine = (e: DuplicateEvidence): string =>
  `  ${e.kind.replaceAll('_', ' ')}: ${e.text}${e.from ? pc.dim(` (row ${e.from.sourceId}:${e.from.row})`) : ''}`;

/** `account` has the option too and takes it before its subcommand sees it. */
const becauseOf = (command: Command) => command.optsWithGlobals<{ because?: string }>().because;

function showJoin(join: Join): void {
  print(
    `${join.accountId} ${join.undoneAt ? 'is an account of its own again' : `is shown as ${join.canonicalId}`} ${pc.dim(`(join ${join.joinId})`)}`,
  );
  for (const e of join.evidence) print(evidenceLine(e));
}

export function accountJoinCommands(account: Command): void {
  account
    .command('join')
    .description('say that two accounts of one platform are one; the first stays as the shown one')
    .argument('<kept>', 'account id that stays')
    .argument('<joined>', 'account id that is shown as the first from now on')
    .option('--because <text>', 'how you know it; needed where the library holds no evidence')
    .action((kept: string, joined: string, _flags: object, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const made = await door.send<Join>('POST', '/accounts/joins', {
          accountIds: [kept, joined],
          because: becauseOf(command),
        });
        if (json) printJson(made);
        else showJoin(made);
        return EXIT.fine;
      }),
    );
  account
    .command('unjoin')
    .description('undo a join; both accounts are as they were, the record stays')
    .argument('<id>', 'the join, or the account that is shown as another')
    .option('--because <text>', 'why they are two accounts')
    .action((id: string, _flags: object, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const undone = await door.send<Join>('POST', `/accounts/joins/${encodeURIComponent(id)}/undo`, {
          reason: becauseOf(command) ?? 'undone on the command line',
        });
        if (json) printJson(undone);
        else showJoin(undone);
        return EXIT.fine;
      }),
    );
  account
    .command('duplicates')
    .description('pairs of accounts that may be one, with the evidence')
    .action((_flags: object, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const found = await door.get<{ items: Duplicate[] }>('/accounts/duplicates');
        if (json) printJson(found);
        else if (found.items.length === 0) print('No two accounts look like one.');
        for (const d of json ? [] : found.items) {
          print(`${pc.bold(d.accountId)} ${d.name ?? ''}  ${pc.bold(d.otherAccountId)} ${d.otherName ?? ''}`);
          for (const e of d.evidence) print(evidenceLine(e));
        }
        return found.items.length > 0 ? EXIT.findings : EXIT.fine;
      }),
    );
}
