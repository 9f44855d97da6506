/** The second thread of an influence search. */
import { workerData } from 'node:worker_threads';
import { rng } from '#basis/rng.ts';
import { diffusionOf, spreadSums } from './diffusion.ts';
import { ReverseSets } from './reverse-sets.ts';
import type { ThreadAnswer, ThreadAsk, ThreadStart } from './second-thread.ts';

const { arcs, model, judgeSeed, port, done } = workerData as ThreadStart;
const graph = diffusionOf(arcs, model);
const judging = new ReverseSets(graph, rng(judgeSeed));

function answerTo(ask: ThreadAsk): ThreadAnswer {
  const until = performance.now() + ('ms' in ask ? ask.ms : 0);
  const goOn = () => performance.now() < until;
  if (ask.kind === 'grow') {
    judging.growTo(ask.count, ask.mostEntries, goOn);
    return { count: judging.count };
  }
  if (ask.kind === 'hits') return { hits: judging.hitBy(ask.seeds) };
  return spreadSums(graph, ask.seeds, rng(ask.seed), { ...ask, goOn });
}

port.on('message', (ask: ThreadAsk) => {
  let answer: ThreadAnswer;
  try {
    answer = answerTo(ask);
  } catch (error) {
    answer = { failed: String(error) };
  }
  port.postMessage(answer);
  Atomics.add(done, 0, 1);
  Atomics.notify(done, 0);
});
