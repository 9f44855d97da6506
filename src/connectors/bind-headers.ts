/**
 * Looks up what a header means in a mapping: as written, without its unit, without its separators, and for
 * figures and audience shares without a window (`近30天`), a content (`日常`, `合作`) and a format (`图文`, `视频`).
 */

import type { Content, Format } from '#basis/metric.ts';
import { told } from '#basis/told.ts';
import type { FileSample, Recognition } from './contract.ts';
import { flattenRecord } from './flatten-json.ts';
import type { Mapping, Target } from './mapping.ts';
import { headerName, headerUnit, unitMultiplier } from './values.ts';

export interface Bound {
  target: Target;
  /** The unit printed in the header, or null. */
  unit: string | null;
  /** What that unit multiplies by; 1 without one. */
  factor: number;
}
export type Binder = (header: string) => Bound | null;

const folded = (header: string): string =>
  header
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s\u200b\ufeff]/g, '');
const loose = (header: string): string => header.replaceAll(/[-_·:()[\]【】|/,+"'“”]/g, '');

interface Qualified {
  rest: string;
  windowDays?: number;
  content?: Content;
  format?: Format;
}

const CONTENTS: [RegExp, Content][] = [
  [/日常(?:笔记|作品|视频)?/, 'organic'],
  [/(?:合作|商业|商单|星图)(?:笔记|作品)?/, 'sponsored'],
];
const FORMATS: [RegExp, Format][] = [
  [/图文(?:\+|和|与|&|、)?视频(?:笔记)?/, 'all'],
  [/图文(?:笔记)?/, 'image'],
  [/视频(?:笔记)?/, 'video'],
  [/直播/, 'live'],
];

/** The header with window, content and format taken off, one more at each step. */
function qualified(name: string): Qualified[] {
  const steps: Qualified[] = [];
  let now: Qualified = { rest: name };
  const window = /(?:近|过去|最近|last)?(\d{1,3})(?:天|日|days?|d(?![a-z]))(?:内|的)?/.exec(name);
  if (window) {
    now = { ...now, rest: name.replace(window[0], ''), windowDays: Number(window[1]) };
    steps.push(now);
  }
  for (const [word, content] of CONTENTS)
    if (word.test(now.rest)) {
      now = { ...now, rest: now.rest.replace(word, ''), content };
      steps.push(now);
      break;
    }
  for (const [word, format] of FORMATS)
    if (word.test(now.rest)) {
      now = { ...now, rest: now.rest.replace(word, ''), format };
      steps.push(now);
      break;
    }
  return steps;
}

function withQualifiers(target: Target, { windowDays, content, format }: Qualified): Target | null {
  if (target.to !== 'figure' && target.to !== 'audience') return null;
  return {
    ...target,
    ...(windowDays ? { windowDays } : {}),
    ...(content ? { content } : {}),
    ...(format ? { format } : {}),
  };
}

/** Looks each header up once per mapping; a null says nobody claims it. */
export function binder(mapping: Mapping): Binder {
  const byName = new Map<string, Target>();
  const byLooseName = new Map<string, Target>();
  for (const rule of mapping.columns)
    for (const word of rule.headers) {
      const name = folded(word);
      if (!byName.has(name)) byName.set(name, rule.target);
      if (!byLooseName.has(loose(name))) byLooseName.set(loose(name), rule.target);
    }

  /** `audience_types.real` under a rule for `audience_types`: one share of that list. */
  const segmentOf = (name: string, header: string): Target | null => {
    for (let dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
      const target = byName.get(name.slice(0, dot));
      if (target?.to === 'audience' && !target.segment && !/\.(?:value|title|name)$/.test(name))
        return { ...target, segment: header.trim().slice(dot + 1) };
    }
    return null;
  };

  const lookUp = (header: string): Target | null => {
    const exact = folded(header);
    const name = headerName(header);
    const direct =
      byName.get(exact) ??
      byName.get(name) ??
      byName.get(`${name}%`) ??
      segmentOf(exact, header) ??
      (exact.includes('.') ? undefined : byLooseName.get(loose(name)));
    if (direct) return direct;
    for (const step of qualified(name)) {
      const target = byLooseName.get(loose(step.rest));
      const made = target && withQualifiers(target, step);
      if (made) return made;
    }
    return null;
  };

  const bound = new Map<string, Bound | null>();
  return (header) => {
    const known = bound.get(header);
    if (known !== undefined) return known;
    const target = lookUp(header);
    const unit = headerUnit(header);
    const made = target ? { target, unit, factor: unitMultiplier(unit) } : null;
    bound.set(header, made);
    return made;
  };
}

/** Where each header of a sample goes: for the import wizard. */
export function bindHeaders(
  mapping: Mapping,
  headers: readonly string[],
): { header: string; target: Target | null; factor: number }[] {
  const bind = binder(mapping);
  return headers.map((header) => {
    const bound = bind(header);
    return { header, target: bound?.target ?? null, factor: bound?.factor ?? 1 };
  });
}

/** A table's headers, or every path that occurs in the sample's JSON records, seen from the mapping's root. */
export function sampleHeaders(sample: FileSample, roots: readonly string[] = []): string[] {
  if (sample.shape === 'table') return [...sample.headers];
  const seen = new Set<string>();
  for (const record of sample.records.slice(0, 20))
    for (const path in flattenRecord(record, roots)) seen.add(path);
  return [...seen];
}

/**
 * Null unless every required header is there; then more confident the more of the file's headers the mapping
 * knows and the more of them it asked for.
 */
export function recogniseMapping(mapping: Mapping, bind: Binder, sample: FileSample): Recognition | null {
  const headers = sampleHeaders(sample, mapping.roots);
  if (headers.length === 0) return null;
  const present = new Set(headers.flatMap((h) => [folded(h), headerName(h), loose(headerName(h))]));
  if (mapping.excludes?.some((word) => present.has(folded(word)))) return null;
  const found: string[] = [];
  for (const group of mapping.requires) {
    const word = group.find((w) => present.has(folded(w)) || present.has(loose(headerName(w))));
    if (word === undefined) return null;
    found.push(word);
  }
  const known = headers.filter((header) => bind(header) !== null).length;
  const share = known / headers.length;
  return {
    confidence: Math.min(0.98, 0.42 + 0.38 * share + 0.03 * Math.min(mapping.requires.length, 6)),
    platform: mapping.platform ?? null,
    reasons: [
      told`has the columns ${found.join(', ')}`,
      told`${known} of ${headers.length} columns are known`,
    ],
  };
}
