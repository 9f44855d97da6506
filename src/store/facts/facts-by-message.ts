/**
 * Facts for a worker thread. The engine stays with the thread that opened it; a statement and its values travel there
 * as data, rows travel back.
 */
import type { MessagePort, Worker } from 'node:worker_threads';
import { messageOf } from '#basis/error.ts';
import type { FactReader, Row } from './fact-store.ts';
import type { Sql } from './sql.ts';

interface Ask {
  ask: number;
  statement: Sql;
  explain: boolean;
}
interface Answer {
  ask: number;
  rows?: Row[];
  plan?: string;
  error?: string;
}
const isAsk = (message: unknown): message is Ask =>
  typeof message === 'object' && message !== null && 'statement' in message;
const isAnswer = (message: unknown): message is Answer =>
  typeof message === 'object' && message !== null && 'ask' in message && !('statement' in message);

/** Answers a worker's statements, as long as it lives. */
export function answerFacts(worker: Worker, facts: FactReader): void {
  worker.on('message', async (message: unknown) => {
    if (!isAsk(message)) return;
    const { ask, statement } = message;
    let answer: Answer;
    try {
      answer = message.explain
        ? { ask, plan: await facts.explain(statement) }
        : { ask, rows: await facts.rows(statement) };
    } catch (error) {
      answer = { ask, error: messageOf(error) };
    }
    worker.postMessage(answer);
  });
}

/** Inside the worker: a reader whose statements the parent answers. */
export function factsByMessage(port: MessagePort): FactReader {
  const waiting = new Map<number, { resolve: (answer: Answer) => void; reject: (error: Error) => void }>();
  let next = 1;
  port.on('message', (message: unknown) => {
    if (!isAnswer(message)) return;
    const asked = waiting.get(message.ask);
    waiting.delete(message.ask);
    if (message.error === undefined) asked?.resolve(message);
    else asked?.reject(new Error(message.error));
  });
  const send = (statement: Sql, explain: boolean): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const ask = next++;
      waiting.set(ask, { resolve, reject });
      port.postMessage({ ask, statement, explain } satisfies Ask);
    });
  const rows = async (statement: Sql): Promise<Row[]> => (await send(statement, false)).rows ?? [];
  const facts: FactReader = {
    rows,
    explain: async (statement) => (await send(statement, true)).plan ?? '',
    all: async (query, parameters) =>
      (await rows(query.build(parameters))).map((row) => query.row.parse(row)),
    first: async (query, parameters) => (await facts.all(query, parameters))[0] ?? null,
  };
  return facts;
}
