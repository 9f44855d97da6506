/** Reads one text: language, feeling with and without pictograms, intent, words, names, aspects with opinions. */
import { PhraseFinder } from '#numerics/text/phrase-finder.ts';
import { placeNames } from '../dictionary/provinces.ts';
import {
  type AspectOpinion,
  aspectOpinions,
  type Mention,
  mentionsIn,
  type NamedThing,
} from '../measures/aspect-opinions.ts';
import { type LearnedSentiment, learnedFeeling } from '../measures/learned-sentiment.ts';
import { purchaseIntent, type SaidIntent } from '../measures/purchase-intent.ts';
import { type Feeling, opinionsIn, startingSentiment } from '../measures/starting-sentiment.ts';
import type { Labels } from '../schema.ts';
import type { IdentifyLanguage } from './language.ts';
import { plainForm } from './plain-form.ts';
import type { Segmenter } from './segmenter.ts';

export interface ReadTools {
  segmenter: Segmenter;
  identify: IdentifyLanguage;
  aspects: PhraseFinder<string>;
  names: PhraseFinder<NamedThing>;
  learned: LearnedSentiment | null;
}
export interface TextReading {
  language: string;
  whole: Feeling;
  plain: Feeling;
  intent: SaidIntent | null;
  words: string[];
  aspects: AspectOpinion[];
  mentions: Mention[];
}

/** Characters of a text that are read; what is longer is cut. */
const MOST_CHARACTERS = 4000;

export const aspectFinder = (labels: Labels): PhraseFinder<string> =>
  new PhraseFinder(labels.aspects.flatMap((a) => a.words.map((word): [string, string] => [word, a.aspect])));

export const nameFinder = (labels: Labels): PhraseFinder<NamedThing> =>
  new PhraseFinder<NamedThing>([
    ...labels.brands.flatMap((b) => [
      ...[b.brand, ...b.aliases].map((word): [string, NamedThing] => [
        word,
        { kind: 'brand', name: b.brand, brand: b.brand },
      ]),
      ...b.products.flatMap((p) =>
        [p.product, ...p.aliases].map((word): [string, NamedThing] => [
          word,
          { kind: 'product', name: p.product, brand: b.brand },
        ]),
      ),
    ]),
    ...labels.people.map((word): [string, NamedThing] => [word, { kind: 'person', name: word, brand: null }]),
    ...placeNames().map(([word, name]): [string, NamedThing] => [word, { kind: 'place', name, brand: null }]),
  ]);

export async function readText(given: string, tools: ReadTools): Promise<TextReading> {
  const text = plainForm(given.slice(0, MOST_CHARACTERS));
  const start = startingSentiment(text);
  const mentions = mentionsIn(text, tools.names);
  const { learned } = tools;
  return {
    language: await tools.identify(text),
    whole: learned ? learnedFeeling(learned, text, start.whole) : start.whole,
    plain: learned ? learnedFeeling(learned, text, start.plain) : start.plain,
    intent: purchaseIntent(text),
    words: tools.segmenter.words(text),
    mentions,
    aspects: aspectOpinions(text, tools.aspects, opinionsIn(text), mentions),
  };
}

/** The largest of the three shares. */
export const feelingClass = ({ positive, negative }: Feeling): 'positive' | 'neutral' | 'negative' => {
  const neutral = 1 - positive - negative;
  if (neutral >= positive && neutral >= negative) return 'neutral';
  return positive >= negative ? 'positive' : 'negative';
};
