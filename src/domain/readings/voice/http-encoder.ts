/** Vectors of texts from a service that speaks the embeddings call of the OpenAI API, on this machine or elsewhere. */
import { z } from 'zod';
import { messageOf, refused } from '#basis/error.ts';
import { type Encoder, unitRows } from '#numerics/text/encoder.ts';

const BATCH = 64;
const PATIENCE_MS = 120_000;
const answer = z.object({
  data: z.array(z.object({ index: z.number().int().optional(), embedding: z.array(z.number()).min(1) })),
});

async function ask(url: string, model: string, key: string | null, input: readonly string[]) {
  const where = `${url.replace(/\/+$/u, '')}/embeddings`;
  const fault = (why: string) =>
    refused(
      'encoder-failed',
      `${where}: ${why}`,
      undefined,
      'Check the address, the model’s name and the key.',
    );
  let response: Response;
  try {
    response = await fetch(where, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
      body: JSON.stringify({ model, input }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
  } catch (error) {
    throw fault(`no answer (${messageOf(error)})`);
  }
  if (!response.ok) throw fault(`status ${response.status}`);
  const body = answer.safeParse(await response.json().catch(() => null));
  if (!body.success) throw fault('the answer is no list of embeddings');
  const rows = body.data.data
    .map((row, i) => ({ ...row, index: row.index ?? i }))
    .sort((a, b) => a.index - b.index);
  if (rows.length !== input.length) throw fault(`${rows.length} vectors for ${input.length} texts`);
  return rows.map((row) => row.embedding);
}

/** `url` ends before /embeddings, such as http://127.0.0.1:11434/v1. Texts are sent there; nothing else is. */
export function httpEncoder(url: string, model: string, key: string | null = null): Encoder {
  return {
    name: `${model} at ${new URL(url).host}`,
    async encode(texts) {
      const found: number[][] = [];
      for (let at = 0; at < texts.length; at += BATCH)
        // An empty text is refused by some services.
        found.push(
          ...(await ask(
            url,
            model,
            key,
            texts.slice(at, at + BATCH).map((t) => t || ' '),
          )),
        );
      const dimensions = found[0]?.length ?? 1;
      if (found.some((v) => v.length !== dimensions))
        throw refused('encoder-failed', `${url}: vectors of different length.`, undefined, 'Use one model.');
      const values = new Float32Array(found.length * dimensions);
      found.forEach((v, i) => {
        values.set(v, i * dimensions);
      });
      return { values: unitRows(values, dimensions), dimensions };
    },
  };
}
