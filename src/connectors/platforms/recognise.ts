/** Which shape an object has, and how surely a file is one platform's. */
import { told } from '#basis/told.ts';
import type { FileSample, Recognition, SourceRecord } from '../contract.ts';
import { has, isObject, type JsonObject, jsonText } from './payload.ts';
import type { Context, PlatformPayload, Shape } from './shape.ts';

/** Deeper than any real answer; deeper parts are listed as unknown. */
export const DEPTH = 14;

interface Match {
  shape: Shape;
  signs: number;
}

/** The shape with the most signs, or null. */
export function matchShape(
  payload: PlatformPayload,
  object: JsonObject,
  context: Context,
  nouns?: ReadonlySet<Shape['noun']>,
): Match | null {
  let best: Match | null = null;
  for (const shape of payload.shapes) {
    if (nouns && !nouns.has(shape.noun)) continue;
    if (!shape.must.every((paths) => has(object, paths))) continue;
    if (shape.not?.some((paths) => has(object, paths))) continue;
    const signs = shape.signs.filter((paths) => has(object, paths)).length;
    if (signs < (shape.enough ?? 2) || (best && signs <= best.signs)) continue;
    if (shape.when && !shape.when(object, context)) continue;
    best = { shape, signs };
  }
  return best;
}

/** JSON kept as text inside JSON; anything else is returned as it is. */
export function opened(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]\s*["{[]/.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

/** Calls `found` for every element, outermost first; does not go inside one. */
function eachElement(
  payload: PlatformPayload,
  value: unknown,
  found: (match: Match, object: JsonObject, path: string) => void,
  nouns?: ReadonlySet<Shape['noun']>,
): void {
  const go = (raw: unknown, path: string, trail: readonly string[], depth: number): void => {
    const at = opened(raw);
    if (depth > DEPTH || typeof at !== 'object' || at === null) return;
    if (Array.isArray(at)) {
      for (const inner of at) go(inner, `${path}[]`, trail, depth + 1);
      return;
    }
    const match = matchShape(payload, at as JsonObject, { trail, root: value }, nouns);
    if (match) found(match, at as JsonObject, path);
    else
      for (const [key, inner] of Object.entries(at))
        go(inner, path === '' ? key : `${path}.${key}`, [...trail, key], depth + 1);
  };
  go(value, '', [], 0);
}

export function recognise(payload: PlatformPayload, sample: FileSample): Recognition | null {
  if (sample.shape !== 'json' || sample.records.length === 0) return null;
  let [matched, strength] = [0, 0];
  const marks = new Set<string>();
  const records = sample.records.slice(0, 20);
  for (const record of records) {
    if (record.shape !== 'json') continue;
    let best = 0;
    eachElement(payload, record.value, ({ shape, signs }, object) => {
      best = Math.max(best, Math.min(1, signs / Math.max(5, (shape.enough ?? 2) + 2)));
      for (const sign of shape.signs)
        if (marks.size < 6 && has(object, sign)) marks.add(sign.split('|')[0] as string);
    });
    if (best > 0) matched++;
    strength += best;
  }
  if (matched === 0) return null;
  const value = records[0]?.shape === 'json' ? records[0].value : null;
  const wrapped = payload.envelopes?.filter((path) => isObject(value) && has(value, path)) ?? [];
  const links = linkHosts(records);
  const own = payload.hosts.some((host) => links.has(host));
  const foreign = !own && [...links].some((host) => KNOWN_HOSTS.has(host) && !payload.hosts.includes(host));
  const confidence =
    (0.45 +
      0.35 * (strength / matched) +
      (wrapped.length > 0 ? 0.08 : 0) +
      (own ? 0.1 : 0) -
      (foreign ? 0.2 : 0)) *
    (0.6 + 0.4 * (matched / records.length));
  return {
    confidence: Math.max(0.05, Math.min(0.98, Number(confidence.toFixed(3)))),
    platform: payload.platform,
    reasons: [
      told`has the fields ${[...marks].join(', ')}`,
      ...(wrapped.length > 0 ? [told`is wrapped as ${wrapped.join(', ')}`] : []),
      ...(own ? [told`links to ${payload.hosts.filter((host) => links.has(host)).join(', ')}`] : []),
      told`${matched} of ${records.length} records look like ${payload.en}`,
    ],
  };
}

/** Hosts of all platforms: a link to another platform speaks against this one. */
export const KNOWN_HOSTS = new Set<string>();

/** Registered domains of all links in the first records. */
function linkHosts(records: readonly SourceRecord[]): Set<string> {
  const hosts = new Set<string>();
  for (const record of records.slice(0, 5)) {
    if (record.shape !== 'json') continue;
    const text = jsonText(record.value).slice(0, 200_000);
    for (const match of text.matchAll(/(?:https?:)?\/\/([a-z0-9.-]{3,80})/gi)) {
      const parts = (match[1] as string).toLowerCase().split('.');
      hosts.add(parts.slice(-2).join('.'));
      hosts.add(parts.slice(-3).join('.'));
    }
  }
  return hosts;
}
