import { messageOf } from '#basis/error.ts';
import type { Warnings } from './problem.ts';

/** Where JSON.parse would lose digits: 16 or more of them in a number, or a three-digit exponent. */
const RISKY_NUMBER = /(?:[:[,]|^)\s*-?\d{16}|\d[eE][+-]?\d{3}/;
const NOT_JSON_NUMBER = /"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b/g;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The third argument of a reviver (ECMAScript "JSON.parse source text access"). */
type Reviver = (this: unknown, key: string, value: unknown, context: { source?: string }) => unknown;

const keepDigits: Reviver = (_key, value, context) => {
  if (typeof value !== 'number' || context.source === undefined) return value;
  if (!Number.isFinite(value)) return context.source;
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? context.source : value;
};

/** Brackets open at once, at most; stops counting past `max`. */
function depthOf(text: string, max: number): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 34) {
      for (at++; at < text.length && text.charCodeAt(at) !== 34; at++) if (text.charCodeAt(at) === 92) at++;
    } else if (code === 123 || code === 91) {
      if (++depth > deepest) deepest = depth;
      if (deepest > max) return deepest;
    } else if (code === 125 || code === 93) depth--;
  }
  return deepest;
}

const parse = (text: string): unknown =>
  RISKY_NUMBER.test(text)
    ? JSON.parse(text, keepDigits as (this: unknown, key: string, value: unknown) => unknown)
    : JSON.parse(text);

/**
 * One JSON value from its bytes (UTF-8). Whole numbers beyond 2^53 come back as text with all their digits.
 * Bare NaN and Infinity (as Python writes them) are read as null, and half surrogate pairs as U+FFFD, both with
 * a warning. Anything else that is not JSON, or nested deeper than `maxDepth`, gives the reason instead.
 */
export function parseValue(
  bytes: Buffer,
  maxDepth: number,
  warnings: Warnings,
): { value: unknown } | { reason: string } {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    return { reason: 'The value holds bytes that are not UTF-8' };
  }
  if (text.includes('\uFDD0')) return { reason: 'The value holds bytes that cannot be decoded' };
  if (text.length > maxDepth && depthOf(text, maxDepth) > maxDepth)
    return { reason: `The value is nested more than ${maxDepth} levels deep` };
  try {
    return { value: whole(parse(text), text, warnings) };
  } catch (thrown) {
    if (thrown instanceof SyntaxError && /NaN|Infinity/.test(text)) {
      try {
        const value = parse(
          text.replaceAll(NOT_JSON_NUMBER, (found) => (found.startsWith('"') ? found : 'null')),
        );
        warnings.add('NaN or Infinity was written where JSON has no such number; it was read as missing.');
        return { value: whole(value, text, warnings) };
      } catch {
        // The first message is the one that names the text as it stands.
      }
    }
    return { reason: `This is not valid JSON: ${messageOf(thrown)}` };
  }
}

/** Repairs texts cut in the middle of a character (an emoji is two units). Only then is the value walked. */
function whole(value: unknown, text: string, warnings: Warnings): unknown {
  if (!/\\u[dD][89a-fA-F]/.test(text)) return value;
  const walk = (part: unknown): unknown => {
    if (typeof part === 'string') {
      if (part.isWellFormed()) return part;
      warnings.add(
        'Some texts were cut in the middle of a character (half of an emoji); that half is shown as �.',
      );
      return part.toWellFormed();
    }
    if (Array.isArray(part)) return part.map(walk);
    if (part !== null && typeof part === 'object')
      return Object.fromEntries(
        Object.entries(part).map(([key, inner]) => [key.toWellFormed(), walk(inner)]),
      );
    return part;
  };
  return walk(value);
}
