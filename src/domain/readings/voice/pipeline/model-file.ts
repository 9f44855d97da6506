/** The home's own sentiment model as a file: one JSON value, arrays as base64 of 32-bit floats. */
import { z } from 'zod';
import { refused } from '#basis/error.ts';
import { sha256 } from '#basis/id.ts';
import type { LearnedSentiment } from '../measures/learned-sentiment.ts';
import { STARTING_MODEL } from '../measures/starting-sentiment.ts';

/** The file of the home folder that texts are read by, once it is there. */
export const OWN_VOICE_MODEL = 'voice-sentiment.model';

const schema = z.object({
  format: z.literal('touchstone-voice-sentiment-1'),
  wordWeight: z.number(),
  bias: z.number(),
  weights: z.string(),
  idf: z.string(),
});

const packed = (values: Float64Array): string =>
  Buffer.from(Float32Array.from(values).buffer).toString('base64');
function unpacked(text: string): Float64Array {
  const bytes = Buffer.from(text, 'base64');
  return Float64Array.from(new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2));
}

export const modelText = (model: LearnedSentiment): string =>
  JSON.stringify({
    format: 'touchstone-voice-sentiment-1',
    wordWeight: model.wordWeight,
    bias: model.lean.bias,
    weights: packed(model.lean.weights),
    idf: packed(model.lean.idf),
  } satisfies z.infer<typeof schema>);

/** A model and its name@version; without a file the words of feeling that ship. */
export function modelOf(text: string | null): { name: string; learned: LearnedSentiment | null } {
  if (text === null) return { name: STARTING_MODEL, learned: null };
  const read = schema.safeParse(JSON.parse(text));
  if (!read.success)
    throw refused(
      'bad-voice-model',
      `The file ${OWN_VOICE_MODEL} is not a sentiment model of this program.`,
      undefined,
      'Train it again: touchstone train voice.',
    );
  const { wordWeight, bias, weights, idf } = read.data;
  return {
    name: `voice-own-${sha256(text).slice(0, 8)}@1`,
    learned: { wordWeight, lean: { bias, weights: unpacked(weights), idf: unpacked(idf) } },
  };
}
