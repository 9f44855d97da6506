/** Cells of cooperations and orders. */
import { told } from '#basis/told.ts';
import type { AccountRef } from '#domain/facts/accounts/schema.ts';
import type { ORDER_STATES } from '#domain/facts/commerce/schema.ts';
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
  const said = row.fields.text('order.currency')?.toUpperCase();
  const own = said !== undefined && /^[A-Z]{3}$/.test(said) ? said : currencyOf(row);
  return { amountMinor: money.minor.value, currency: money.currency ?? own };
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

type OrderState = (typeof ORDER_STATES)[number];
const NOT_SOLD: ReadonlySet<OrderState> = new Set(['refunded', 'cancelled', 'unpaid']);
/** Words of shops for how an order stands, the most telling first. */
const STATES: readonly [RegExp, OrderState][] = [
  [/部分退|partially[ _]refunded|partial refund/i, 'partly_refunded'],
  [/退款成功|已退款|全额退款|退货退款完成|退货成功|已退货|^refunded$/i, 'refunded'],
  [/关闭|取消|作废|cancel|void|expired/i, 'cancelled'],
  [/等待买家付款|待支付|待付款|未付款|未支付|unpaid|^pending$|authorized/i, 'unpaid'],
  [/成功|完成|发货|付款|支付|收货|出库|签收|配送|paid|complete|fulfilled|shipped/i, 'paid'],
];
const named = (text: string | undefined): OrderState | undefined =>
  text === undefined ? undefined : (STATES.find(([words]) => words.test(text))?.[1] ?? 'unknown');

/** A word that another outweighs is kept aside. */
function stateOf(row: Row, paid: number | undefined, refund: number | undefined): OrderState | undefined {
  const [own, after] = [row.fields.get('order.status'), row.fields.get('order.afterSale')];
  const [said, later] = [named(own?.cell), named(after?.cell)];
  const aside = (field: typeof own) => field && row.notes.unknown(field.column, field.cell);
  if (later === 'refunded' || later === 'partly_refunded') {
    aside(own);
    return later;
  }
  aside(after);
  if (said !== 'unpaid' && said !== 'cancelled' && refund !== undefined && refund > 0) {
    aside(own);
    return paid !== undefined && refund < paid ? 'partly_refunded' : 'refunded';
  }
  return said;
}

const PROVINCE =
  /北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|重庆|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆|台湾|香港|澳门/;
const provinceIn = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : PROVINCE.exec(text.slice(0, 12))?.[0];
/** A Chinese province without its rank; any other region as it stands. */
const regionOf = (text: string | undefined): string | undefined => provinceIn(text) ?? text;

/** @throws Rejected when the order has no readable time. */
export function readOrder(row: Row): Draft {
  const { fields, notes, platform, mapping } = row;
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
  const paid = amount(row, 'order.amount');
  const refund = amount(row, 'order.refund').amountMinor;
  const status = stateOf(row, paid.amountMinor, refund);
  const buyer = fields.text('order.buyer');
  return present<Extract<Draft, { kind: 'order' }>>({
    kind: 'order',
    platform,
    orderKey,
    at,
    // Shops outside the platforms share one: their buyers' ids are told apart by the shop's name.
    buyer: buyer && platform === 'other' && mapping.vendor !== 'shop' ? `${mapping.vendor}:${buyer}` : buyer,
    sku: fields.text('order.sku'),
    quantity: readNumber(row, 'order.quantity'),
    ...paid,
    code: fields.text('order.code'),
    link: fields.text('order.link'),
    postKey: fields.text('order.post'),
    campaign: fields.text('order.campaign'),
    returned: readFlag(row, 'order.returned') ?? (status ? NOT_SOLD.has(status) : undefined),
    status,
    refundMinor: refund,
    region: regionOf(fields.text('order.region')) ?? provinceIn(fields.text('order.address')),
    sellerKey: fields.text('order.seller'),
  });
}
