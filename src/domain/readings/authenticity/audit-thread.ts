/** The audit's own thread: statistics run here, so that no request waits for them. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { factsByMessage } from '#store/facts/facts-by-message.ts';
import type { FromThread } from '#store/facts/in-facts-thread.ts';
import type { Detector } from './detector.ts';
import { parseModel } from './followers/shipped-model.ts';
import type { ToAudit } from './in-audit-thread.ts';
import { readFindings } from './read-findings.ts';
import { DETECTORS, detectorsWith } from './registry.ts';
import { ringGraph } from './rings/ring-graph.ts';

const port = parentPort;
if (!port) throw new Error('audit-thread runs as a worker only');
const say = (message: FromThread) => port.postMessage(message);
const work = workerData as ToAudit;
const facts = factsByMessage(port);

function detectorsOf(path: string | null): readonly Detector[] {
  if (path === null) return DETECTORS;
  const model = parseModel(readFileSync(path, 'utf8'), basename(path));
  return detectorsWith(() => model);
}

const result =
  work.kind === 'findings'
    ? await readFindings(
        facts,
        work.scope,
        (share, measure) => say({ progress: { share, step: measure } }),
        detectorsOf(work.model),
      )
    : await ringGraph(facts, work.options);
say({ result });
port.close();
