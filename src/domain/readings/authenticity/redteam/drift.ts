/**
 * What moved between two league tables: figures of one measure, of the same or of another version, whose 95 % intervals
 * do not touch. Two figures that are equal in truth are listed in well under 5 % of cases, so single lines of a long
 * report may be chance.
 */
import type { Drift, LeagueRow, LeagueTable, Share } from './schema.ts';

const nameOf = (measure: string): string => measure.split('@')[0] as string;

function* figuresOf(row: LeagueRow): Generator<[what: string, share: Share]> {
  yield ['clean', row.falseAlarm];
  for (const { id, alarm } of row.innocent) yield [id, alarm];
  for (const { id, detection } of row.attacks)
    for (const { dose, share } of detection) yield [`${id} × ${dose}`, share];
}

/** Each row of `after` against the same version in `before`, or against its newest version there. */
export function driftBetween(before: LeagueTable, after: LeagueTable): Drift[] {
  const found: Drift[] = [];
  for (const row of after.rows) {
    const earlier = before.rows.filter((r) => nameOf(r.measure) === nameOf(row.measure));
    const old = earlier.find((r) => r.measure === row.measure) ?? earlier.at(-1);
    if (!old) continue;
    const figures = new Map(figuresOf(old));
    for (const [what, to] of figuresOf(row)) {
      const from = figures.get(what);
      if (from && (from.high < to.low || to.high < from.low))
        found.push({ measure: row.measure, before: old.measure, what, from, to });
    }
  }
  return found;
}
