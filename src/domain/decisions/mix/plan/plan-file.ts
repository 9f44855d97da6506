/** A plan as files that can be checked elsewhere: what was found with its certificate, and the inputs behind it. */
import { digestOf } from '#basis/id.ts';
import type { PlanProof } from './kept-plans.ts';
import type { Decision } from './schema.ts';

/** Names of the inputs that lie beside the plan's file. */
export const PLAN_INPUTS = { audience: 'audience.csv', prices: 'prices.csv' } as const;

/**
 * What `touchstone plan check` reads. Prices in it are costs: what the budget pays. A ceiling below the cost says that the
 * name is not worth it in the best plan found, so it has none.
 */
export function planFile(decision: Decision, proof: PlanProof, version: number) {
  const { value, bound, heldOut } = decision;
  const byMode = (price: number, of: Decision['chosen'][number]): number => (price * of.cost) / of.price;
  const file = {
    format: decision.planFormat,
    value,
    bound,
    gap: decision.gap,
    proven: decision.proven === 'optimal',
    cost: decision.cost,
    heldOut:
      heldOut.state === 'ok'
        ? {
            value: heldOut.value,
            low: heldOut.low,
            high: heldOut.high,
            n: heldOut.n,
            claimed: heldOut.claimed,
          }
        : { insufficient: true, need: 60, have: decision.panelPeople },
    chosen: decision.chosen.map((c) => {
      const ceiling = c.ceilingPrice === null ? null : byMode(c.ceilingPrice, c);
      const first = c.substitutes[0];
      return {
        kol: c.accountId,
        price: c.cost,
        ceilingPrice: ceiling !== null && ceiling >= c.cost ? ceiling : null,
        substitute: first ? { kol: first.accountId, price: first.cost, loss: first.loss } : null,
      };
    }),
    files: { ...PLAN_INPUTS },
    certificate: proof.certificate,
    version,
    decision,
  };
  /** SHA-256 of all the rest, keys in order: any changed figure shows. */
  return { ...file, seal: digestOf(JSON.parse(JSON.stringify(file))) };
}

/** People stand as numbers that mean nothing outside the plan. */
export const audienceCsv = ({ audience }: PlanProof): string =>
  `kol,person\n${Object.entries(audience)
    .flatMap(([kol, people]) => people.map((person) => `${kol},${person}\n`))
    .join('')}`;

export const pricesCsv = ({ prices }: PlanProof): string =>
  `kol,price\n${Object.entries(prices)
    .map(([kol, price]) => `${kol},${price}\n`)
    .join('')}`;
