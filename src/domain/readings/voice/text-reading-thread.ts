/** A thread that reads batches of texts one after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import { type ReadingModels, textReader } from './text-reading.ts';

const port = parentPort;
if (!port) throw new Error('text-reading-thread runs as a worker only');
const read = textReader(workerData as ReadingModels);
port.on('message', (texts: readonly string[]) => port.postMessage(read(texts)));
