/**
 * How does a text feel, learned from labels of the user, or from the user's own texts without any label?
 * Method: the text classifier of numerics/text says which way a felt text leans; the words of feeling of the start
 *   say whether it feels at all and lean on the result with a weight. Without labels the model learns the fifth of the
 *   texts that the words of feeling are surest of, each way. With labels the weight follows how often
 *   the words of feeling agree with the labels learned from, and the curve says how a held-out fifth is served by a tenth, a quarter, a half and all of the other labels.
 * Source: numerics/text/text-classifier.ts; Yarowsky, ACL 1995; Zagibalov & Carroll, COLING 2008 (words of feeling, then self-training).
 * Limits: without labels it amplifies what the words of feeling see. Of few labels the curve is rough: its interval says how.
 * Verified: learned-sentiment.test.ts; public reviews without labels by `npm run bench -- voice-start`.
 */
import { rng } from '#basis/rng.ts';
import { type Interval, wilson } from '#numerics/stats/intervals.ts';
import { sayOfTexts, type TrainedTexts, trainTexts } from '#numerics/text/trained-texts.ts';
import { type Feeling, startingSentiment } from './starting-sentiment.ts';

export interface LearnedSentiment {
  lean: TrainedTexts;
  /** What the words of feeling weigh beside the model. */
  wordWeight: number;
}

/** Texts of each side learned from without labels. */
const MOST_A_SIDE = 3000;
const LEAST_A_SIDE = 200;
const SIDE_SHARE = 0.2;
const OWN_WEIGHT = 2;
/** Networks of each kind that a model of people's labels has; texts without labels would teach them their own errors. */
const NETS = 1;

const logit = (p: number): number => Math.log(p / (1 - p));
const inside = (p: number): number => Math.min(0.999, Math.max(0.001, p));

const [AGAINST, FOR] = ['negative', 'positive'] as const;
const learn = (texts: readonly string[], isFor: readonly boolean[], nets: number): TrainedTexts =>
  trainTexts(
    texts.map((text, i) => ({ text, label: isFor[i] ? FOR : AGAINST })),
    { nets, seed: 'voice' },
  );

/** Which way the text leans, 0–1. */
function leanOf(model: LearnedSentiment, text: string, start: Feeling): number {
  const [said] = sayOfTexts(model.lean, [text]);
  const share = said?.shares[model.lean.classes.indexOf(FOR)] ?? 0.5;
  const z = logit(inside(share)) + model.wordWeight * (start.positive - start.negative);
  return 1 / (1 + Math.exp(-z));
}

export function learnedFeeling(model: LearnedSentiment, text: string, start: Feeling): Feeling {
  const lean = leanOf(model, text, start);
  // A text that the model is sure of feels, though none of its words is known to.
  const felt = Math.max(start.positive + start.negative, Math.abs(2 * lean - 1) ** 2);
  return { positive: felt * lean, negative: felt * (1 - lean) };
}

/** Learns from texts alone; null when too few of them show a feeling. */
export function learnWithoutLabels(texts: readonly string[]): LearnedSentiment | null {
  const lean = texts.map((text) => {
    const { plain } = startingSentiment(text);
    return plain.positive - plain.negative;
  });
  const order = texts.map((_, i) => i).sort((a, b) => (lean[b] as number) - (lean[a] as number) || a - b);
  const most = Math.min(MOST_A_SIDE, Math.round(SIDE_SHARE * texts.length));
  const ones = order.slice(0, most).filter((i) => (lean[i] as number) > 0.25);
  const zeros = order
    .slice(-most)
    .filter((i) => (lean[i] as number) < -0.25)
    .reverse();
  const side = Math.min(ones.length, zeros.length);
  if (side < LEAST_A_SIDE) return null;
  const use = [...ones.slice(0, side), ...zeros.slice(0, side)];
  const model = learn(
    use.map((i) => texts[i] as string),
    use.map((_, k) => k < side),
    0,
  );
  return { lean: model, wordWeight: OWN_WEIGHT };
}

export interface LearningCurve {
  /** Labels learned from, and accuracy on the held-out fifth. */
  points: { labels: number; accuracy: Interval }[];
  heldOut: number;
  /** The words of feeling alone on the same fifth. */
  start: Interval;
}

/** Labels on which the words of feeling are tried. */
const ASKED = 500;
const PARTS = [0.1, 0.25, 0.5, 1];

const leansRight = (start: Feeling, positive: boolean): boolean =>
  start.positive >= start.negative === positive;
const accuracyOf = (said: readonly boolean[]): Interval => wilson(said.filter(Boolean).length, said.length);

/** Learns from labelled texts, 1 positive and 0 negative; both must occur in every tenth of them. */
export function learnFromLabels(
  texts: readonly string[],
  labels: readonly number[],
  seed = 'voice labels',
): { model: LearnedSentiment; curve: LearningCurve } {
  const starts = texts.map((text) => startingSentiment(text).plain);
  const shuffled = rng(seed).shuffle(texts.map((_, i) => i));
  const held = shuffled.slice(0, Math.max(1, Math.round(texts.length / 5)));
  const others = shuffled.slice(held.length);
  const fit = (use: readonly number[]): TrainedTexts =>
    learn(
      use.map((i) => texts[i] as string),
      use.map((i) => labels[i] === 1),
      NETS,
    );
  const right = (lean: TrainedTexts, wordWeight: number) =>
    held.map(
      (i) =>
        leanOf({ lean, wordWeight }, texts[i] as string, starts[i] as Feeling) >= 0.5 === (labels[i] === 1),
    );
  let wordWeight = OWN_WEIGHT;
  const points: LearningCurve['points'] = [];
  for (const part of PARTS) {
    const use = others.slice(0, Math.round(part * others.length));
    if (new Set(use.map((i) => labels[i])).size < 2) continue;
    const lean = fit(use);
    // How far the words of feeling are to be trusted is read off labels learned from, never off the held-out fifth.
    const asked = use.slice(0, ASKED);
    const trust =
      asked.filter((i) => leansRight(starts[i] as Feeling, labels[i] === 1)).length / asked.length;
    wordWeight = trust > 0.9 ? 4 : trust > 0.8 ? 2 : trust > 0.65 ? 1 : 0;
    points.push({ labels: use.length, accuracy: accuracyOf(right(lean, wordWeight)) });
  }
  const start = accuracyOf(held.map((i) => leansRight(starts[i] as Feeling, labels[i] === 1)));
  return {
    model: { lean: fit(texts.map((_, i) => i)), wordWeight },
    curve: { points, heldOut: held.length, start },
  };
}
