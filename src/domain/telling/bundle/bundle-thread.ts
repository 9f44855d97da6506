/** The bundle's own thread: detectors run here, and every call to the facts is recorded. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Scope } from '#domain/readings/authenticity/detector.ts';
import { readFindings } from '#domain/readings/authenticity/read-findings.ts';
import { factsByMessage } from '#store/facts/facts-by-message.ts';
import type { FromThread } from '#store/facts/in-facts-thread.ts';
import { type Recorded, recordingReader } from './recorded-facts.ts';

const port = parentPort;
if (!port) throw new Error('bundle-thread runs as a worker only');
const facts = recordingReader(factsByMessage(port));
const findings = await readFindings(facts, workerData as Scope);
port.postMessage({ result: { findings, calls: facts.calls() } satisfies Recorded } satisfies FromThread);
port.close();
