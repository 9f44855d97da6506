/** The home's own sentiment model as a file: a line of JSON, then the text classifier's bytes. */
import { z } from 'zod';
import { refused } from '#basis/error.ts';
import { sha256 } from '#basis/id.ts';
import { packTexts, unpackTexts } from '#numerics/text/trained-texts.ts';
import type { LearnedSentiment } from '../measures/learned-sentiment.ts';
import { STARTING_MODEL } from '../measures/starting-sentiment.ts';

/** The file of the home folder that texts are read by, once it is there. */
export const OWN_VOICE_MODEL = 'voice-sentiment.model';

const schema = z.object({ format: z.literal('touchstone-voice-sentiment-2'), wordWeight: z.number() });
const LONGEST_LINE = 200;

export const modelBytes = ({ wordWeight, lean }: LearnedSentiment): Uint8Array => {
  const line = JSON.stringify({
    format: 'touchstone-voice-sentiment-2',
    wordWeight,
  } satisfies z.infer<typeof schema>);
  return Buffer.concat([Buffer.from(`${line}\n`), packTexts(lean)]);
};

/** Name@version of a model; without a file that of the words of feeling that ship. */
export const nameOfModel = (bytes: Uint8Array | null): string =>
  bytes === null ? STARTING_MODEL : `voice-own-${sha256(bytes).slice(0, 8)}@2`;

function lineOf(bytes: Uint8Array): unknown {
  const end = bytes.subarray(0, LONGEST_LINE).indexOf(0x0a);
  try {
    return JSON.parse(Buffer.from(bytes.subarray(0, Math.max(0, end))).toString());
  } catch {
    return null;
  }
}

/** Throws `refused` where the bytes are no model of this program. */
export function modelOf(bytes: Uint8Array): LearnedSentiment {
  const read = schema.safeParse(lineOf(bytes));
  if (!read.success)
    throw refused(
      'bad-voice-model',
      `The file ${OWN_VOICE_MODEL} is not a sentiment model of this program.`,
      undefined,
      'Train it again: touchstone train voice.',
    );
  return { wordWeight: read.data.wordWeight, lean: unpackTexts(bytes.subarray(bytes.indexOf(0x0a) + 1)) };
}
