/** Detector that reads the orders tied to an account's posts and rooms. */
import { type Finding, word } from '#basis/reading.ts';
import type { Detector } from '../detector.ts';
import { count, dayOf, pText, said, thin } from '../say-finding.ts';
import { SALES_CARD } from './cards.ts';
import {
  type Agreement,
  alteredSales,
  type Orders,
  SALES_PARTS,
  type SalesPart,
} from './measures/altered-sales.ts';
import { salesOrders } from './queries.ts';

const MOST_ORDERS = 50_000;

type OrderRow = {
  account_id: string | null;
  ordered_ms: number;
  sku: string | null;
  amount_minor: number | null;
  buyer: string | null;
  returned: boolean | null;
  source_id: number;
  source_row: number;
};

export const SALES: Detector = {
  card: SALES_CARD,
  async read(facts, scope) {
    const rows: OrderRow[] = await facts.all(salesOrders, {
      ids: scope.accountIds,
      asOf: scope.asOf,
      most: MOST_ORDERS,
    });
    const numbers = (key: 'sku' | 'buyer') => {
      const seen = new Map<string, number>();
      return (r: OrderRow) => {
        const value = r[key];
        if (value === null) return -1;
        if (!seen.has(value)) seen.set(value, seen.size);
        return seen.get(value) as number;
      };
    };
    const [sku, buyer] = [numbers('sku'), numbers('buyer')];
    const columns = (list: readonly OrderRow[]): Orders => ({
      atMs: Float64Array.from(list, (r) => r.ordered_ms),
      amountMinor: Float64Array.from(list, (r) => r.amount_minor ?? Number.NaN),
      sku: Int32Array.from(list, sku),
      buyer: Float64Array.from(list, buyer),
      returned: Int8Array.from(list, (r) => (r.returned === null ? -1 : r.returned ? 1 : 0)),
    });
    return scope.accountIds.map((id) => {
      const own = rows.filter((r) => r.account_id === id);
      const of = {
        subject: { kind: 'account' as const, id },
        measure: SALES_CARD.measure,
        asOf: scope.asOf,
        inputs: own.map((r) => [r.ordered_ms, r.sku, r.amount_minor, r.buyer, r.returned]),
      };
      // Most accounts have no orders of their own: the rest of the library is not laid out for them.
      const reference = own.length === 0 ? [] : rows.filter((r) => r.account_id !== id);
      return salesFinding(of, own, alteredSales(columns(own), columns(reference)));
    });
  },
};

const PART_WORDS: Record<SalesPart, readonly [string, string]> = {
  returns: ['returned orders', '退货订单'],
  'same-amount': ['orders of one amount', '同一金额订单'],
  'same-minute': ['orders within one minute', '同一分钟内订单'],
  'same-buyers': ['orders of buyers seen before', '重复买家订单'],
};

const pairWords = ({ traces: [a, b], count: both, expected }: Agreement) =>
  word(
    `; ${both} are both ${PART_WORDS[a][0]} and ${PART_WORDS[b][0]} where ${expected.toFixed(1)} would meet by chance`,
    `；其中 ${both} 个同时为${PART_WORDS[a][1]}与${PART_WORDS[b][1]}，随机重合约 ${expected.toFixed(1)} 个`,
  );

function salesFinding(
  of: Parameters<typeof said>[0],
  own: readonly OrderRow[],
  found: ReturnType<typeof alteredSales>,
): Finding {
  if (found.state !== 'ok')
    return thin(
      of,
      found,
      word(
        'orders tied to the account’s posts or rooms, or to others',
        '个与该账号或其他账号作品/直播间关联的订单',
      ),
      word('Orders are compared with the library’s other orders.', '订单须与库内其他订单对照。'),
    );
  const read = SALES_PARTS.flatMap((name) => (found.parts[name] ? [{ name, ...found.parts[name] }] : []));
  const lead = found.leading ? found.parts[found.leading] : undefined;
  const [en, zh] = PART_WORDS[found.leading ?? 'same-amount'];
  const pair = found.agreeing && found.agreeing.p <= 0.01 ? pairWords(found.agreeing) : null;
  return said(of, {
    level: found.level,
    value: lead?.share ?? 0,
    unit: 'share',
    n: found.orders,
    pValue: found.p,
    detail: {
      leading: found.leading,
      agreeing: found.agreeing,
      parts: read.map(({ orders, ...part }) => ({ ...part, orders: orders.length })),
      reference: found.reference,
    },
    drawing: {
      kind: 'bars',
      y: { label: word('share of orders', '订单占比') },
      labels: read.map((part) => word(...PART_WORDS[part.name])),
      series: [
        { name: word('account', '该账号'), values: read.map((part) => part.share) },
        { name: word('other orders', '其他订单'), values: read.map((part) => part.usualShare) },
      ],
    },
    caveats:
      lead && found.level === 'weak'
        ? [
            word(
              'No second trace agrees in the same orders; a promotion, goods that are often returned or a group purchase look like this too. Weak at most.',
              '同一批订单中没有第二种迹象相互印证；促销、易退货品类或团购也会如此。最多判为弱。',
            ),
          ]
        : [],
    excess: lead ? [{ act: 'order', count: lead.orders.length, low: 0, high: lead.orders.length }] : [],
    summary: lead
      ? word(
          `${lead.orders.length} of ${found.orders} are ${en}, p ${pText(found.p)} against ${count(found.reference)} other orders${pair?.en ?? ''}.`,
          `${found.orders} 个订单中有 ${lead.orders.length} 个为${zh}，与其他 ${count(found.reference)} 个订单相比 p ${pText(found.p)}${pair?.zh ?? ''}。`,
        )
      : word(
          `${found.orders} orders are like ${count(found.reference)} others in ${read.length} respects.`,
          `${found.orders} 个订单在 ${read.length} 个方面与其他 ${count(found.reference)} 个订单相当。`,
        ),
    rows: (lead?.orders ?? []).map((i) => {
      const r = own[i] as OrderRow;
      return { sourceId: r.source_id, row: r.source_row, note: dayOf(r.ordered_ms) };
    }),
  });
}
