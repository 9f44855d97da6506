import type { Command } from 'commander';
import type { Attribution, OrderSum, Orders, Paths } from '#domain/assets/orders/schema.ts';
import { EXIT, print, printJson, printTable } from '../output.ts';
import { runCommand } from '../run-command.ts';
import { importCommand } from './import.ts';

const sum = (s: OrderSum, currency: string | null) =>
  `${s.orders}${s.salesMinor === null ? '' : ` (${(s.salesMinor / 100).toLocaleString('en-US')} ${currency ?? ''})`}`.trim();
const at = (campaign: string) => `/campaigns/${encodeURIComponent(campaign)}`;
const short = (v: number) => v.toFixed(1);

/** `touchstone orders import|list|paths|attribution`. */
export function ordersCommand(program: Command): void {
  const group = program
    .command('orders')
    .description('orders of shops: raw and net, ways to them, and whose work they were');
  importCommand(group);
  group
    .command('list')
    .description('newest orders; raw, not sold, marked by evidence and net')
    .option('--campaign <name>', 'of one campaign')
    .option('--limit <n>', 'rows', '20')
    .action((flags: { campaign?: string; limit: string }, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const found = await door.get<Orders>('/orders', flags);
        if (json) printJson(found);
        else {
          print(
            `raw ${sum(found.raw, found.currency)} · not sold ${sum(found.notSold, found.currency)} · in rings ${found.marked.ring.orders} · repeats ${found.marked.repeat.orders} · net ${sum(found.net, found.currency)}`,
          );
          printTable(
            ['order', 'at', 'product', 'amount', 'state', 'code', 'campaign', 'region', 'marks'],
            found.items.map((o) => [
              `${o.platform}:${o.orderKey}`,
              o.at.slice(0, 16),
              o.sku ?? '–',
              o.amountMinor === null ? '–' : `${(o.amountMinor / 100).toFixed(2)} ${o.currency ?? ''}`,
              o.status ?? (o.soldStill ? '–' : 'returned'),
              o.code ?? '–',
              o.campaign ?? '–',
              o.region ?? '–',
              o.marks.join(', '),
            ]),
          );
        }
        return EXIT.fine;
      }),
    );
  group
    .command('paths')
    .description('accounts that people met before they bought, in order')
    .argument('<campaign>')
    .option('--limit <n>', 'rows', '20')
    .action((campaign: string, flags: { limit: string }, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const found = await door.get<Paths>(`${at(campaign)}/paths`, { limit: flags.limit });
        if (json) printJson(found);
        else {
          const name = new Map(found.accounts.map((a) => [a.accountId, a.name ?? a.accountId]));
          print(
            `${found.orders} net orders with a step within ${found.touchDays} days · ${found.people - found.orders} people without an order`,
          );
          printTable(
            ['path', 'orders', 'without order'],
            found.paths.map((p) => [
              p.accounts.map((a) => name.get(a) ?? a).join(' > '),
              String(p.orders),
              String(p.withoutOrder),
            ]),
          );
        }
        return EXIT.fine;
      }),
    );
  group
    .command('attribution')
    .description('orders by account: last touch, Shapley and removal effect side by side')
    .argument('<campaign>')
    .action((campaign: string, _: object, command: Command) =>
      runCommand(command, async ({ door, json }) => {
        const found = await door.get<Attribution>(`${at(campaign)}/attribution`);
        if (json) printJson(found);
        else if (found.result.state === 'insufficient')
          print(
            `too little to say: ${found.result.have.en}; needed: ${found.result.need.en}. ${found.result.why.en}`,
          );
        else {
          print(`${found.orders} net orders with a step within ${found.touchDays} days`);
          printTable(
            ['account', 'range', 'last touch', 'Shapley', 'removal effect', 'orders touched'],
            found.result.rows.map((r) => [
              r.name ?? r.accountId,
              r.thin ? 'too few' : `${short(r.low)} – ${short(r.high)}`,
              ...[r.lastTouch, r.shapley, r.removal].map(
                (c) => `${short(c.orders)} (${short(c.low)}–${short(c.high)})`,
              ),
              String(r.touched),
            ]),
          );
        }
        return EXIT.fine;
      }),
    );
}
