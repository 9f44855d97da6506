/** What a chamber offers the room: a card and a way to read it for some accounts. */
import type { Finding } from '#basis/reading.ts';
import type { FactReader } from '#store/facts/fact-store.ts';
import type { MeasureCard } from './schema.ts';

export interface Scope {
  /** Accounts to read; findings may also be about their posts or live rooms. */
  accountIds: readonly string[];
  /** The day the readings describe: nothing observed later is read. ISO 8601 UTC. */
  asOf: string;
  signal?: AbortSignal;
}

/**
 * Reads facts by named queries, hands columns to a pure measure, and returns one finding a subject, including
 * `insufficient` ones. In `detail`, `pValue` is the tail probability under "clean" where the measure has one, and
 * `excess: [{act, count, low, high}]` the acts beyond explanation (see `excessSchema`), and
 * `drawing` is the card's picture (see `drawingSchema`). Comparisons (peers, norms) come from the whole library. Same facts, same findings.
 */
export interface Detector {
  card: MeasureCard;
  read(facts: FactReader, scope: Scope): Promise<Finding[]>;
}
