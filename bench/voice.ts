/** Text readings on published sets: sentiment, topics, aspects, names, ratings and new words, with known figures beside. */
import { evaluate, publicFile } from './evaluation.ts';
import type { Line } from './run.ts';

interface Figure {
  value: number;
  low: number;
  high: number;
}
interface Report {
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

const SENTIMENT = [
  ['food', 'sentiment-food-delivery', 0.91, '.897–.910'],
  ['hotels', 'sentiment-hotels', 0.91, '.895–.905'],
  ['shopping', 'sentiment-shopping-10-categories', 0.945, '.937'],
] as const;
const COLUMNS = ['--text', 'review', '--label', 'label'];
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
        `macro-F1 ${of(report.macroF1)}; best linear models ${linear}; without pictograms ${report.withoutPictograms ? of(report.withoutPictograms.accuracy) : `the same (${report.textsWithPictograms} texts have one)`}; ${full.seconds.toFixed(0)} s`,
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

export async function benchVoice(): Promise<Line[]> {
  const lines = sentiment();
  const titles = publicFile('text/topic-titles.tsv.gz');
  if (titles !== null) {
    const { result } = evaluate('topics', '--train', titles, '--text', '1', '--label', '2');
    lines.push(missing('topic titles', (result as Report).accuracy, 0.89, '5 folds; plain model .869'));
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
  return [...lines, ...entities(), ...words()];
}
