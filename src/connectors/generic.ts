/**
 * The generic mapper: guesses what the columns of any table or flat JSON mean, says how sure it is and why,
 * and makes a mapping that can be corrected, saved and shared.
 */

import { PLATFORM_IDS, type PlatformId, platformNamed, platformOfLink } from '#basis/platform.ts';
import { type Told, told } from '#basis/told.ts';
import { ALIASES, type Noun } from './aliases.ts';
import { binder, sampleHeaders } from './bind-headers.ts';
import type { Connector, FileSample } from './contract.ts';
import { flattenRecord } from './flatten-json.ts';
import { guessNoun, stepSpeaksOf } from './guess-noun.ts';
import type { ColumnRule, Mapping, Target } from './mapping.ts';
import { isMapped, mappedConnector } from './read-mapped.ts';
import { VENDOR_CONNECTORS } from './registry.ts';
import { shapeOf } from './shape-of-cells.ts';
import { unitsSeen } from './units-seen.ts';
import { isNothing } from './values.ts';

export interface GuessedColumn {
  header: string;
  /** Null: nobody knows; the column goes to the side store. */
  target: Target | null;
  /** 0–1. */
  confidence: number;
  reason: Told;
  /** What its unit does to the numbers, or null. */
  unitNote: string | null;
}
export interface Guess {
  mapping: Mapping;
  noun: Noun;
  columns: GuessedColumn[];
}

/** Fields that several columns of a row may fill. */
const REPEATABLE = new Set(['account.link', 'withheld', 'attribute', 'audience', 'quote']);
const claim = (target: Target): string | null => {
  if (target.to === 'figure')
    return ['figure', target.metric, target.windowDays, target.content, target.format].join('/');
  return REPEATABLE.has(target.to) ? null : target.to;
};

/** A mapping for any sample, with a reason for every column. Sure columns take a meaning before unsure ones. */
export function guessMapping(sample: FileSample): Guess {
  const headers = sampleHeaders(sample);
  const { noun, reason: nounReason } = guessNoun(headers);
  const cellsOf = columnCells(sample, headers);
  const guesses = headers.map((header) => guessColumn(header, cellsOf.get(header) ?? [], noun));

  const taken = new Map<string, string>();
  for (const guess of [...guesses].sort((a, b) => b.confidence - a.confidence)) {
    const key = guess.target && claim(guess.target);
    if (!key) continue;
    const first = taken.get(key);
    if (first === undefined) taken.set(key, guess.header);
    else {
      guess.reason = told`${guess.reason}; but ${first} already says that`;
      guess.target = null;
      guess.confidence = 0;
      guess.unitNote = null;
    }
  }
  const platform = guessPlatform(sample, guesses, cellsOf);
  return { noun, columns: guesses, mapping: mappingOf(sample, guesses, platform, nounReason) };
}

function columnCells(sample: FileSample, headers: readonly string[]): Map<string, string[]> {
  const byHeader = new Map(headers.map((header): [string, string[]] => [header, []]));
  for (const record of sample.records)
    for (const [header, cell] of Object.entries(flattenRecord(record)))
      if (!isNothing(cell)) byHeader.get(header)?.push(cell);
  return byHeader;
}

const binders = new Map<Noun, ReturnType<typeof binder>>();
function dictionary(noun: Noun): ReturnType<typeof binder> {
  let made = binders.get(noun);
  if (!made) binders.set(noun, (made = binder({ ...blank, columns: [...ALIASES[noun]] })));
  return made;
}

interface Meaning {
  target: Target;
  confidence: number;
  reason: Told;
}

/** The dictionary's meaning of a header or of the end of a JSON path, else what all vendors that know it agree on. */
function lookUp(header: string, noun: Noun): Meaning | null {
  const whole = dictionary(noun)(header);
  if (whole) return { target: whole.target, confidence: 0.95, reason: told`the header is in the dictionary` };
  const vendors = asVendorsSay(header, noun);
  if (vendors) return vendors;
  if (!header.includes('.')) return null;
  const tail = header.split('.').at(-1) ?? '';
  const speaksOf = stepSpeaksOf(header);
  const end = speaksOf || !PLAIN_WORDS.has(tail.toLowerCase()) ? dictionary(speaksOf ?? noun)(tail) : null;
  return (
    end && {
      target: end.target,
      confidence: 0.75,
      reason: told`the end of the path, ${tail}, is in the dictionary`,
    }
  );
}

/** Words that say nothing at the end of a path unless the step before tells of whom. */
const PLAIN_WORDS = new Set([
  'id',
  'title',
  'name',
  'type',
  'text',
  'url',
  'link',
  'value',
  'time',
  'date',
  'status',
  'count',
  'code',
  'state',
  'desc',
  'description',
  'content',
  'level',
  'price',
  'rate',
]);

const vendorBinders = VENDOR_CONNECTORS.filter(isMapped).map((connector) => ({
  name: connector.en,
  noun: guessNoun(connector.mapping.columns.flatMap((c) => c.headers)).noun,
  bind: binder(connector.mapping),
}));

function asVendorsSay(header: string, noun: Noun): Meaning | null {
  const said = vendorBinders.flatMap(({ name, bind, noun: theirs }) => {
    const target = theirs === noun ? bind(header)?.target : undefined;
    return target ? [{ name, target }] : [];
  });
  const first = said[0];
  if (!first || said.some((s) => JSON.stringify(s.target) !== JSON.stringify(first.target))) return null;
  return { target: first.target, confidence: 0.8, reason: told`as in ${first.name}` };
}

function guessColumn(header: string, cells: readonly string[], noun: Noun): GuessedColumn {
  const shape = shapeOf(cells);
  const known = lookUp(header, noun);
  let target = known?.target ?? null;
  let confidence = known?.confidence ?? 0;
  let reason = known?.reason ?? told`no place is known for it`;

  const conflict = target && shape.contradicts(target);
  if (target && conflict) {
    confidence = 0.4;
    reason = told`${reason}, but ${conflict}`;
  }
  if (!target || conflict) {
    const byShape = shape.suggests(noun);
    if (byShape) {
      target = byShape.target;
      confidence = byShape.confidence;
      reason = byShape.reason;
    } else if (conflict) target = null;
  }
  if (!target)
    return {
      header,
      target: null,
      confidence: 0,
      reason: conflict ? reason : told`no place is known for it`,
      unitNote: null,
    };
  const seen = unitsSeen(header, target, cells);
  if (seen.unit && target.to === 'figure') target = { ...target, unit: seen.unit };
  else if (seen.unit && target.to === 'audience' && seen.unit !== 'fen')
    target = { ...target, unit: seen.unit };
  else if (seen.unit === 'fen' && target.to === 'quote') target = { ...target, unit: 'fen' };
  return {
    header,
    target,
    confidence: seen.unit ? Math.min(confidence, 0.7) : confidence,
    reason,
    unitNote: seen.note,
  };
}

/** From links, else from words in the file's name; undefined when a column names it or nothing does. */
function guessPlatform(
  sample: FileSample,
  guesses: readonly GuessedColumn[],
  cellsOf: ReadonlyMap<string, readonly string[]>,
): PlatformId | undefined {
  if (guesses.some((g) => g.target?.to === 'platform')) return undefined;
  const votes = new Map<PlatformId, number>();
  for (const guess of guesses)
    if (guess.target?.to === 'account.link' || guess.target?.to === 'post.link')
      for (const cell of cellsOf.get(guess.header) ?? []) {
        const platform = platformOfLink(cell);
        if (platform) votes.set(platform, (votes.get(platform) ?? 0) + 1);
      }
  // Links to several platforms speak for their own rows.
  if (votes.size > 1) return undefined;
  for (const platform of votes.keys()) return platform;
  const name = sample.fileName.replace(/\.\w+(?:\.gz)?$/, '').toLowerCase();
  for (const word of name.split(/[\s_\-.()（）【】]+/)) {
    const platform = word ? platformNamed(word) : null;
    if (platform && platform !== 'other') return platform;
  }
  for (const word of ['小红书', '抖音', '微博', '快手', '知乎', '头条', '公众号', 'B站', '贴吧', '宝宝树'])
    if (name.includes(word.toLowerCase())) return platformNamed(word) ?? undefined;
  return undefined;
}

const blank: Mapping = {
  touchstoneMapping: 1,
  id: 'guessed',
  version: 1,
  en: 'Guessed mapping',
  zh: '自动识别的映射',
  vendor: 'generic',
  sourceClass: 'third_party',
  requires: [],
  columns: [],
};

function mappingOf(
  sample: FileSample,
  guesses: readonly GuessedColumn[],
  platform: PlatformId | undefined,
  nounReason: Told,
): Mapping {
  const known = guesses.filter((g) => g.target !== null);
  const columns = known.map((g): ColumnRule => ({ headers: [g.header], target: g.target as Target }));
  const slug = sample.fileName
    .toLowerCase()
    .replace(/\.(?:csv|xlsx?|json|ndjson|parquet|tsv|txt|gz)\b/g, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return {
    ...blank,
    id: slug ? `mapping-${slug}` : 'mapping',
    en: `Mapping for ${sample.fileName} (${nounReason})`,
    zh: `${sample.fileName} 的映射`,
    ...(platform ? { platform } : {}),
    requires: [...known]
      .sort((a, b) => b.confidence - a.confidence)
      .slice(0, 6)
      .map((g) => [g.header]),
    columns,
  };
}

/** A connector that reads by a mapping, guessed or loaded. */
export const connectorFromMapping = (mapping: Mapping): Connector =>
  mappedConnector(mapping, mapping.platform ? [mapping.platform] : PLATFORM_IDS);
