/**
 * Whom to invite so that the cells are filled as wanted?
 * Method: people stand in a random order that the seed fixes; each cell takes its first ones up to its quota. Cells without a
 *   wanted share divide what is left in the proportions found, by largest remainders.
 * Source: quota sampling from a frame; the random order inside cells makes it stratified random sampling of the frame.
 * Limits: the frame is people who spoke, not all consumers: what it finds holds of speakers. A cell too small stays short and
 *   says so.
 * Verified: voice-measures.test.ts.
 */

export interface FramePerson {
  key: string;
  cell: string;
}
export interface DrawnCell {
  cell: string;
  found: number;
  wanted: number;
  drawn: number;
}

export function quotaDraw<P extends FramePerson>(
  people: readonly P[],
  size: number,
  quotas: Readonly<Record<string, number>>,
): { drawn: P[]; cells: DrawnCell[] } {
  const byCell = Map.groupBy(people, (p) => p.cell);
  const named = Object.entries(quotas).map(([cell, share]) => ({ cell, wanted: Math.round(share * size) }));
  const left = Math.max(0, size - named.reduce((n, q) => n + q.wanted, 0));
  const others = [...byCell].filter(([cell]) => !(cell in quotas));
  const pool = others.reduce((n, [, list]) => n + list.length, 0);
  const exact = others.map(([cell, list]) => ({ cell, share: pool === 0 ? 0 : (left * list.length) / pool }));
  const floors = exact.map((e) => ({ ...e, wanted: Math.floor(e.share) }));
  let rest = left - floors.reduce((n, f) => n + f.wanted, 0);
  for (const f of [...floors].sort((a, b) => b.share - b.wanted - (a.share - a.wanted))) {
    if (rest <= 0 || pool === 0) break;
    f.wanted++;
    rest--;
  }
  const drawn: P[] = [];
  const cells = [...named, ...floors].map(({ cell, wanted }) => {
    const list = byCell.get(cell) ?? [];
    const own = list.slice(0, wanted);
    drawn.push(...own);
    return { cell, found: list.length, wanted, drawn: own.length };
  });
  return { drawn, cells: cells.sort((a, b) => b.found - a.found || (a.cell < b.cell ? -1 : 1)) };
}
