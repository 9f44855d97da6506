import type { Command } from 'commander';
import { usage } from '#basis/error.ts';
import type { BrandsPage, GroupView, PooledEstimate } from '#domain/assets/workspaces/schema.ts';
import { EXIT, print, printJson, printTable } from '../output.ts';
import { runCommand } from '../run-command.ts';

const minor = (x: number): string =>
  (x / 100).toLocaleString('en-US', { maximumFractionDigits: 2 }).replaceAll(',', '\u202f');
const told = (e: PooledEstimate): string =>
  e.state === 'ok'
    ? `${minor(e.value)} (${minor(e.low)}–${minor(e.high)}), n ${e.n}`
    : `too few: ${e.have.en}`;

function printPage(page: BrandsPage): void {
  printTable(
    ['brand', 'id', 'organisation', 'names in files', 'campaigns'],
    page.brands.map((b) => [b.name, b.brandId, b.organisation, b.words.join(', '), b.campaigns.join(', ')]),
  );
  printTable(
    ['group', 'id', 'sees'],
    page.workspaces
      .filter((w) => w.kind === 'group')
      .map((w) => [
        w.name,
        w.workspaceId,
        page.grants
          .filter((g) => g.workspaceId === w.workspaceId && g.revokedAt === null)
          .map((g) => `${g.brand} (${g.grantId}: ${g.purpose})`)
          .join('; ') || 'nothing',
      ]),
  );
  if (page.unkept.length > 0) print(`named in files and kept by nobody: ${page.unkept.join(', ')}`);
}

const done = (json: boolean, page: BrandsPage): 0 => {
  if (json) printJson(page);
  else printPage(page);
  return EXIT.fine;
};
const idOf = (page: BrandsPage, name: string): string => {
  const brand = page.brands.find((b) => b.name === name || b.brandId === name);
  if (!brand) throw usage('no-brand', `There is no brand “${name}”.`, 'See `touchstone brands list`.');
  return brand.brandId;
};
const groupOf = (page: BrandsPage, name: string): string => {
  const group = page.workspaces.find(
    (w) => w.kind === 'group' && (w.name === name || w.workspaceId === name),
  );
  if (!group) throw usage('no-group', `There is no group “${name}”.`, 'See `touchstone brands list`.');
  return group.workspaceId;
};

function list(group: Command): void {
  group
    .command('list')
    .description('organisations, brands, groups and who shares with whom')
    .action((_: object, command: Command) =>
      runCommand(command, async ({ door, json }) => done(json, await door.get<BrandsPage>('/brands'))),
    );
}

function add(group: Command): void {
  group
    .command('add')
    .description('keep a brand; campaigns that files put under its names are its')
    .argument('<name>')
    .requiredOption('--organisation <name>')
    .option('--words <names>', 'further names in files, comma-separated', '')
    .action((name: string, flags: { organisation: string; words: string }, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const words = flags.words
          .split(/[,，]/)
          .map((w) => w.trim())
          .filter((w) => w !== '');
        return done(
          json,
          await door.send<BrandsPage>('POST', '/brands', { name, organisation: flags.organisation, words }),
        );
      }),
    );
  group
    .command('group')
    .description('make a group that may see what brands share with it')
    .argument('<name>')
    .requiredOption('--organisation <name>')
    .action((name: string, flags: { organisation: string }, command: Command) =>
      runCommand(command, async ({ door, json }) =>
        done(
          json,
          await door.send<BrandsPage>('POST', '/groups', { name, organisation: flags.organisation }),
        ),
      ),
    );
  group
    .command('hold')
    .description('put a kept campaign, or a plan, to a brand')
    .argument('<brand>')
    .option('--campaign <name>')
    .option('--plan <id>')
    .action((brand: string, flags: { campaign?: string; plan?: string }, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const id = idOf(await door.get<BrandsPage>('/brands'), brand);
        return done(
          json,
          await door.send<BrandsPage>('POST', `/brands/${id}/holds`, {
            campaign: flags.campaign,
            planId: flags.plan,
          }),
        );
      }),
    );
}

function share(group: Command): void {
  group
    .command('grant')
    .description('let a group see a brand’s history')
    .argument('<brand>')
    .argument('<group>')
    .requiredOption('--purpose <words>')
    .action((brand: string, workspace: string, flags: { purpose: string }, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const page = await door.get<BrandsPage>('/brands');
        const body = {
          brandId: idOf(page, brand),
          workspaceId: groupOf(page, workspace),
          purpose: flags.purpose,
        };
        return done(json, await door.send<BrandsPage>('POST', '/grants', body));
      }),
    );
  group
    .command('revoke')
    .description('take a grant back: the group sees nothing of the brand from then on')
    .argument('<grant>')
    .action((grant: string, _: object, command: Command) =>
      runCommand(command, async ({ door, json }) =>
        done(json, await door.send<BrandsPage>('DELETE', `/grants/${grant}`)),
      ),
    );
}

function view(group: Command): void {
  group
    .command('view')
    .description('pooled history of the brands that share with a group; the view is written to the audit log')
    .argument('<group>')
    .action((workspace: string, _: object, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const id = groupOf(await door.get<BrandsPage>('/brands'), workspace);
        const page = await door.get<GroupView>(`/groups/${id}/view`);
        if (json) {
          printJson(page);
          return EXIT.fine;
        }
        print(
          `${page.workspace}: from ${page.from.join(', ') || 'nobody'}; withheld ${page.withheld.join(', ') || 'nothing'}`,
        );
        printTable(
          [
            'brand',
            'campaigns',
            'placements',
            `paid ${page.currency}`,
            'a thousand seen',
            'an engagement',
            'an order',
          ],
          [{ brand: 'all', ...page.pooled }, ...page.brands].map((b) => [
            b.brand,
            String(b.campaigns),
            String(b.placements),
            minor(b.paidMinor),
            told(b.perThousandSeen),
            told(b.perEngagement),
            told(b.perOrder),
          ]),
        );
        printTable(
          ['platform', 'placements', 'from', 'median paid', 'a thousand seen'],
          page.cells.map((c) => [
            c.platform,
            String(c.n),
            c.from.join(', '),
            told(c.paidMedian),
            told(c.perThousandSeen),
          ]),
        );
        return EXIT.fine;
      }),
    );
}

/** `touchstone brands list|add|group|hold|grant|revoke|view`. */
export function brandsCommand(program: Command): void {
  const group = program.command('brands').description('brands, groups, and what they share');
  for (const part of [list, add, share, view]) part(group);
}
