/** The encoder that a flag names: built in, a folder, or an address. */
import { readConfig } from '#config/config.ts';
import { httpEncoder } from '#domain/readings/voice/http-encoder.ts';
import { onnxEncoder } from '#domain/readings/voice/onnx-encoder.ts';
import { corpusEncoder } from '#numerics/text/corpus-vectors.ts';
import type { Encoder } from '#numerics/text/encoder.ts';

/** `texts` teach the built-in one. */
export async function encoderNamed(where: string, model: string, texts: readonly string[]): Promise<Encoder> {
  if (where === 'corpus') return corpusEncoder(texts);
  if (/^https?:\/\//u.test(where)) return httpEncoder(where, model, readConfig().encoderKey);
  return await onnxEncoder(where);
}
