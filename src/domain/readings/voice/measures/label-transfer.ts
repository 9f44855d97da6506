/**
 * How well does the text classifier do on a subject with few labels when texts on other subjects have many?
 * Method: the classifier learns from the others' labels; of the target's texts the program chooses which to label, those it
 * doubts most after a random start; what it then says of the surest texts of the target is learned from as if labelled,
 * beside the labels of people, which count several times. The others' texts serve the first step only.
 * Source: Daumé, ACL 2007 (the idea of what is shared and what is the target's own); Lee 2013 (pseudo-labels); Lewis & Gale,
 * SIGIR 1994 (uncertainty sampling).
 * Limits: a target of quite another mixture of classes keeps some of the others' mixture.
 */
import { rng } from '#basis/rng.ts';
import { marginsOf } from '#numerics/text/active-choice.ts';
import {
  classScores,
  classShares,
  fitTextClassifier,
  type TextRows,
  TextViews,
} from '#numerics/text/text-classifier.ts';
import { cutsOf, figuresOf, type LabelFigures, type LabelledTexts, saidOf } from './label-evaluation.ts';

/** More of the others' texts add seconds and little else. */
const MOST_OTHERS = 15_000;
const BATCHES = 4;
/** How often a label of the target counts. */
const TIMES = 4;
/** Share of the target's unlabelled texts, surest first, that are learned from. */
const SURE = 0.8;

export interface TransferFigures {
  seed: number;
  labels: number;
  /** With the others' labels alone. */
  none: LabelFigures;
  few: LabelFigures;
}

const repeated = (rows: readonly number[], times: number): number[] =>
  Array.from({ length: times }, () => rows).flat();

interface Setting {
  views: TextViews;
  rows: TextRows;
  labels: Int32Array;
  classes: number;
}

/** Chooses `budget` rows of the pool for labelling, the others' labels known. */
function chosen(s: Setting, others: number[], pool: number[], budget: number, seed: string): number[] {
  let waiting = rng(seed).shuffle([...pool]);
  const batch = Math.ceil(budget / BATCHES);
  const found = waiting.splice(0, Math.min(batch, budget));
  while (found.length < budget) {
    const model = fitTextClassifier(s.views, s.rows, [...others, ...repeated(found, TIMES)], s.labels, {
      classes: s.classes,
      nets: 0,
      seed,
    });
    const margins = marginsOf(classScores(model, s.rows, waiting), s.classes);
    const order = waiting.map((_, i) => i).sort((a, b) => (margins[a] as number) - (margins[b] as number));
    const next = new Set(
      order.slice(0, Math.min(batch, budget - found.length)).map((i) => waiting[i] as number),
    );
    found.push(...next);
    waiting = waiting.filter((row) => !next.has(row));
  }
  return found;
}

/** Learns from the others and the chosen rows, then from what that is sure of in the target. */
function adapted(s: Setting, others: number[], few: number[], pool: number[], seed: string) {
  const { views, rows, labels, classes } = s;
  const first = fitTextClassifier(views, rows, [...others, ...repeated(few, TIMES)], labels, {
    classes,
    nets: 1,
    seed,
  });
  const known = new Set(few);
  const unknown = pool.filter((row) => !known.has(row));
  const said = saidOf(classShares(first, rows, unknown), unknown, classes).sort((a, b) => b.share - a.share);
  const sure = said.slice(0, Math.round(SURE * said.length));
  const extended = Int32Array.from(labels);
  for (const { row, said: label } of sure) extended[row] = label;
  const model = fitTextClassifier(
    views,
    rows,
    [...repeated(few, TIMES), ...sure.map((x) => x.row)],
    extended,
    { classes, nets: 2, seed: `${seed} again` },
  );
  return model;
}

/** Once a seed, another fold of the target each: figures with the others' labels alone and with a share of the target's. */
export function evaluatedOnTransfer(
  target: LabelledTexts,
  others: LabelledTexts,
  { classes, share, seeds, folds }: { classes: number; share: number; seeds: number; folds: number },
): TransferFigures[] {
  const picked = rng('others')
    .shuffle(others.texts.map((_, i) => i))
    .slice(0, MOST_OTHERS);
  const count = target.texts.length;
  const views = new TextViews();
  const rows = views.learn([...target.texts, ...picked.map((i) => others.texts[i] as string)]);
  const labels = Int32Array.from([
    ...Array.from(target.labels),
    ...picked.map((i) => others.labels[i] as number),
  ]);
  const setting = { views, rows, labels, classes };
  const theirs = picked.map((_, i) => count + i);
  const cuts = cutsOf(target.labels, classes, folds, 'folds');
  return Array.from({ length: seeds }, (_, seed) => {
    const cut = cuts[seed % cuts.length] as (typeof cuts)[number];
    const name = `transfer ${seed}`;
    const budget = Math.max(classes, Math.round(share * cut.learn.length));
    const few = chosen(setting, theirs, cut.learn, budget, name);
    const figures = (own: number[]) => {
      const model = adapted(setting, theirs, own, cut.learn, name);
      return figuresOf(saidOf(classShares(model, rows, cut.judge), cut.judge, classes), labels, classes);
    };
    return { seed, labels: few.length, none: figures([]), few: figures(few) };
  });
}
