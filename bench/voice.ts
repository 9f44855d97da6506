/** Text readings on published sets: sentiment, topics, aspects, names, ratings and new words, with known figures beside. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { learnEntities, packEntities } from '#domain/readings/voice/measures/entity-tagger.ts';
import { readInThreads } from '#domain/readings/voice/text-reading.ts';
import { packTexts, trainTexts } from '#numerics/text/trained-texts.ts';
import { readSeries } from '../src/cli/commands/eval-words.ts';
import { readEntityFile } from '../src/cli/entity-file.ts';
import { readTextColumns } from '../src/cli/text-columns.ts';
import { evaluate, publicFile } from './evaluation.ts';
import type { Line } from './run.ts';

interface Figure {
  value: number;
  low: number;
  high: number;
}
interface Report {
  baselines: { characterTfIdf: Figure; naiveBayesSvm: Figure } | null;
  otherLabelsAlone: { accuracy: Figure };
  peakMemoryMb: number;
  seconds: number;
  accuracy: Figure;
  macroF1: Figure;
  microF1: Figure;
  pearson: Figure;
  lost: Figure;
  allLabels: { accuracy: Figure };
  subject: { accuracy: Figure };
  subjectOfTexts: Figure;
  sentiment: { accuracy: Figure };
  perType: Record<string, { f1: number; precision: number }>;
  atPrecision: { recall: Figure; saidShare: number } | null;
  precision: Figure | null;
  plainPrecision: Figure | null;
  withoutPictograms: { accuracy: Figure } | null;
  textsWithPictograms: number;
}

const of = (f: Figure): string => `${f.value.toFixed(4)} (${f.low.toFixed(4)}–${f.high.toFixed(4)})`;
/** Bounds are on what is wrong, so that less is better. */
const missing = (name: string, f: Figure, wanted: number | null, note: string): Line => ({
  name: `${name}: 1 − figure`,
  value: 1 - f.value,
  unit: 'ratio',
  bound: wanted === null ? null : 1 - wanted,
  note: `${of(f)}; ${note}`,
});

const beside = ({ baselines }: Report): string =>
  baselines
    ? `character TF-IDF with a linear SVM ${of(baselines.characterTfIdf)}, NB-SVM ${of(baselines.naiveBayesSvm)}`
    : 'no baseline';

const SENTIMENT = [
  ['food', 'sentiment-food-delivery', 0.91, '.897–.910'],
  ['hotels', 'sentiment-hotels', 0.91, '.895–.905'],
  ['shopping', 'sentiment-shopping-10-categories', 0.945, '.937'],
] as const;
const COLUMNS = ['--text', 'review', '--label', 'label'];
const LEARNED_ROWS = 10_000;
const POSTS = 1_000_000;
const POSTS_A_BATCH = 2_000;
const QUARTERS = [
  ['2022-04-01', '2022-06-30'],
  ['2022-07-01', '2022-09-30'],
  ['2022-10-01', '2022-12-31'],
  ['2023-01-01', '2023-03-31'],
  ['2023-04-01', '2023-06-30'],
  ['2023-07-01', '2023-09-30'],
] as const;

function allLabels(name: string): Line[] {
  const [, file, wanted, linear] = SENTIMENT.find((s) => s[0] === name) as (typeof SENTIMENT)[number];
  const path = publicFile(`text/${file}.csv.gz`);
  if (path === null) return [];
  const full = evaluate('sentiment', '--train', path, ...COLUMNS, '--folds', '5');
  const report = full.result as Report;
  return [
    missing(
      `${name}, all labels, 5 folds`,
      report.accuracy,
      wanted,
      `macro-F1 ${of(report.macroF1)}; beside it ${beside(report)}, published linear models ${linear}; without pictograms ${report.withoutPictograms ? of(report.withoutPictograms.accuracy) : `the same (${report.textsWithPictograms} texts have one)`}; ${full.seconds.toFixed(0)} s`,
    ),
  ];
}

function aTenth(name: string): Line[] {
  const [, file] = SENTIMENT.find((s) => s[0] === name) as (typeof SENTIMENT)[number];
  const path = publicFile(`text/${file}.csv.gz`);
  if (path === null) return [];
  const few = evaluate('sentiment', '--train', path, ...COLUMNS, '--share', '0.1', '--seeds', '5');
  const shared = few.result as Report;
  return [
    {
      name: `${name}, a tenth of the labels: accuracy lost`,
      value: shared.lost.value,
      unit: 'ratio',
      bound: 0.01,
      note: `lost ${of(shared.lost)}: ${of(shared.accuracy)} against ${of(shared.allLabels.accuracy)}, five seeds; linear active learning .930/.935 (shopping), .879/.896 (hotels), .889/.899 (food); ${few.seconds.toFixed(0)} s`,
    },
  ];
}

const pathOf = (name: string): string | null => {
  const set = SENTIMENT.find((s) => s[0] === name);
  return set ? publicFile(`text/${set[1]}.csv.gz`) : null;
};

function acrossSubjects(): Line[] {
  const shopping = pathOf('shopping');
  return ['hotels', 'food'].flatMap((to) => {
    const path = pathOf(to);
    if (shopping === null || path === null) return [];
    const { result, seconds } = evaluate('sentiment', '--train', shopping, '--test', path, ...COLUMNS);
    const report = result as Report;
    return [
      missing(
        `shopping → ${to}`,
        report.accuracy,
        null,
        `no label of the target; beside it ${beside(report)}; ${seconds.toFixed(0)} s`,
      ),
    ];
  });
}

function carriedOver(): Line[] {
  const [shopping, hotels] = [pathOf('shopping'), pathOf('hotels')];
  if (shopping === null || hotels === null) return [];
  const flags = ['--other', shopping, '--share', '0.01', '--seeds', '5'];
  const { result, seconds } = evaluate('sentiment', '--train', hotels, ...COLUMNS, ...flags);
  const report = result as Report;
  return [
    missing(
      'hotels, 1 % of the labels beside those of shopping',
      report.accuracy,
      0.875,
      `with those of shopping alone ${of(report.otherLabelsAlone.accuracy)}; EasyAdapt with active choice .867–.876; ${seconds.toFixed(0)} s`,
    ),
  ];
}

function tweets(): Line[] {
  const path = publicFile('text/sentiment-english-tweets.tsv.gz');
  if (path === null) return [];
  const { result } = evaluate('sentiment', '--train', path, '--text', '3', '--label', '2');
  return [missing('English tweets, correlation', (result as Report).pearson, 0.8, '5 folds')];
}

function topics(): Line[] {
  const path = publicFile('text/topic-titles.tsv.gz');
  if (path === null) return [];
  const { result, seconds } = evaluate('topics', '--train', path, '--text', '1', '--label', '2');
  const report = result as Report;
  return [
    missing(
      'topic titles',
      report.accuracy,
      0.89,
      `5 folds; beside it ${beside(report)}; ${seconds.toFixed(0)} s`,
    ),
  ];
}

function cars(): Line[] {
  const path = publicFile('text/aspect-sentiment-cars.csv.gz');
  if (path === null) return [];
  return ['texts', 'rows'].flatMap((split) => {
    const { result, seconds } = evaluate('aspects', '--train', path, '--split', split);
    const report = result as Report;
    const note = `split by ${split}${split === 'rows' ? ', as published: a text stands on both sides' : ''}`;
    return [
      missing(`cars, subject (${split})`, report.subject.accuracy, 0.72, `${note}; plain model .670`),
      missing(
        `cars, sentiment (${split})`,
        report.sentiment.accuracy,
        0.76,
        `${note}; plain model .734; ${seconds.toFixed(0)} s`,
      ),
    ];
  });
}

/** From 10,000 labelled rows to a model in a file's bytes. */
async function learning(): Promise<Line[]> {
  const path = pathOf('food');
  if (path === null) return [];
  const { columns } = await readTextColumns(path, ['review', 'label']);
  const rows = (columns[0] ?? [])
    .map((text, i) => ({ text, label: columns[1]?.[i] as string }))
    .slice(0, LEARNED_ROWS);
  const started = performance.now();
  const { byteLength } = packTexts(trainTexts(rows));
  return [
    {
      name: `labels to model, ${rows.length} rows`,
      value: (performance.now() - started) / 1000,
      unit: 's',
      bound: 180,
      note: `one thread; the model has ${(byteLength / 2 ** 20).toFixed(0)} MB`,
    },
  ];
}

function namesLine(name: string, report: Report, note: string): Line {
  const passed = Object.entries(report.perType).filter(([, t]) => t.f1 >= 0.85);
  const byType = Object.entries(report.perType)
    .map(([t, f]) => `${t} ${f.f1.toFixed(3)}`)
    .join(', ');
  return missing(
    name,
    report.microF1,
    null,
    `${note}; the gate of .85 is ${report.microF1.low >= 0.85 ? 'passed' : 'failed'}, by type passed by ${passed.map(([t]) => t).join(', ') || 'none'}; at precision .85 ${report.atPrecision ? `${of(report.atPrecision.recall)} of the spans are found` : 'nothing is found'}; F1 ${byType}`,
  );
}

function cluener(): Line[] {
  const path = publicFile('text/entities-cluener-train.jsonl.gz');
  if (path === null) return [];
  const { result, seconds } = evaluate('entities', '--train', path, '--folds', '5');
  return [
    namesLine('CLUENER, micro-F1', result as Report, `5 folds; human .63, BERT .79; ${seconds.toFixed(0)} s`),
  ];
}

function weibo(): Line[] {
  const train = publicFile('text/entities-weibo-train.conll.gz');
  const dev = publicFile('text/entities-weibo-dev.conll.gz');
  if (train === null || dev === null) return [];
  const { result } = evaluate('entities', '--train', train, '--test', dev);
  return [namesLine('Weibo NER dev, micro-F1', result as Report, 'names and nominal mentions')];
}

function words(): Line[] {
  const series = publicFile('text/weibo-hot-search-2022-2023.ndjson.gz');
  if (series === null) return [];
  return QUARTERS.flatMap(([from, until]) => {
    const { result } = evaluate('words', '--series', series, '--from', from, '--until', until);
    const { precision, plainPrecision } = result as Report;
    if (precision === null || plainPrecision === null) return [];
    return [
      missing(
        `new words ${from} to ${until}, 200 best`,
        precision,
        null,
        `absent from the dictionary and used again; cohesion and freedom alone ${of(plainPrecision)}`,
      ),
    ];
  });
}

/** All reviews at once, as one window without a background. */
async function wordsOfReviews(): Promise<Line[]> {
  const rows: string[] = [];
  for (const [, file] of SENTIMENT) {
    const path = publicFile(`text/${file}.csv.gz`);
    if (path === null) return [];
    const { columns } = await readTextColumns(path, ['review']);
    for (const text of columns[0] ?? []) rows.push(`2022-01-01\t${text.replace(/\s+/gu, ' ')}`);
  }
  const folder = mkdtempSync(join(tmpdir(), 'touchstone-words-'));
  const file = join(folder, 'reviews.tsv');
  writeFileSync(file, rows.join('\n'));
  const window = ['--from', '2022-01-01', '--until', '2022-01-01', '--text', '2', '--date', '1'];
  const { result } = evaluate('words', '--series', file, ...window);
  rmSync(folder, { recursive: true });
  const { seconds, peakMemoryMb } = result as Report;
  return [
    {
      name: `new words of ${rows.length} reviews`,
      value: seconds,
      unit: 's',
      bound: 20,
      note: 'HanLP: 48.7 s',
    },
    { name: 'its peak memory', value: peakMemoryMb, unit: 'MB', bound: 1000, note: 'HanLP: 2,500 MB' },
  ];
}

/** Models of published sets read a million posts of 40 characters on two threads. */
async function throughput(): Promise<Line[]> {
  const food = publicFile('text/sentiment-food-delivery.csv.gz');
  const names = publicFile('text/entities-cluener-train.jsonl.gz');
  const titles = publicFile('text/weibo-hot-search-2022-2023.ndjson.gz');
  if (food === null || names === null || titles === null) return [];
  const { columns } = await readTextColumns(food, ['review', 'label']);
  const [texts = [], labels = []] = columns;
  const models = {
    labels: packTexts(trainTexts(texts.map((text, i) => ({ text, label: labels[i] as string })))),
    names: packEntities(learnEntities(readEntityFile(names))),
  };
  const posts = [...texts, ...(await readSeries(titles, 'text', 'date')).map((t) => t.text)].map((text) =>
    text.slice(0, 40),
  );
  const batch = (k: number) =>
    Array.from({ length: POSTS_A_BATCH }, (_, i) => posts[(k * POSTS_A_BATCH + i) % posts.length] as string);
  const batches = (function* () {
    for (let k = 0; k < POSTS / POSTS_A_BATCH; k++) yield batch(k);
  })();
  const started = performance.now();
  let [read, spans, characters] = [0, 0, 0];
  for await (const readings of readInThreads(models, batches)) {
    read += readings.length;
    for (const r of readings) spans += r.names.length;
  }
  for (const post of posts) characters += post.length / posts.length;
  const seconds = (performance.now() - started) / 1000;
  return [
    {
      name: `words, sentiment and names of ${read} posts on 2 threads`,
      value: seconds,
      unit: 's',
      bound: 600,
      note: `${Math.round(read / seconds)} posts a second of ${Math.round(characters)} characters on average; ${spans} names`,
    },
    {
      name: 'their peak memory',
      value: process.resourceUsage().maxRSS / 1024,
      unit: 'MB',
      bound: 2000,
      note: 'learning the models included',
    },
  ];
}

const PARTS: Record<string, () => Line[] | Promise<Line[]>> = {
  food: () => allLabels('food'),
  hotels: () => allLabels('hotels'),
  shopping: () => allLabels('shopping'),
  'food-tenth': () => aTenth('food'),
  'hotels-tenth': () => aTenth('hotels'),
  'shopping-tenth': () => aTenth('shopping'),
  across: acrossSubjects,
  carried: carriedOver,
  tweets,
  topics,
  cars,
  cluener,
  weibo,
  words,
  reviews: wordsOfReviews,
  learning,
  throughput,
};

/** The named parts, or all. */
export async function benchVoice(named: readonly string[] = []): Promise<Line[]> {
  const lines: Line[] = [];
  for (const [name, part] of Object.entries(PARTS))
    if (named.length === 0 || named.includes(name)) lines.push(...(await part()));
  return lines;
}
