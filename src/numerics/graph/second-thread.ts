/**
 * A second thread for large graphs: it holds the graph once more, draws reverse-reachable sets and counts cascades while the first
 * does the same. Asked by message, awaited without a turn of the event loop, so that its caller stays a plain function.
 */
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { Arcs, CascadeModel, SpreadSums } from './diffusion.ts';

export interface ThreadStart {
  arcs: Arcs;
  model: CascadeModel;
  judgeSeed: string;
  port: MessagePort;
  done: Int32Array;
}
export type ThreadAsk =
  | { kind: 'grow'; count: number; mostEntries: number; ms: number }
  | { kind: 'hits'; seeds: readonly number[] }
  | {
      kind: 'spread';
      seeds: readonly number[];
      seed: string;
      precision: number;
      mostRuns: number;
      leastRuns: number;
      ms: number;
    };
export type ThreadAnswer = { count: number } | { hits: number } | SpreadSums | { failed: string };

const ENTRY = new URL('./diffusion-thread.ts', import.meta.url);

export class SecondThread {
  private readonly worker: Worker;
  private readonly port: MessagePort;
  private readonly done: Int32Array;
  private taken = 0;

  /** Arcs in shared memory are not copied. */
  constructor(arcs: Arcs, model: CascadeModel, judgeSeed: string) {
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    this.done = new Int32Array(new SharedArrayBuffer(4));
    const { from, to, nodeCount } = arcs;
    const start: ThreadStart = {
      arcs: { from, to, nodeCount },
      model,
      judgeSeed,
      port: port2,
      done: this.done,
    };
    this.worker = new Worker(ENTRY, { workerData: start, transferList: [port2] });
    this.worker.unref();
  }

  ask(ask: ThreadAsk): void {
    this.port.postMessage(ask);
  }

  /** The answer to the oldest question that has none yet. */
  answer(): ThreadAnswer {
    for (;;) {
      const found = receiveMessageOnPort(this.port);
      if (found) {
        this.taken++;
        const answer = found.message as ThreadAnswer;
        if ('failed' in answer) throw new Error(answer.failed);
        return answer;
      }
      if (Atomics.wait(this.done, 0, this.taken, PATIENCE_MS) === 'timed-out')
        throw new Error('The second thread does not answer.');
    }
  }

  end(): void {
    this.port.close();
    void this.worker.terminate();
  }
}

const PATIENCE_MS = 600_000;
