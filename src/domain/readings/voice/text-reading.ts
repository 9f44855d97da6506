/** Reads labels and names off many texts, in order, on several threads; memory stays that of a few batches. */
import { Worker } from 'node:worker_threads';
import { segmenter } from '#numerics/text/segmenter.ts';
import { sayOfTexts, unpackTexts } from '#numerics/text/trained-texts.ts';
import { entityReader, type SaidSpan, unpackEntities } from './measures/entity-tagger.ts';

/** Models as `packTexts` and `packEntities` gave them; null for what is not wanted. */
export interface ReadingModels {
  labels: Uint8Array | null;
  names: Uint8Array | null;
}

export interface TextReading {
  wordCount: number;
  /** Null without a model of labels. */
  label: string | null;
  share: number | null;
  /** Places count characters. */
  names: SaidSpan[];
}

/** A reader on this thread. */
export function textReader({ labels, names }: ReadingModels): (texts: readonly string[]) => TextReading[] {
  const trained = labels && unpackTexts(labels);
  const spansOf = names && entityReader(unpackEntities(names));
  return (texts) => {
    const said = trained && sayOfTexts(trained, texts);
    return texts.map((text, i) => ({
      wordCount: segmenter()
        .cut(text)
        .filter((w) => w.trim() !== '').length,
      label: said?.[i]?.label ?? null,
      share: said?.[i]?.share ?? null,
      names: spansOf ? spansOf(Array.from(text)) : [],
    }));
  };
}

const THREAD = new URL('./text-reading-thread.ts', import.meta.url);

/** Readings of each batch, in the order of the batches. Leaving early ends the threads. */
export async function* readInThreads(
  models: ReadingModels,
  batches: Iterable<readonly string[]>,
  threads = 2,
): AsyncGenerator<TextReading[]> {
  const source = batches[Symbol.iterator]();
  const workers = Array.from({ length: threads }, () => new Worker(THREAD, { workerData: models }));
  const ask = (worker: Worker, texts: readonly string[]) =>
    new Promise<TextReading[]>((done, failed) => {
      worker.once('error', failed);
      worker.once('message', (readings: TextReading[]) => {
        worker.off('error', failed);
        done(readings);
      });
      worker.postMessage(texts);
    });
  const waiting: { worker: Worker; readings: Promise<TextReading[]> }[] = [];
  const next = (worker: Worker): void => {
    const batch = source.next();
    if (!batch.done) waiting.push({ worker, readings: ask(worker, batch.value) });
  };
  try {
    for (const worker of workers) next(worker);
    for (let first = waiting.shift(); first; first = waiting.shift()) {
      const readings = await first.readings;
      next(first.worker);
      yield readings;
    }
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}
