/** Runs an audit or a ring search in a thread of its own. */
import type { Finding } from '#basis/reading.ts';
import type { FactReader } from '#store/facts/fact-store.ts';
import { inFactsThread } from '#store/facts/in-facts-thread.ts';
import type { Scope } from './detector.ts';
import type { RingGraphOptions } from './rings/ring-graph.ts';
import type { RingGraph } from './rings/schema.ts';

export type ToAudit =
  | { kind: 'findings'; scope: Omit<Scope, 'signal'>; model: string | null }
  | { kind: 'rings'; options: RingGraphOptions };

const THREAD = new URL('./audit-thread.ts', import.meta.url);

/** `model`: path of a follower model of the home's own; null for the shipped one. */
export const findingsInThread = (
  facts: FactReader,
  { signal, ...scope }: Scope,
  model: string | null,
  progress: (share: number, measure: string) => void,
): Promise<Finding[]> =>
  inFactsThread(THREAD, { kind: 'findings', scope, model } satisfies ToAudit, facts, {
    progress,
    signal,
  }) as Promise<Finding[]>;

export const ringsInThread = (facts: FactReader, options: RingGraphOptions): Promise<RingGraph> =>
  inFactsThread(THREAD, { kind: 'rings', options } satisfies ToAudit, facts) as Promise<RingGraph>;
