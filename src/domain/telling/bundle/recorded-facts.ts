/**
 * What detectors read, kept call by call: the name of the query, its parameters, the rows the engine returned.
 * Replayed, the same detectors read the same rows without an engine.
 */
import { TouchstoneError } from '#basis/error.ts';
import type { Finding } from '#basis/reading.ts';
import type { FactReader, Row } from '#store/facts/fact-store.ts';
import type { Query } from '#store/facts/query.ts';
import { canonical } from './canonical.ts';

export interface Call {
  query: string;
  parameters: unknown;
  rows: Row[];
}

/** What detectors found, and all they read for it. */
export interface Recorded {
  findings: Finding[];
  calls: Call[];
}

const keyOf = (query: string, parameters: unknown): string => `${query} ${canonical(parameters)}`;

const unnamed = (): never => {
  throw new TouchstoneError('internal', 'unnamed-query', 'Detectors read facts by named queries only.');
};

/** A reader whose calls can be listed afterwards, in an order that does not depend on timing. */
export function recordingReader(facts: FactReader): FactReader & { calls(): Call[] } {
  const calls = new Map<string, Promise<Row[]>>();
  const kept = new Map<string, Call>();
  const all = async <P, R>(query: Query<P, R>, parameters: P): Promise<R[]> => {
    const key = keyOf(query.name, parameters);
    // A call made twice is asked once: both see the same rows, as they will when replayed.
    const asked = calls.get(key) ?? facts.rows(query.build(parameters));
    calls.set(key, asked);
    const rows = await asked;
    kept.set(key, { query: query.name, parameters, rows });
    return rows.map((row) => query.row.parse(row));
  };
  return {
    all,
    first: async (query, parameters) => (await all(query, parameters))[0] ?? null,
    rows: unnamed,
    explain: unnamed,
    calls: () => [...kept].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, call]) => call),
  };
}

/** Answers recorded calls; any other is refused, since the measures then read something else than they did. */
export function replayingReader(calls: readonly Call[]): FactReader {
  const recorded = new Map(calls.map((call) => [keyOf(call.query, call.parameters), call.rows]));
  const all = async <P, R>(query: Query<P, R>, parameters: P): Promise<R[]> => {
    const rows = recorded.get(keyOf(query.name, parameters));
    if (!rows)
      throw new TouchstoneError(
        'conflict',
        'not-recorded',
        `The measures of this program ask ${query.name} with parameters that the bundle has no rows for.`,
        { fix: 'Verify with the program version that the manifest names.' },
      );
    return rows.map((row) => query.row.parse(row));
  };
  return {
    all,
    first: async (query, parameters) => (await all(query, parameters))[0] ?? null,
    rows: unnamed,
    explain: unnamed,
  };
}
