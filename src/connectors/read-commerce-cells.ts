/** Cells of cooperations and orders. */
import { told } from '#basis/told.ts';
import type { AccountRef } from '#domain/facts/accounts/schema.ts';
import type { Draft } from '#domain/facts/imports/schema.ts';
import type { FieldName } from './mapping.ts';
import { readMoney } from './read-account-cells.ts';
import { keyInLink } from './read-post-cells.ts';
import {
  currencyOf,
  present,
  Rejected,
  type Row,
  readDay,
  readFlag,
  readNumber,
  readTime,
} from './row-fields.ts';
import { headerUnit, unitMultiplier } from './values.ts';

/** One exact amount; a range or bound cannot stand for what was paid and is listed as unreadable. */
function amount(row: Row, name: FieldName): { amountMinor?: number; currency?: string } {
  const field = row.fields.get(name);
  if (!field) return {};
  const unit = headerUnit(field.column);
  const money = readMoney(row, field.cell, { unit, factor: unitMultiplier(unit) }, false, field.column);
  if (!money) return {};
  if (money.minor.value === null) {
    row.notes.unreadable(field.column, field.cell, told`is a range or bound, not one amount`);
    return {};
  }
  return { amountMinor: money.minor.value, currency: money.currency ?? currencyOf(row) };
}

export function readCooperation(row: Row, account: AccountRef): Draft {
  const { fields } = row;
  return present<Extract<Draft, { kind: 'cooperation' }>>({
    kind: 'cooperation',
    account,
    mode: 'unknown',
    brand: fields.text('cooperation.brand'),
    campaign: fields.text('cooperation.campaign'),
    product: fields.text('cooperation.product'),
    platformPostKey: fields.text('post.key') ?? keyInLink(fields.text('post.link')),
    startsOn: readDay(row, 'cooperation.startsOn'),
    endsOn: readDay(row, 'cooperation.endsOn'),
    state: fields.text('cooperation.state'),
    ...amount(row, 'cooperation.price'),
  });
}

/** @throws Rejected when the order has no readable time. */
export function readOrder(row: Row): Draft {
  const { fields, notes, platform } = row;
  const orderKey = fields.text('order.key') ?? '';
  const at = readTime(row, 'order.at');
  if (!at) {
    notes.reject(
      fields.get('order.key')?.column ?? '',
      orderKey,
      told`the order has no date`,
      told`Map the column that holds the order time.`,
    );
    throw new Rejected('no date');
  }
  return present<Extract<Draft, { kind: 'order' }>>({
    kind: 'order',
    platform,
    orderKey,
    at,
    buyer: fields.text('order.buyer'),
    sku: fields.text('order.sku'),
    quantity: readNumber(row, 'order.quantity'),
    ...amount(row, 'order.amount'),
    code: fields.text('order.code'),
    link: fields.text('order.link'),
    postKey: fields.text('order.post'),
    campaign: fields.text('order.campaign'),
    returned: readFlag(row, 'order.returned'),
  });
}
