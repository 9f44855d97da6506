import type { Command } from 'commander';
import type { Curves, Lift, NegotiationCard, Norms } from '#domain/assets/rates/schema.ts';
import { EXIT, print, printJson, printTable } from '../output.ts';
import { runCommand } from '../run-command.ts';

interface Flags {
  platform?: string;
  metric?: string;
  basis?: string;
  category?: string;
  currency?: string;
}

const number = (n: number): string =>
  n.toLocaleString('en-US', { maximumFractionDigits: n < 100 ? 2 : 0 }).replaceAll(',', '\u202f');
const amount = (minor: number | null, isMoney: boolean): string =>
  minor === null ? '∞' : number(isMoney ? minor / 100 : minor);

function showNorms(found: Norms): void {
  const isMoney = found.currency !== null;
  print(
    `${found.metric}${found.denominator ? ` (per ${found.denominator.en})` : ''} · ${found.basis} · ${found.platform ?? 'no platform'} · ${found.category ?? 'all categories'} · ${found.currency ?? 'count'} · ${found.tiers} · as of ${found.asOf ?? 'never'}`,
  );
  printTable(
    ['format', 'tier', 'n', 'median', '95 %', 'middle half', 'wider cell'],
    found.cells.map(({ format, tier, norm, wider }) => {
      const beside =
        wider?.norm.state === 'ok'
          ? `${wider.level}: ${amount(wider.norm.value, isMoney)} (n ${wider.norm.n})`
          : '';
      return norm.state === 'ok'
        ? [
            format,
            tier ?? '–',
            String(norm.n),
            amount(norm.value, isMoney),
            `${amount(norm.low, isMoney)}–${amount(norm.high, isMoney)}`,
            `${amount(norm.lowerQuarter, isMoney)}–${amount(norm.upperQuarter, isMoney)}`,
            '',
          ]
        : [format, tier ?? '–', norm.have.en, `insufficient: needs ${norm.need.en}`, '', '', beside];
    }),
  );
}

function showCard(card: NegotiationCard): void {
  const money = (minor: number | null) => `${amount(minor, true)} ${card.currency}`;
  const { standard, fair } = card;
  print(`${card.name ?? card.accountId} · ${card.platform} · ${card.tier ?? 'no tier'} · ${card.format}`);
  const rows: string[][] = [['asked', card.askedMinor === null ? 'not quoted' : money(card.askedMinor)]];
  const usual = standard.norm.state === 'ok' ? standard.norm : standard.wider?.norm;
  rows.push([
    `standard${standard.norm.state === 'ok' ? '' : ` (${standard.wider?.level ?? 'blank'})`}`,
    usual?.state === 'ok'
      ? `${money(usual.low)} – ${money(usual.value)} – ${money(usual.high)}, n ${usual.n}`
      : standard.norm.state === 'ok'
        ? ''
        : `insufficient: needs ${standard.norm.need.en}`,
  ]);
  rows.push([
    'fair price',
    fair.state === 'ok'
      ? `${money(fair.lowMinor)} – ${money(fair.fairMinor)} – ${money(fair.highMinor)}${fair.verdict ? `: asked is ${fair.verdict}` : ''}; of ${fair.quotes} quotes ${(100 * fair.coverage.value).toFixed(0)} % lie inside theirs`
      : `insufficient: needs ${fair.need.en}, has ${fair.have.en}`,
  ]);
  for (const c of card.ceilings)
    rows.push([
      `ceiling, plan ${c.name}`,
      c.ceilingMinor === null
        ? `not even for nothing (${c.role})`
        : `${money(c.ceilingMinor)} (${c.role}${c.proven ? '' : ', not proven'})`,
    ]);
  if (card.paidToAsked)
    rows.push(['paid ÷ asked before', `${card.paidToAsked.value.toFixed(2)} (n ${card.paidToAsked.n})`]);
  printTable(['', ''], rows);
  if (card.history.length > 0)
    printTable(
      ['day', 'kind', 'format', 'amount', 'tax', 'campaign'],
      card.history.map((h) => [
        h.observedAt.slice(0, 10),
        h.kind,
        h.format,
        `${amount(h.amountMinor, true)} ${h.currency}`,
        h.taxBasis,
        h.campaign ?? '',
      ]),
    );
  for (const d of card.disclosures) print(`said on ${d.disclosedOn}: ${d.text}`);
  print(card.question.en);
}

function showCurves(found: Curves): void {
  print(
    `${found.outcome} by spend · ${found.posts} posts with spend, ${found.costNothing} that cost nothing left out · ${found.currency ?? ''}`,
  );
  printTable(
    [found.by ?? 'all', 'n', 'elasticity', '95 %', 'shape', 'one more costs', '95 %'],
    found.cells.map(({ value, curve }) =>
      curve.state === 'ok'
        ? [
            value ?? 'all',
            String(curve.n),
            curve.elasticity.value.toFixed(2),
            `${curve.elasticity.low.toFixed(2)}–${curve.elasticity.high.toFixed(2)}`,
            curve.shape,
            (curve.marginalCostMinor.value / 100).toPrecision(3),
            `${(curve.marginalCostMinor.low / 100).toPrecision(3)}–${curve.marginalCostMinor.high === null ? '∞' : (curve.marginalCostMinor.high / 100).toPrecision(3)}`,
          ]
        : [value ?? 'all', curve.have.en, `insufficient: needs ${curve.need.en}`, '', '', '', ''],
    ),
  );
  for (const limit of found.limits) print(limit.en);
}

function showLift(found: Lift): void {
  print(`${found.metric}: paid posts ÷ unpaid posts of the same page`);
  const shown = (f: Lift['pages'][number]['plain']) =>
    f.state === 'ok'
      ? `${f.value.toFixed(2)} (${f.low.toFixed(2)}–${f.high.toFixed(2)})`
      : `insufficient: needs ${f.need.en}`;
  printTable(
    ['page', 'paid', 'unpaid', 'plain', 'regression', 'matched', 'shuffles as far'],
    found.pages.map((p) => [
      p.name ?? p.page,
      String(p.paid),
      String(p.unpaid),
      shown(p.plain),
      shown(p.regression),
      shown(p.matched),
      p.shuffleShare === null ? '–' : p.shuffleShare.toFixed(3),
    ]),
  );
  for (const limit of found.limits) print(limit.en);
}

/** `touchstone norms`: cost standards from history, the negotiation card, cost curves and paid lift. */
export function normsCommand(program: Command): void {
  const group = program
    .command('norms')
    .description('cost standards by platform, tier, format and category from history; blank below the gate')
    .option('--platform <id>')
    .option('--metric <id>', 'quoted_price (the fee), a unit cost such as cost_per_engagement, or a count')
    .option('--basis <basis>', 'asked, paid or media')
    .option('--category <name>')
    .option('--currency <code>')
    .action((flags: Flags, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const found = await door.get<Norms>('/norms', { ...flags });
        if (json) printJson(found);
        else showNorms(found);
        return EXIT.fine;
      }),
    );
  group
    .command('card <account>')
    .description('negotiation card of a creator: standard, fair price, ceiling of the plan, history')
    .option('--format <format>', 'image, video, live …; the newest quoted when absent')
    .option('--price <amount>', 'a price now asked, in whole units')
    .action((account: string, flags: { format?: string; price?: string }, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const card = await door.get<NegotiationCard>(`/norms/card/${encodeURIComponent(account)}`, {
          format: flags.format,
          priceMinor: flags.price === undefined ? undefined : String(100 * Number(flags.price)),
        });
        if (json) printJson(card);
        else showCard(card);
        return EXIT.fine;
      }),
    );
  group
    .command('curves')
    .description('what more money behind posts brought: elasticity and the price of one more, by a property')
    .option('--outcome <metric>', 'exposure_count, click_count, conversion_count, order_count …')
    .option('--by <property>', 'a property of the posts: age, gender, interest …')
    .action((flags: { outcome?: string; by?: string }, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        // The group's --platform holds here too.
        const { platform } = command.optsWithGlobals<Flags>();
        const found = await door.get<Curves>('/norms/curves', { ...flags, platform });
        if (json) printJson(found);
        else showCurves(found);
        return EXIT.fine;
      }),
    );
  group
    .command('lift')
    .description('paid posts against unpaid ones of the same page: plain, by regression, matched')
    .action((_: object, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        // Options of the group that holds this command.
        const { platform, metric } = command.optsWithGlobals<Flags>();
        const found = await door.get<Lift>('/norms/lift', { platform, metric });
        if (json) printJson(found);
        else showLift(found);
        return EXIT.fine;
      }),
    );
}
