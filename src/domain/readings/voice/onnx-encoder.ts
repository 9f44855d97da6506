/**
 * Vectors of texts from a BERT model in a folder (model.onnx or model_quantized.onnx, and vocab.txt), run on this machine
 * by onnxruntime-node. That package weighs some hundred megabytes and is left to those who want it:
 * `npm install --no-save --ignore-scripts onnxruntime-node`.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf, refused } from '#basis/error.ts';
import { type Encoder, unitRows } from '#numerics/text/encoder.ts';
import { wordPieces } from '#numerics/text/word-pieces.ts';

/** What is used of onnxruntime-node. */
interface Tensor {
  data: Float32Array | BigInt64Array;
  dims: readonly number[];
}
interface Session {
  inputNames: readonly string[];
  outputNames: readonly string[];
  run(feeds: Record<string, Tensor>): Promise<Record<string, Tensor>>;
}
interface Runtime {
  Tensor: new (type: 'int64', data: BigInt64Array, dims: readonly number[]) => Tensor;
  InferenceSession: { create(path: string): Promise<Session> };
}

const FILES = ['model.onnx', 'model_quantized.onnx', 'onnx/model.onnx', 'onnx/model_quantized.onnx'];
const BATCH = 16;
const MOST_PIECES = 128;

async function runtime(name: string): Promise<Runtime> {
  try {
    const found = (await import(name)) as { default?: Runtime } & Runtime;
    return found.default ?? found;
  } catch {
    throw refused(
      'no-onnxruntime',
      `A model folder needs the package ${name}, which is not installed.`,
      undefined,
      `Run npm install --no-save --ignore-scripts ${name}, or use an address of an embeddings service.`,
    );
  }
}

function modelIn(folder: string): string {
  const file = FILES.map((f) => join(folder, f)).find((f) => existsSync(f));
  if (file === undefined || !existsSync(join(folder, 'vocab.txt')))
    throw refused(
      'no-model',
      `${folder} has no model.onnx and vocab.txt.`,
      { file: folder },
      'Name the folder of a BERT model exported to ONNX.',
    );
  return file;
}

/** A text is the mean of the last layer over its pieces. */
export async function onnxEncoder(folder: string, packageName = 'onnxruntime-node'): Promise<Encoder> {
  const file = modelIn(folder);
  const { Tensor, InferenceSession } = await runtime(packageName);
  const pieces = wordPieces(readFileSync(join(folder, 'vocab.txt'), 'utf8'));
  let session: Session;
  try {
    session = await InferenceSession.create(file);
  } catch (error) {
    throw refused('bad-model', `${file}: ${messageOf(error)}`, { file }, 'Export the model again.');
  }
  const encodeBatch = async (texts: readonly string[]): Promise<Float32Array[]> => {
    const cut = texts.map((text) => pieces.cut(text, MOST_PIECES));
    const length = Math.max(...cut.map((c) => c.length));
    const filled = (of: (own: number[], k: number) => number) =>
      new Tensor(
        'int64',
        BigInt64Array.from(cut.flatMap((own) => Array.from({ length }, (_, k) => BigInt(of(own, k))))),
        [cut.length, length],
      );
    const all: Record<string, Tensor> = {
      input_ids: filled((own, k) => own[k] ?? pieces.padding),
      attention_mask: filled((own, k) => Number(k < own.length)),
      token_type_ids: filled(() => 0),
    };
    const feeds = Object.fromEntries(session.inputNames.map((name) => [name, all[name] as Tensor]));
    const output = (await session.run(feeds))[session.outputNames[0] as string] as Tensor;
    const width = output.dims.at(-1) as number;
    const data = output.data as Float32Array;
    return cut.map((own, row) => {
      const mean = new Float32Array(width);
      // Some exports give one vector a text, others one a piece.
      const places = output.dims.length === 2 ? 1 : own.length;
      const first = output.dims.length === 2 ? row * width : row * length * width;
      for (let k = 0; k < places; k++)
        for (let d = 0; d < width; d++)
          mean[d] = (mean[d] as number) + (data[first + k * width + d] as number) / places;
      return mean;
    });
  };
  return {
    name: `the model in ${folder}`,
    async encode(texts) {
      // Texts of like length together: little of a batch is padding then.
      const order = texts.map((_, i) => i).sort((a, b) => (texts[a]?.length ?? 0) - (texts[b]?.length ?? 0));
      let [values, dimensions] = [new Float32Array(), 0];
      for (let at = 0; at < order.length; at += BATCH) {
        const rows = order.slice(at, at + BATCH);
        const found = await encodeBatch(rows.map((i) => texts[i] as string));
        if (dimensions === 0) {
          dimensions = found[0]?.length ?? 1;
          values = new Float32Array(texts.length * dimensions);
        }
        rows.forEach((row, k) => {
          values.set(found[k] as Float32Array, row * dimensions);
        });
      }
      return { values: unitRows(values, Math.max(1, dimensions)), dimensions: Math.max(1, dimensions) };
    },
  };
}
