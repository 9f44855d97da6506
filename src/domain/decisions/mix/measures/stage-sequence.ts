/**
 * Which stage of the path does each chosen name serve, and on which day of the period does it post?
 * Method: a name serves the stage in which it stands out most against the other chosen names: its index less their mean,
 *   times the goal's weight of the stage. Stages take their share of the period by the number of their names, upstream
 *   first; inside a stage names are spread evenly, the widest audience first. Names without an index come last in the
 *   stage that the goal weighs most.
 * Source: –
 * Differs: –
 * Limits: an order for discussion, no forecast: nothing is known here of a creator's free days.
 * Verified: plan.test.ts.
 */
const DAY_MS = 86_400_000;

export interface SequenceName {
  id: string;
  /** 0–100 among peers; null where insufficient. Upstream first. */
  index: readonly (number | null)[];
  audiencePeople: number;
}
export interface Sequenced {
  id: string;
  /** Place of the stage; null when no index is known. */
  stage: number | null;
  /** ISO date. */
  day: string;
}

export function stageSequence(
  names: readonly SequenceName[],
  weights: readonly number[],
  period: { from: string; to: string },
): Sequenced[] {
  const means = weights.map((_, s) => {
    const known = names.map((n) => n.index[s] ?? null).filter((x): x is number => x !== null);
    return known.length === 0 ? 0 : known.reduce((a, b) => a + b, 0) / known.length;
  });
  const staged = names.map((name) => {
    let best: { stage: number; lead: number } | null = null;
    for (const [s, weight] of weights.entries()) {
      const own = name.index[s] ?? null;
      if (own === null || weight <= 0) continue;
      const lead = (own - (means[s] as number)) * (own >= (means[s] as number) ? weight : 1 / weight);
      if (!best || lead > best.lead) best = { stage: s, lead };
    }
    return { name, stage: best?.stage ?? null };
  });
  const heaviest = weights.indexOf(Math.max(...weights));
  const placeOf = (stage: number | null) => stage ?? heaviest + 0.5;
  staged.sort(
    (a, b) =>
      placeOf(a.stage) - placeOf(b.stage) ||
      b.name.audiencePeople - a.name.audiencePeople ||
      (a.name.id < b.name.id ? -1 : 1),
  );
  const first = Date.parse(`${period.from}T00:00:00Z`);
  const days = Math.round((Date.parse(`${period.to}T00:00:00Z`) - first) / DAY_MS) + 1;
  return staged.map(({ name, stage }, at) => ({
    id: name.id,
    stage,
    day: new Date(first + Math.floor((at * days) / staged.length) * DAY_MS).toISOString().slice(0, 10),
  }));
}
