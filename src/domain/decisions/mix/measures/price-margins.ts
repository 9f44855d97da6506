/**
 * Up to which price does a chosen name stay in the best plan found, at which price would a rejected one enter, and what
 * does the plan lose, and who steps in, when a name drops out?
 * Method: the plan is solved again with the name out (worth W) and, by bisection over its price, with the name in: it stays
 *   while the best plan with it is worth at least W; a rejected one enters while the best plan with it is worth more than the plan.
 *   Plans met on the way are kept and answer later prices for nothing. Substitute: the one name that, put in its place, leaves most.
 * Source: sensitivity by re-solving; Wolsey 2020, Integer Programming, ch. 2 (no shadow prices in integer programs).
 * Differs: –
 * Limits: “best plan” is the best that the search finds within its steps; where the plan is proven and the re-solves are too,
 *   `proven` says so. Where time is too short for re-solving, greedy fills and drops give the margins, unproven. A ceiling is good to ±0.5 %. Other prices stay as they are: two names cannot both be raised to theirs.
 * Verified: mix.test.ts (against brute force over prices; re-solved at ±1 %).
 */
import { Basket } from '#numerics/choose/basket.ts';
import { bestCover, type Found, goalTally, type Limits } from '#numerics/choose/best-cover.ts';
import { GAP } from '#numerics/choose/branch-and-bound.ts';
import { affordable } from '#numerics/choose/cover.ts';
import type { CoverModel } from '#numerics/choose/dual-bound.ts';
import { fill, gainPerCost } from '#numerics/choose/greedy.ts';

export interface PriceMargin {
  candidate: number;
  chosen: boolean;
  price: number;
  /** Highest price at which it is in; null: not even for nothing. */
  ceilingPrice: number | null;
  /** The deciding plans were proven best. */
  proven: boolean;
  /** For a chosen name: when it drops out. */
  dropout: Dropout | null;
}

export interface Dropout {
  /** Worth of the best plan found without it, and what that loses. */
  value: number;
  loss: number;
  proven: boolean;
  choice: number[];
  /** The best one-for-one replacement, everybody else kept; null when none is affordable or gains. */
  substitute: { candidate: number; loss: number } | null;
}

const PRECISION = 0.005;

/** Re-solver of one plan; `limits` bound each single re-solve. */
export class PriceMargins {
  private readonly model: CoverModel;
  private readonly plan: readonly number[];
  private readonly value: number;
  private readonly limits: Limits;
  /** Plans met so far, with their worth: they may be affordable at other prices too. */
  private readonly pool: { choice: readonly number[]; value: number }[];
  private untilMs = Number.POSITIVE_INFINITY;
  private solveMs: number;
  /** The plan as a basket, to try one change at a time. */
  private basket: Basket | null = null;

  /** @param solveMs what a re-solve is known to take at least */
  constructor(
    model: CoverModel,
    plan: { choice: readonly number[]; value: number },
    limits: Limits,
    solveMs = 0,
  ) {
    this.solveMs = solveMs;
    this.model = model;
    this.plan = plan.choice;
    this.value = plan.value;
    this.limits = limits;
    this.pool = [plan];
  }

  /** @param untilMs no re-solve begins after this moment of the watch; what was found till then counts, unproven */
  of(candidate: number, untilMs = Number.POSITIVE_INFINITY): PriceMargin {
    this.untilMs = untilMs;
    const price = this.model.terms.costs[candidate] as number;
    const chosen = this.plan.includes(candidate);
    const now = this.limits.watch.spentMs();
    if (chosen && now >= untilMs) return this.bare(candidate);
    if (chosen && now + 2 * this.solveMs > untilMs) return this.quick(candidate);
    if (!chosen) {
      const { ceiling, proven } = this.ceiling(candidate, this.better(), 0, price);
      return { candidate, chosen, price, ceilingPrice: ceiling, proven, dropout: null };
    }
    const dropout = this.dropout(candidate);
    const { budget } = this.model.terms;
    const { ceiling, proven } = this.ceiling(
      candidate,
      dropout.value - 1e-9 * (1 + dropout.value),
      price,
      budget,
    );
    return { candidate, chosen, price, ceilingPrice: ceiling, proven: proven && dropout.proven, dropout };
  }

  /** The best plan met at the prices as they are: better than the plan when a re-solve had more luck. */
  best(): { choice: readonly number[]; value: number } {
    const { costs, budget, must, never } = this.model.terms;
    return this.pool.reduce((best, plan) =>
      plan.value > best.value &&
      affordable(
        plan.choice.reduce((sum, j) => sum + (costs[j] as number), 0),
        budget,
      ) &&
      must.every((j) => plan.choice.includes(j)) &&
      !plan.choice.some((j) => never.includes(j))
        ? plan
        : best,
    );
  }

  /** Least worth that counts as more than the plan's. */
  private better(): number {
    const { ladder, chances } = this.model;
    return ladder.whole && !chances ? this.value + 1 : this.value * (1 + GAP) + GAP;
  }

  private dropout(candidate: number): Dropout {
    const { terms } = this.model;
    const mandatory = terms.must.includes(candidate);
    const model = {
      ...this.model,
      terms: {
        ...terms,
        must: mandatory ? terms.must.filter((j) => j !== candidate) : terms.must,
        never: [...terms.never, candidate],
      },
    };
    const found = this.solve(model, candidate);
    const value = Math.max(found?.value ?? 0, 0);
    return {
      value,
      loss: this.value - value,
      proven: found?.optimal ?? false,
      choice: found ? [...found.choice].sort((a, b) => a - b) : [],
      substitute: this.substitute(candidate),
    };
  }

  private planBasket(): Basket {
    this.basket ??= new Basket(goalTally(this.model), this.model.terms);
    this.basket.become(this.plan);
    return this.basket;
  }

  private substitute(candidate: number): Dropout['substitute'] {
    const basket = this.planBasket();
    basket.drop(candidate);
    let best: Dropout['substitute'] = null;
    for (const j of basket.allowed) {
      if (j === candidate || basket.has(j) || !basket.canAdd(j)) continue;
      const loss = this.value - basket.tally.value() - basket.tally.gain(j);
      if (best && loss >= best.loss - 1e-9 * (1 + Math.abs(best.loss))) continue;
      basket.put(j);
      if (basket.feasible()) best = { candidate: j, loss };
      basket.drop(j);
    }
    return best;
  }

  /** No time at all: the price it has and the money nobody spends. */
  private bare(candidate: number): PriceMargin {
    const { costs, budget } = this.model.terms;
    const price = costs[candidate] as number;
    const spent = this.plan.reduce((sum, j) => sum + (costs[j] as number), 0);
    const ceilingPrice = Math.max(price, price + budget - spent);
    return { candidate, chosen: true, price, ceilingPrice, proven: false, dropout: null };
  }

  /**
   * Without a re-solve: the plan without the name, filled up greedily, is what it must stand against; the ceiling is what the
   * others leave once those of least worth have gone for it.
   */
  private quick(candidate: number): PriceMargin {
    const { costs, budget } = this.model.terms;
    const price = costs[candidate] as number;
    const substitute = this.substitute(candidate);
    const basket = this.planBasket();
    basket.drop(candidate);
    fill(basket, gainPerCost(basket), new Set([candidate]));
    const filled = basket.feasible() ? basket.tally.value() : 0;
    const value = Math.max(filled, substitute ? this.value - substitute.loss : 0);
    const choice = [...basket.list].sort((a, b) => a - b);
    basket.become(this.plan);
    for (;;) {
      const free = basket.list.filter(
        (j) => j !== candidate && !basket.isFixed(j) && basket.tally.value() - basket.tally.loss(j) >= value,
      );
      if (free.length === 0) break;
      const use = (j: number) => basket.tally.loss(j) / Math.max(1e-9, costs[j] as number);
      const least = free.reduce((a, b) => (use(b) < use(a) ? b : a));
      basket.drop(least);
      if (basket.shortFamilies().length === 0) continue;
      basket.put(least);
      break;
    }
    return {
      candidate,
      chosen: true,
      price,
      ceilingPrice: value > this.value ? null : Math.max(price, budget - (basket.cost - price)),
      proven: false,
      dropout: { value, loss: this.value - value, proven: false, choice, substitute },
    };
  }

  /** Highest price in [low, high] at which a plan with the candidate is worth `needed`; null when not at `low`. */
  private ceiling(
    candidate: number,
    needed: number,
    low: number,
    high: number,
  ): { ceiling: number | null; proven: boolean } {
    let proven = true;
    const staysAt = (price: number): boolean => {
      if (this.pooled(candidate, needed) >= price) return true;
      if (this.late()) {
        proven = false;
        return false;
      }
      const costs = this.model.terms.costs.slice();
      costs[candidate] = price;
      const terms = { ...this.model.terms, costs, must: [...new Set([...this.model.terms.must, candidate])] };
      const found = this.solve({ ...this.model, terms }, candidate, needed);
      if (found && found.value >= needed) return true;
      if (found && found.bound >= needed) proven = false;
      return false;
    };
    if (!staysAt(low)) return { ceiling: null, proven };
    let stays = Math.max(low, Math.min(high, this.pooled(candidate, needed)));
    if (stays >= high) return { ceiling: high, proven };
    let leaves = high;
    const ask = (price: number) => {
      if (staysAt(price)) stays = Math.max(price, Math.min(leaves, this.pooled(candidate, needed)));
      else leaves = price;
    };
    // Most ceilings lie near the price: strides that double find the bracket sooner than halving the budget.
    for (let stride = 0.05 * stays; stride > 0 && stays + stride < leaves; stride *= 2) ask(stays + stride);
    while (leaves - stays > PRECISION * Math.max(stays, PRECISION * high) && !this.late())
      ask((stays + leaves) / 2);
    if (this.late()) proven = false;
    return { ceiling: stays, proven };
  }

  private late(): boolean {
    return this.limits.watch.spentMs() >= this.untilMs;
  }

  /** Highest price at which a plan already met pays for the candidate and is worth enough. */
  private pooled(candidate: number, needed: number): number {
    const { budget, costs, must, never } = this.model.terms;
    let most = Number.NEGATIVE_INFINITY;
    for (const { choice, value } of this.pool) {
      if (value < needed || !choice.includes(candidate)) continue;
      if (must.some((j) => !choice.includes(j)) || never.some((j) => choice.includes(j))) continue;
      let others = 0;
      for (const j of choice) if (j !== candidate) others += costs[j] as number;
      most = Math.max(most, budget - others);
    }
    return most;
  }

  private solve(model: CoverModel, candidate: number, needed?: number): Found | null {
    const begin = this.limits.watch.spentMs();
    const found = bestCover(model, {
      ...this.limits,
      coreSteps: 0,
      limitMs: Math.min(begin + this.limits.limitMs, Math.max(begin, this.untilMs)),
      needed,
      warm: this.warmFor(candidate),
    });
    this.solveMs = Math.max(0.5 * this.solveMs, this.limits.watch.spentMs() - begin);
    if (found) this.pool.push({ choice: found.choice, value: found.value });
    return found;
  }

  /** The plan, and the best plans met that have the candidate. */
  private warmFor(candidate: number): (readonly number[])[] {
    const having = this.pool.filter(({ choice }) => choice.includes(candidate));
    having.sort((a, b) => b.value - a.value);
    return [this.plan, ...having.slice(0, 3).map(({ choice }) => choice)];
  }
}
