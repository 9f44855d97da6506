/** Learns the home's own sentiment model: from labels, or from the library's texts alone. */
import { writeFile } from 'node:fs/promises';
import { z } from 'zod';
import type { FactReader } from '#store/facts/fact-store.ts';
import { defineQuery } from '#store/facts/query.ts';
import { sql } from '#store/facts/sql.ts';
import { type LearningCurve, learnFromLabels, learnWithoutLabels } from '../measures/learned-sentiment.ts';
import { modelBytes } from './model-file.ts';
import { plainForm } from './plain-form.ts';

export interface LabelledText {
  text: string;
  /** 1 positive, 0 negative. */
  label: number;
}
export type Learned =
  | { state: 'learned'; labels: number; texts: number; curve: LearningCurve | null; bytes: number }
  | { state: 'insufficient'; labels: number; texts: number };

/** Labels from which one learns from them, each way; below, from the texts alone. */
export const LEAST_LABELS = 20;
const MOST_TEXTS = 30_000;

/** Distinct texts, thinned evenly by their ids. */
export const textsToLearnFrom = defineQuery({
  name: 'voice.texts-to-learn-from',
  row: z.object({ text: z.string() }),
  sample: { most: 10 },
  build: (q: { most: number }) => sql`
    SELECT text FROM (SELECT text, min(text_id) AS id FROM voice_text WHERE language = 'zh' OR language = 'en' GROUP BY text) t
    WHERE length(text) >= 4 ORDER BY md5(id) LIMIT ${q.most}`,
});

export async function learnOwnModel(
  facts: FactReader,
  work: { labelled: LabelledText[]; path: string },
): Promise<Learned> {
  const { labelled, path } = work;
  const ones = labelled.filter((l) => l.label === 1).length;
  const enough = Math.min(ones, labelled.length - ones) >= LEAST_LABELS;
  const texts = enough
    ? []
    : (await facts.all(textsToLearnFrom, { most: MOST_TEXTS })).map((r) => plainForm(r.text));
  const learned = enough
    ? learnFromLabels(
        labelled.map((l) => plainForm(l.text)),
        labelled.map((l) => l.label),
      )
    : { model: learnWithoutLabels(texts), curve: null };
  const counts = { labels: enough ? labelled.length : 0, texts: texts.length };
  if (learned.model === null) return { state: 'insufficient', ...counts };
  const bytes = modelBytes(learned.model);
  await writeFile(path, bytes);
  return { state: 'learned', ...counts, curve: learned.curve, bytes: bytes.length };
}
