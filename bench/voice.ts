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

function sentiment(): Line[] {
  const lines: Line[] = [];
  const paths = new Map<string, string>();
  for (const [name, file, wanted, linear] of SENTIMENT) {
    const path = publicFile(`text/${file}.csv.gz`);
    if (path === null) continue;
    paths.set(name, path);
    const full = evaluate('sentiment', '--train', path, ...COLUMNS, '--folds', '5');
    const report = full.result as Report;
    lines.push(
      missing(
        `${name}, all labels, 5 folds`,
        report.accuracy,
        wanted,
        `macro-F1 ${of(report.macroF1)}; beside it ${beside(report)}, published linear models ${linear}; without pictograms ${report.withoutPictograms ? of(report.withoutPictograms.accuracy) : `the same (${report.textsWithPictograms} texts have one)`}; ${full.seconds.toFixed(0)} s`,
      ),
    );
    const few = evaluate('sentiment', '--train', path, ...COLUMNS, '--share', '0.1', '--seeds', '5');
    const shared = few.result as Report;
    lines.push({
      name: `${name}, a tenth of the labels: accuracy lost`,
      value: shared.lost.value,
      unit: 'ratio',
      bound: 0.01,
      note: `lost ${of(shared.lost)}: ${of(shared.accuracy)} against ${of(shared.allLabels.accuracy)}; ${few.seconds.toFixed(0)} s`,
    });
  }
  const shopping = paths.get('shopping');
  for (const to of ['hotels', 'food']) {
    const path = paths.get(to);
    if (shopping === undefined || path === undefined) continue;
    const { result } = evaluate('sentiment', '--train', shopping, '--test', path, ...COLUMNS);
    lines.push(missing(`shopping → ${to}`, (result as Report).accuracy, null, 'no label of the target'));
  }
  const hotels = paths.get('hotels');
  if (shopping !== undefined && hotels !== undefined) {
    const flags = ['--other', shopping, '--share', '0.01', '--seeds', '5'];
    const report = evaluate('sentiment', '--train', hotels, ...COLUMNS, ...flags).result as Report;
    lines.push(
      missing(
        'hotels, 1 % of the labels beside those of shopping',
        report.accuracy,
        0.875,
        `with those of shopping alone ${of(report.otherLabelsAlone.accuracy)}`,
      ),
    );
  }
  const tweets = publicFile('text/sentiment-english-tweets.tsv.gz');
  if (tweets !== null) {
    const { result } = evaluate('sentiment', '--train', tweets, '--text', '3', '--label', '2');
    lines.push(missing('English tweets, correlation', (result as Report).pearson, 0.8, '5 folds'));
  }
  return lines;
}

function entities(): Line[] {
  const cluener = publicFile('text/entities-cluener-train.jsonl.gz');
  const train = publicFile('text/entities-weibo-train.conll.gz');
  const dev = publicFile('text/entities-weibo-dev.conll.gz');
  const line = (name: string, report: Report, note: string): Line => {
    const passed = Object.entries(report.perType).filter(([, t]) => t.f1 >= 0.85);
    return missing(
      name,
      report.microF1,
      null,
      `${note}; the gate of .85 is ${report.microF1.low >= 0.85 ? 'passed' : 'failed'}, by type passed by ${passed.map(([t]) => t).join(', ') || 'none'}; at precision .85 ${report.atPrecision ? `${of(report.atPrecision.recall)} of the spans are found` : 'nothing is found'}; F1 ${Object.entries(
        report.perType,
      )
        .map(([t, f]) => `${t} ${f.f1.toFixed(3)}`)
        .join(', ')}`,
    );
  };
  return [
    ...(cluener === null
      ? []
      : [
          line(
            'CLUENER, micro-F1',
            evaluate('entities', '--train', cluener, '--folds', '5').result as Report,
            '5 folds; human .63, BERT .79',
          ),
        ]),
    ...(train === null || dev === null
      ? []
      : [
          line(
            'Weibo NER dev, micro-F1',
            evaluate('entities', '--train', train, '--test', dev).result as Report,
            'names and nominal mentions',
          ),
        ]),
  ];
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

export async function benchVoice(): Promise<Line[]> {
  const lines = sentiment();
  const titles = publicFile('text/topic-titles.tsv.gz');
  if (titles !== null) {
    const { result } = evaluate('topics', '--train', titles, '--text', '1', '--label', '2');
    const report = result as Report;
    lines.push(missing('topic titles', report.accuracy, 0.89, `5 folds; beside it ${beside(report)}`));
  }
  const cars = publicFile('text/aspect-sentiment-cars.csv.gz');
  if (cars !== null)
    for (const split of ['texts', 'rows']) {
      const report = evaluate('aspects', '--train', cars, '--split', split).result as Report;
      const note = `split by ${split}${split === 'rows' ? ', as published: a text stands on both sides' : ''}`;
      lines.push(
        missing(`cars, subject (${split})`, report.subject.accuracy, 0.72, `${note}; plain model .670`),
        missing(`cars, sentiment (${split})`, report.sentiment.accuracy, 0.76, `${note}; plain model .734`),
      );
    }
  return [...lines, ...entities(), ...words(), ...(await wordsOfReviews()), ...(await throughput())];
}
