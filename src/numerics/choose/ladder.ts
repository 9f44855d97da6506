/** What a group is worth by the number of chosen candidates that cover it: reach, capped contacts, at least k times. */
export interface Ladder {
  /** Worth at 0, 1, 2 … contacts, never falling. */
  worths: Float64Array;
  /** Least contacts with a worth above zero. */
  firstAbove: number;
  /** From here on the worth no longer grows. */
  flatFrom: number;
  /** All worths are whole numbers, so a bound may be rounded down. */
  whole: boolean;
  /** Steps never grow: coverage is then submodular. */
  concave: boolean;
}

/** @param most contacts an item can have: the largest number of candidates over one item */
export function ladderOf(worth: (contacts: number) => number, most: number): Ladder {
  const worths = Float64Array.from({ length: most + 2 }, (_, c) => worth(c));
  const last = worths[most + 1] as number;
  let concave = true;
  for (let c = 2; c <= most; c++) {
    const step = (worths[c] as number) - (worths[c - 1] as number);
    if (step > (worths[c - 1] as number) - (worths[c - 2] as number) + 1e-12) concave = false;
  }
  return {
    worths,
    firstAbove: Math.max(
      1,
      worths.findIndex((w) => w > 0),
    ),
    flatFrom: worths.findIndex((w) => w >= last - 1e-15),
    whole: worths.every(Number.isInteger),
    concave,
  };
}

export type LadderShape = 'reach' | 'times' | 'capped';

/**
 * Worth of c contacts when each is seen with the same chance p, independently (p = 1: every contact is seen).
 * reach: P(X ≥ 1) · times: P(X ≥ k) · capped: E min(X, k), with X ~ Binomial(c, p).
 */
export function worthOfContacts(shape: LadderShape, k: number, p: number): (contacts: number) => number {
  const times = shape === 'reach' ? 1 : k;
  return (contacts) => {
    if (p === 1) {
      if (shape === 'capped') return Math.min(contacts, times);
      return contacts >= times ? 1 : 0;
    }
    // P(X = i) for i < times; the rest of the mass is at `times` and above.
    let mass = (1 - p) ** contacts;
    let below = 0;
    let sum = 0;
    for (let i = 0; i < Math.min(times, contacts + 1); i++) {
      below += mass;
      sum += mass * i;
      mass *= ((contacts - i) / (i + 1)) * (p / (1 - p));
    }
    if (contacts < times) return shape === 'capped' ? contacts * p : 0;
    return shape === 'capped' ? sum + times * (1 - below) : Math.max(0, 1 - below);
  };
}
