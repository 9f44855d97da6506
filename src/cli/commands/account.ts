import type { Command } from 'commander';
import pc from 'picocolors';
import { METRICS } from '#basis/metric.ts';
import type { AccountPage, Evidence, Figure } from '#domain/facts/library/schema.ts';
import { EXIT, figureText, print, printJson, printTable } from '../output.ts';
import { runCommand } from '../run-command.ts';
import { accountJoinCommands } from './account-join.ts';

const definition = (f: Figure): string =>
  [
    f.windowDays ? `${f.windowDays} d` : null,
    f.content === 'all' ? null : f.content,
    f.format === 'all' ? null : f.format,
    f.denominator ? `per ${f.denominator}` : null,
  ]
    .filter(Boolean)
    .join(', ') || '–';

export function accountCommand(program: Command): void {
  const account = program
    .command('account')
    .description('one account: figures with source, window, unit and as-of; its ids, prices, audience')
    .argument('<id>', 'account id as the library shows it')
    .option('--evidence <source:row>', 'open the row behind a figure, e.g. 3:17')
    .option('--link <account>', 'say that another account is the same person')
    .option('--because <text>', 'the evidence of the link')
    .option('--unlink <linkId>', 'undo a link')
    .action(
      (
        id: string,
        flags: { evidence?: string; link?: string; because?: string; unlink?: string },
        command: Command,
      ) =>
        runCommand(command, async ({ door, json }) => {
          if (flags.evidence) {
            const [source, row] = flags.evidence.split(':');
            const evidence = await door.get<Evidence>(`/evidence/${source}/${row}`);
            if (json) printJson(evidence);
            else {
              print(
                `${pc.bold(evidence.fileName)}${evidence.sheet ? ` · ${evidence.sheet}` : ''} · row ${evidence.row} · ${evidence.vendor} (${evidence.connector}@${evidence.connectorVersion}) · as of ${evidence.asOf}`,
              );
              printTable(['column', 'cell'], Object.entries(evidence.cells ?? {}));
            }
            return EXIT.fine;
          }
          if (flags.link) {
            const made = await door.send('POST', '/people/links', {
              accountIds: [id, flags.link],
              evidence: [{ kind: 'statement', text: flags.because ?? '' }],
            });
            printJson(made);
            return EXIT.fine;
          }
          if (flags.unlink) {
            printJson(
              await door.send('POST', `/people/links/${flags.unlink}/undo`, {
                reason: flags.because ?? 'undone on the command line',
              }),
            );
            return EXIT.fine;
          }
          const page = await door.get<AccountPage>(`/accounts/${encodeURIComponent(id)}`);
          if (json) {
            printJson(page);
            return EXIT.fine;
          }
          const { card } = page;
          print(
            `${pc.bold(card.name ?? card.accountId)}  ${card.platform} · ${card.tier ?? 'tier unknown'}${card.region ? ` · ${card.region}` : ''}`,
          );
          for (const i of page.identifiers) print(`  ${i.namespace}: ${i.value}`);
          printTable(
            ['figure', 'value', 'definition', 'source', 'as of', 'row'],
            page.figures.map((f) => [
              METRICS[f.metric].en,
              figureText(f),
              definition(f),
              f.from.vendor,
              f.asOf.slice(0, 10) + (f.stale ? ' (stale)' : ''),
              `${f.from.sourceId}:${f.from.row}`,
            ]),
          );
          if (page.quotes.length > 0)
            printTable(
              ['price', 'kind', 'amount', 'tax', 'as of'],
              page.quotes.map((q) => [
                q.format,
                q.kind,
                figureText({
                  ...q.amount,
                  metric: 'quoted_price',
                  numerator: '',
                  denominator: null,
                  windowDays: null,
                  content: 'all',
                  format: 'all',
                }),
                q.taxBasis,
                q.amount.asOf.slice(0, 10),
              ]),
            );
          for (const j of page.joins)
            if (!j.undoneAt) print(pc.dim(`joined: ${j.accountId} is shown as ${j.canonicalId}`));
          for (const d of page.duplicates)
            print(
              `${pc.yellow('may be the same account as')} ${d.otherAccountId} (${d.evidence.map((e) => `${e.kind.replaceAll('_', ' ')} ${e.text}`).join('; ')})`,
            );
          for (const s of page.sameName) print(pc.dim(`same nickname, not joined: ${s.accountId}`));
          return EXIT.fine;
        }),
    );
  accountJoinCommands(account);
}
