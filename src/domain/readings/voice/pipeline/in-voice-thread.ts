/** Starts the reading thread with one piece of work. */
import type { FactReader } from '#store/facts/fact-store.ts';
import { inFactsThread } from '#store/facts/in-facts-thread.ts';
import type { Labels } from '../schema.ts';
import type { FoundNewWords } from './find-new-words.ts';
import type { LabelledText, Learned } from './learn-own-model.ts';
import type { AccountStyle } from './styles-of.ts';

export type Part =
  | { kind: 'posts'; most: number }
  | { kind: 'source'; sourceId: number; from: number; until: number };
export type ToRead =
  /** `model`: path of the home's own model; null for the words of feeling. Lines of JSON go to `folder`. */
  | { kind: 'read'; labels: Labels; model: string | null; part: Part; folder: string }
  | { kind: 'new-words'; labels: Labels; windowDays: number }
  | { kind: 'styles'; own: string | null }
  | { kind: 'learn'; labelled: LabelledText[]; path: string };

const THREAD = new URL('./voice-thread.ts', import.meta.url);
interface Watch {
  progress?: (share: number, step: string) => void;
  signal?: AbortSignal | undefined;
}

export const readInThread = (facts: FactReader, work: Extract<ToRead, { kind: 'read' }>, watch: Watch) =>
  inFactsThread(THREAD, work, facts, watch) as Promise<{ texts: number }>;

export const newWordsInThread = (
  facts: FactReader,
  work: Extract<ToRead, { kind: 'new-words' }>,
  watch: Watch,
) => inFactsThread(THREAD, work, facts, watch) as Promise<FoundNewWords | null>;

export const learnInThread = (facts: FactReader, work: Extract<ToRead, { kind: 'learn' }>, watch: Watch) =>
  inFactsThread(THREAD, work, facts, watch) as Promise<Learned>;

export const stylesInThread = (facts: FactReader, work: Extract<ToRead, { kind: 'styles' }>, watch: Watch) =>
  inFactsThread(THREAD, work, facts, watch) as Promise<AccountStyle[]>;
