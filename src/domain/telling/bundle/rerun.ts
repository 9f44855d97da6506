/** Runs the measures again on what a bundle encloses and compares the readings byte for byte. */
import { messageOf } from '#basis/error.ts';
import type { Finding, Reading, RowRef } from '#basis/reading.ts';
import { COMBINED } from '#domain/readings/authenticity/combined-card.ts';
import type { Detector } from '#domain/readings/authenticity/detector.ts';
import { readFindings } from '#domain/readings/authenticity/read-findings.ts';
import type { Cell } from '#store/facts/fact-store.ts';
import { stamp } from '#store/readings/keep-readings.ts';
import { canonical, firstDifference } from './canonical.ts';
import type { OpenedBundle } from './check-bundle.ts';
import { type Call, replayingReader } from './recorded-facts.ts';
import type { Verification } from './schema.ts';

/** A call, then its rows as lists in the order of `columns`. */
type InputLine = { query: string; parameters: unknown; columns: string[]; rowCount: number } | Cell[];

/** Lines of the section `inputs`. */
export const inputLines = (calls: readonly Call[]): InputLine[] =>
  calls.flatMap(({ query, parameters, rows }): InputLine[] => {
    const columns = Object.keys(rows[0] ?? {});
    return [
      { query, parameters, columns, rowCount: rows.length },
      ...rows.map((row) => columns.map((column) => row[column] as Cell)),
    ];
  });

function callsOf(lines: readonly unknown[]): Call[] {
  const calls: Call[] = [];
  let columns: string[] = [];
  for (const line of lines as InputLine[])
    if (Array.isArray(line))
      calls.at(-1)?.rows.push(Object.fromEntries(columns.map((column, i) => [column, line[i] as Cell])));
    else {
      columns = line.columns;
      calls.push({ query: line.query, parameters: line.parameters, rows: [] });
    }
  return calls;
}

/** A reading as a bundle holds it, with the rows that argue. */
export interface BundledReading {
  reading: Reading;
  rows: RowRef[];
}

/** Readings in an order of their own, each once. */
export const bundledReadings = (findings: readonly Finding[]): BundledReading[] =>
  [...new Map(findings.map(stamp).map((s) => [s.reading.readingId, s])).values()].sort((a, b) =>
    orderOf(a) < orderOf(b) ? -1 : 1,
  );
const orderOf = ({ reading: r }: BundledReading): string =>
  canonical([r.subject.kind, r.subject.id, r.measure, r.readingId]);

/** The section `readings` of a bundle: evidence rows by number only; their cells are the section `evidence`. */
export const readingLines = (readings: readonly BundledReading[]): unknown[] =>
  readings.map(({ reading, rows }) => ({
    reading,
    rows: rows.map(({ sourceId, row }) => ({ sourceId, row })),
  }));

type Outcome = Pick<Verification, 'verdict' | 'message' | 'rerun' | 'readingCount'>;

const named = (line: unknown): string => {
  const { reading } = line as { reading: Reading };
  return `${reading.measure} of ${reading.subject.kind} ${reading.subject.id}`;
};

/**
 * `verification` with the outcome of running again. Asks for the very versions that the manifest names: a measure
 * that this program has in another version only is said, not replaced.
 */
export async function rerun(
  opened: OpenedBundle,
  detectors: readonly Detector[],
  signal?: AbortSignal,
): Promise<Outcome> {
  const { manifest, rows } = opened;
  const stated = rows.readings ?? [];
  const readingCount = stated.length;
  if (!rows.inputs)
    return {
      verdict: 'fine',
      rerun: 'rows-withheld',
      readingCount,
      message: `The rows are withheld (grade hashed): the digests and the signature are checked, the readings are not run again. Beside the library it came from: touchstone verify FILE --beside-library`,
    };
  const have = new Map(detectors.map((d) => [d.card.measure, d]));
  const lacking = manifest.measures.find((m) => m !== COMBINED.measure && !have.has(m));
  if (lacking !== undefined || !manifest.measures.includes(COMBINED.measure)) {
    const name =
      lacking ?? manifest.measures.find((m) => m.startsWith('combined-evidence@')) ?? COMBINED.measure;
    const here = [...have.keys(), COMBINED.measure].filter((m) => m.split('@')[0] === name.split('@')[0]);
    return {
      verdict: 'unreadable',
      rerun: 'other-version',
      readingCount,
      message: `The bundle was made by Touchstone ${manifest.product} with ${name}; this program has ${here.length > 0 ? here.join(', ') : 'no version of it'}. Digests and signature fit; run verify with version ${manifest.product} to run the measures again.`,
    };
  }
  const chosen = manifest.measures.flatMap((m) => have.get(m) ?? []);
  const scope = { accountIds: manifest.accounts, asOf: manifest.asOf, ...(signal ? { signal } : {}) };
  let again: unknown[];
  try {
    const findings = await readFindings(replayingReader(callsOf(rows.inputs)), scope, () => {}, chosen);
    again = readingLines(bundledReadings(findings));
  } catch (error) {
    return {
      verdict: 'differs',
      rerun: 'differs',
      readingCount,
      message: `The measures could not run on the enclosed rows: ${messageOf(error)}`,
    };
  }
  for (let i = 0; i < Math.max(again.length, stated.length); i++) {
    const [told, found] = [stated[i], again[i]];
    if (told === undefined || found === undefined)
      return {
        verdict: 'differs',
        rerun: 'differs',
        readingCount,
        message: `The bundle states ${stated.length} readings, the measures give ${again.length}; the first without a pair is ${named(told ?? found)}.`,
      };
    // What was computed may hold undefined members or negative zeros; the file holds their JSON.
    const path = firstDifference(told, JSON.parse(canonical(found)));
    if (path !== null)
      return {
        verdict: 'differs',
        rerun: 'differs',
        readingCount,
        message: `The first reading that differs: ${named(told)}, at ${path}. Reading ${i + 1} of ${stated.length}.`,
      };
  }
  return {
    verdict: 'fine',
    rerun: 'equal',
    readingCount,
    message: `${readingCount} readings came out the same to the last byte.`,
  };
}
