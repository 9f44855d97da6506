/** Trains the home's own sentiment model, puts it in use and reads every text again with it. */
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { refused } from '#basis/error.ts';
import { told } from '#basis/told.ts';
import type { Store } from '#store/open-store.ts';
import { checksOf } from './desk/checks.ts';
import type { LearningCurve } from './measures/learned-sentiment.ts';
import { learnInThread } from './pipeline/in-voice-thread.ts';
import { type LabelledText, LEAST_LABELS } from './pipeline/learn-own-model.ts';
import { OWN_VOICE_MODEL } from './pipeline/model-file.ts';
import { modelNameOf } from './pipeline/own-model.ts';
import { refreshVoice } from './pipeline/refresh.ts';
import { rowById } from './queries.ts';

export const trainingSchema = z.object({
  /** Labelled texts of a file: 1 positive, 0 negative. */
  rows: z
    .array(z.object({ text: z.string().min(1), label: z.union([z.literal(0), z.literal(1)]) }))
    .max(50_000)
    .default([]),
});

export interface Trained {
  model: string;
  labels: number;
  corrections: number;
  /** Texts learned from without labels; 0 where labels were enough. */
  texts: number;
  curve: LearningCurve | null;
  seconds: number;
  read: number;
}

async function correctedTexts(store: Store): Promise<LabelledText[]> {
  const { human } = await checksOf(store);
  const felt = [...human].filter(([, h]) => h.feeling === 'positive' || h.feeling === 'negative');
  const rows = felt.length === 0 ? [] : await store.facts.all(rowById, { ids: felt.map(([id]) => id) });
  return rows.map((r) => ({ text: r.text, label: human.get(r.text_id)?.feeling === 'positive' ? 1 : 0 }));
}

export async function trainVoice(
  store: Store,
  rows: readonly LabelledText[],
  progress: (share: number, message: string) => void,
  signal: AbortSignal,
): Promise<Trained> {
  const started = performance.now();
  const corrections = await correctedTexts(store);
  const labelled = [...new Map([...rows, ...corrections].map((r) => [r.text, r])).values()];
  progress(0.05, told`learning how texts feel`);
  const path = join(store.config.home, `${OWN_VOICE_MODEL}.part`);
  const learned = await learnInThread(store.facts, { kind: 'learn', labelled, path }, { signal });
  if (learned.state === 'insufficient')
    throw refused(
      'few-texts',
      `There are ${labelled.length} labels and ${learned.texts} texts: too few to learn from.`,
      undefined,
      `Label ${LEAST_LABELS} texts of each side, or import more.`,
    );
  await rename(path, join(store.config.home, OWN_VOICE_MODEL));
  const seconds = (performance.now() - started) / 1000;
  const read = await refreshVoice(store, (share, message) => progress(0.3 + 0.7 * share, message), signal);
  return {
    model: modelNameOf(store.config.home),
    labels: learned.labels,
    corrections: corrections.length,
    texts: learned.texts,
    curve: learned.curve,
    seconds,
    read: read.texts,
  };
}
