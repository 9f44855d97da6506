/** Words that are new in the newest window of the library's texts, absent from the dictionary, with their days. */
import { z } from 'zod';
import type { FactReader } from '#store/facts/fact-store.ts';
import { defineQuery } from '#store/facts/query.ts';
import { sql } from '#store/facts/sql.ts';
import { type DatedText, type NewWord, newWords } from '../measures/new-words.ts';
import type { Labels } from '../schema.ts';
import { Segmenter } from './segmenter.ts';

export interface FoundNewWords {
  from: string;
  until: string;
  words: NewWord[];
  days: { word: string; said_on: string; texts: number }[];
}

/** Distinct texts read, newest first: about 400 bytes each while they are counted. */
const MOST_TEXTS = 300_000;
const MOST_WORDS = 200;
/** Log-likelihood ratio of p = .001; and how much oftener than in all the time before the window. */
const LEAST_BURST = 10.83;
const MORE_THAN_BEFORE = 3;

export const datedTexts = defineQuery({
  name: 'voice.dated-texts',
  row: z.object({ date: z.string(), text: z.string() }),
  sample: { most: 10 },
  build: (q: { most: number }) => sql`
    SELECT strftime(min(said_at), '%Y-%m-%d') AS date, text FROM voice_text WHERE said_at IS NOT NULL AND language = 'zh' AND length(text) >= 2
    GROUP BY text ORDER BY date DESC, text LIMIT ${q.most}`,
});

const dayBefore = (date: string, days: number): string =>
  new Date(Date.parse(date) - days * 86_400_000).toISOString().slice(0, 10);

/** Null without texts. A word counts once a text, whoever repeats it. */
export async function newWordsOf(
  facts: FactReader,
  labels: Labels,
  windowDays: number,
): Promise<FoundNewWords | null> {
  const texts: DatedText[] = await facts.all(datedTexts, { most: MOST_TEXTS });
  const until = texts[0]?.date;
  if (until === undefined) return null;
  const from = dayBefore(until, windowDays);
  const own = labels.brands.flatMap((b) => [b.brand, ...b.aliases, ...b.products.map((p) => p.product)]);
  const segmenter = new Segmenter([...own, ...labels.words]);
  const words = newWords(texts, { from, until })
    .filter(
      (w) =>
        w.burst >= LEAST_BURST && w.count > MORE_THAN_BEFORE * w.backgroundCount && !segmenter.knows(w.word),
    )
    .slice(0, MOST_WORDS);
  const days = new Map<string, number>();
  for (const { date, text } of texts)
    for (const { word } of words)
      if (text.includes(word)) days.set(`${word}|${date}`, (days.get(`${word}|${date}`) ?? 0) + 1);
  return {
    from,
    until,
    words,
    days: [...days].map(([key, n]) => ({
      word: key.split('|')[0] as string,
      said_on: key.split('|')[1] as string,
      texts: n,
    })),
  };
}
