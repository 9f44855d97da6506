/** Lift on the library's own orders: places by day, a campaign in some of them. */
import { setImmediate } from 'node:timers/promises';
import type { z } from 'zod';
import { refused } from '#basis/error.ts';
import { ordersByPlace } from '#domain/assets/orders/queries.ts';
import type { Store } from '#store/open-store.ts';
import { liftEstimate } from './measures/lift-estimate.ts';
import { liftPower } from './measures/lift-power.ts';
import { type Panel, panelOf } from './measures/panel.ts';
import { orderPlaces } from './queries.ts';
import type { Lift, LiftPlan, measureRequestSchema, PanelRow, Places, planRequestSchema } from './schema.ts';

const CHINA = 480;
const DAY_MS = 86_400_000;
type Asked = Pick<
  z.output<typeof planRequestSchema>,
  'skus' | 'outcome' | 'everyDays' | 'from' | 'until' | 'method'
>;

export async function places(store: Store): Promise<Places> {
  const [rows, days] = await Promise.all([
    store.facts.all(orderPlaces, {}),
    store.facts.all(ordersByPlace, { skus: [], offsetMinutes: CHINA }),
  ]);
  const units = rows.filter((r) => r.kind === 'unit');
  const known = days.map((d) => d.day).sort();
  return {
    from: known[0] ?? null,
    until: known.at(-1) ?? null,
    orders: units.reduce((a, u) => a + u.orders, 0),
    withoutPlace: units.find((u) => u.name === null)?.orders ?? 0,
    units: units.flatMap((u) => (u.name === null ? [] : [{ unit: u.name, orders: u.orders }])),
    skus: rows.flatMap((r) =>
      r.kind === 'sku' && r.name !== null ? [{ sku: r.name, orders: r.orders }] : [],
    ),
  };
}

/**
 * Orders or sales by place and time, each place relative to its own mean before `start` (or over all), so that large and
 * small places vary alike. `means`: what one stands for.
 */
async function placePanel(
  store: Store,
  asked: Asked,
  treated: readonly string[],
  start: string | null,
): Promise<{ panel: Panel; means: Map<string, number> }> {
  const rows = await store.facts.all(ordersByPlace, { skus: asked.skus, offsetMinutes: CHINA });
  const days = rows.map((r) => r.day).sort();
  const first = asked.from ?? days[0];
  const last = asked.until ?? days.at(-1);
  if (first === undefined || last === undefined)
    throw refused(
      'no-places',
      'No order names a place.',
      undefined,
      'Import order files with a province or region, or profiles of buyers that say where they are.',
    );
  const known = new Set(rows.map((r) => r.unit));
  const stranger = treated.find((t) => !known.has(t));
  if (stranger !== undefined)
    throw refused(
      'no-place',
      `No order came from “${stranger}”.`,
      undefined,
      'See the places with GET /api/v1/lift/places.',
    );
  // Times count from the campaign's start, so that none straddles it.
  const zero = Date.parse(start ?? first);
  const timeOf = (day: string) => Math.floor((Date.parse(day) - zero) / DAY_MS / asked.everyDays);
  const wholeFrom = Math.ceil((Date.parse(first) - zero) / DAY_MS / asked.everyDays);
  const wholeTo = Math.floor((Date.parse(last) - zero + DAY_MS) / DAY_MS / asked.everyDays) - 1;
  const sums = new Map<string, number>();
  for (const r of rows) {
    const t = timeOf(r.day);
    if (t < wholeFrom || t > wholeTo) continue;
    const key = `${r.unit}\u0000${t}`;
    sums.set(key, (sums.get(key) ?? 0) + (asked.outcome === 'sales' ? (r.amount ?? 0) / 100 : r.orders));
  }
  const inside = new Set(treated);
  const flat: PanelRow[] = [];
  for (const unit of known)
    for (let t = wholeFrom; t <= wholeTo; t++)
      flat.push({
        unit,
        time: new Date(zero + t * asked.everyDays * DAY_MS).toISOString().slice(0, 10),
        outcome: sums.get(`${unit}\u0000${t}`) ?? 0,
        treated: start !== null && inside.has(unit) && t >= 0,
      });
  const panel = panelOf(flat);
  const before = start === null ? panel.times : Math.max(1, -wholeFrom);
  const means = new Float64Array(panel.units);
  for (let u = 0; u < panel.units; u++) {
    for (let t = 0; t < before; t++)
      means[u] = (means[u] as number) + (panel.values[u * panel.times + t] as number) / before;
    if ((means[u] as number) <= 0 && inside.has(panel.unitNames[u] as string))
      throw refused(
        'place-empty',
        `${panel.unitNames[u]} had nothing before the start.`,
        undefined,
        'Leave it out, or give a longer history.',
      );
  }
  return {
    panel: relative(panel, means),
    means: new Map(panel.unitNames.map((name, u) => [name, means[u] as number])),
  };
}

/** Places that had nothing before are left out. */
function relative(panel: Panel, means: Float64Array): Panel {
  const kept = Array.from(means.keys()).filter((u) => (means[u] as number) > 0);
  const values = new Float64Array(kept.length * panel.times);
  kept.forEach((u, k) => {
    for (let t = 0; t < panel.times; t++)
      values[k * panel.times + t] = (panel.values[u * panel.times + t] as number) / (means[u] as number);
  });
  return {
    ...panel,
    values,
    units: kept.length,
    unitNames: kept.map((u) => panel.unitNames[u] as string),
    startOf: Int32Array.from(kept, (u) => panel.startOf[u] as number),
  };
}

const meanOf = (means: ReadonlyMap<string, number>, units: readonly string[]): number =>
  units.reduce((a, u) => a + (means.get(u) ?? 0), 0) / units.length;

/** Rejects with `no-places`, `no-place`, `place-empty`, and what the panel refuses. */
export async function measureLift(store: Store, asked: z.output<typeof measureRequestSchema>): Promise<Lift> {
  const { panel, means } = await placePanel(store, asked, asked.treated, asked.start);
  await setImmediate();
  const lift = liftEstimate(panel, asked.method);
  // The effect is relative to a place's own mean; in all, it is told in orders or money again.
  const one = meanOf(means, asked.treated);
  const back = (v: number | null) => (v === null ? null : v * one);
  return {
    ...lift,
    total: {
      value: lift.total.value * one,
      low: back(lift.total.low),
      high: back(lift.total.high),
    },
  };
}

export async function planLift(store: Store, asked: z.output<typeof planRequestSchema>): Promise<LiftPlan> {
  const { panel, means } = await placePanel(store, asked, asked.treated, null);
  const plan = await liftPower(panel, { ...asked, seed: '1' }, () => setImmediate());
  if (plan.state !== 'ok') return plan;
  const one = meanOf(means, plan.treated);
  return {
    ...plan,
    leastTotal: plan.leastTotal * one,
    baseTotal: plan.baseTotal * one,
    expectedTotal: plan.expectedTotal === null ? null : plan.expectedTotal * one,
  };
}
