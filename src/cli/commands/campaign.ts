import type { Command } from 'commander';
import { parse as parseYaml } from 'yaml';
import { messageOf, refused, usage } from '#basis/error.ts';
import {
  type Campaign,
  type CampaignLine,
  CONTEXT_KINDS,
  type ContextEvent,
  newCampaignSchema,
} from '#domain/decisions/campaigns/schema.ts';
import { EXIT, print, printJson, printTable, readGiven } from '../output.ts';
import { runCommand } from '../run-command.ts';

const money = (minor: number | null, currency: string | null) =>
  minor === null ? '–' : `${(minor / 100).toLocaleString('en-US')} ${currency ?? ''}`.trim();
const at = (campaign: string) => `/campaigns/${encodeURIComponent(campaign)}`;

function list(group: Command): void {
  group
    .command('list')
    .description('campaigns that people keep or files name')
    .action((_: object, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const { items } = await door.get<{ items: CampaignLine[] }>('/campaigns');
        if (json) printJson(items);
        else
          printTable(
            ['campaign', 'brand', 'state', 'from', 'to', 'accounts', 'posts', 'paid', 'orders', 'alarms'],
            items.map((c) =>
              [
                c.campaign,
                c.brand ?? '–',
                c.state ?? '–',
                c.startsOn ?? '–',
                c.endsOn ?? '–',
                c.accounts,
                c.posts,
                money(c.paidMinor, c.currency),
                c.orders,
                c.alarms,
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
    .description('placements, links and codes, context events and stored forecasts of one campaign')
    .argument('<campaign>')
    .action((campaign: string, _: object, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const page = await door.get<Campaign>(at(campaign));
        if (json) printJson(page);
        else {
          print(
            `${page.campaign} · ${page.brand ?? '–'} · ${page.state ?? '–'} · ${page.startsOn ?? '–'} to ${page.endsOn ?? '–'}`,
          );
          printTable(
            ['account', 'name', 'post', 'published', 'mode', 'price', 'state', 'terms'],
            page.placements.map((p) =>
              [
                p.accountId,
                p.accountName ?? '–',
                p.postId ?? '–',
                p.publishedAt ?? p.publishOn ?? '–',
                p.mode,
                money(p.priceMinor, p.currency),
                p.state ?? '–',
                p.terms.length,
              ].map(String),
            ),
          );
          print(`${page.links.length} links and codes · ${page.forecasts.length} stored forecasts`);
          printTable(
            ['context', 'from', 'to', 'post', 'note'],
            page.context.map((e) => [e.kind, e.fromAt, e.untilAt, e.postId ?? 'all', e.note]),
          );
        }
        return EXIT.fine;
      }),
    );
}

interface NewFlags {
  plan?: string;
  file?: string;
  accounts?: string;
  brand?: string;
  from?: string;
  to?: string;
  freeze?: boolean;
}

function create(group: Command): void {
  group
    .command('new')
    .description(
      'keep a campaign: from a stored plan, a list of accounts, or a file (YAML or JSON) with terms and prices',
    )
    .argument('<campaign>')
    .option('--plan <id>', 'names, prices, modes, days, budget of a stored plan; ID@VERSION for an older one')
    .option('--accounts <ids>', 'account ids, separated by commas')
    .option('--file <file>', 'brand, days, budget and placements as in POST /campaigns')
    .option('--brand <name>')
    .option('--from <day>', 'first day, YYYY-MM-DD')
    .option('--to <day>', 'last day')
    .option('--no-freeze', 'store no expected bands')
    .action((campaign: string, flags: NewFlags, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const given = flags.file === undefined ? {} : fileOf(flags.file);
        const listed = (flags.accounts ?? '').split(',').filter((id) => id !== '');
        const body = {
          ...given,
          campaign,
          ...planOf(flags.plan),
          ...(flags.brand === undefined ? {} : { brand: flags.brand }),
          ...(flags.from === undefined ? {} : { startsOn: flags.from }),
          ...(flags.to === undefined ? {} : { endsOn: flags.to }),
          placements: [
            ...((given['placements'] as unknown[] | undefined) ?? []),
            ...listed.map((accountId) => ({ accountId })),
          ],
        };
        const checked = newCampaignSchema.safeParse(body);
        if (!checked.success)
          throw usage('bad-campaign', checked.error.issues[0]?.message ?? 'The campaign cannot be read.');
        const page = await door.send<Campaign>('POST', '/campaigns', checked.data);
        const frozen = flags.freeze
          ? await door.send<{ stored: number }>('POST', `${at(campaign)}/bands`, {})
          : null;
        if (json) printJson({ ...page, bands: frozen });
        else
          print(
            `${page.campaign}: ${page.placements.length} placements, ${frozen?.stored ?? 0} forecasts stored`,
          );
        return EXIT.fine;
      }),
    );
}

/** `ID` or `ID@VERSION`. */
function planOf(text: string | undefined): { planId?: string; planVersion?: number } {
  if (text === undefined) return {};
  const [planId = '', version] = text.split('@');
  return version === undefined ? { planId } : { planId, planVersion: Number(version) };
}

function fileOf(path: string): Record<string, unknown> {
  try {
    return parseYaml(readGiven(path)) as Record<string, unknown>;
  } catch (error) {
    throw refused('bad-campaign-file', `${path} cannot be read: ${messageOf(error)}`, { file: path });
  }
}

function context(group: Command): void {
  group
    .command('context')
    .description(`write down what happened around a campaign: ${CONTEXT_KINDS.join(', ')}`)
    .argument('<campaign>')
    .argument('<kind>')
    .argument('<note>')
    .requiredOption('--from <moment>', 'ISO 8601 with zone')
    .requiredOption('--to <moment>')
    .option('--post <id>', 'one post; all when absent')
    .action(
      (
        campaign: string,
        kind: string,
        note: string,
        flags: { from: string; to: string; post?: string },
        command: Command,
      ) =>
        runCommand(command, async ({ door, json }) => {
          const event = await door.send<ContextEvent>('POST', `${at(campaign)}/context`, {
            kind,
            note,
            fromAt: flags.from,
            untilAt: flags.to,
            postId: flags.post ?? null,
          });
          if (json) printJson(event);
          else print(`${event.kind} ${event.fromAt} – ${event.untilAt}: ${event.note}`);
          return EXIT.fine;
        }),
    );
}

/** `touchstone campaign list|show|new|context`. */
export function campaignCommand(program: Command): void {
  const group = program.command('campaign').description('campaigns: what was agreed, expected, and happened');
  for (const add of [list, show, create, context]) add(group);
}
