import { isHan } from './normalise.ts';

/** 32-bit FNV-1a over UTF-16 units with a final mix. */
export function hash32(text: string, from = 0, to = text.length): number {
  let h = 0x811c9dc5;
  for (let i = from; i < to; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h ^= h >>> 16;
  h = Math.imul(h, 0x7feb352d);
  h ^= h >>> 15;
  return h >>> 0;
}

/**
 * The set of character shingles of a normalised text, as sorted distinct 32-bit hashes: two characters where one of
 * them is Han, kana or hangul, four elsewhere. A text shorter than that is one shingle.
 */
export function shingles(normal: string): Uint32Array {
  const found = new Set<number>();
  for (let i = 0; i < normal.length - 1; i++) {
    const wide = isHan(normal[i] as string) || isHan(normal[i + 1] as string);
    const to = i + (wide ? 2 : 4);
    if (to <= normal.length) found.add(hash32(normal, i, to));
  }
  if (found.size === 0 && normal.length > 0) found.add(hash32(normal));
  return Uint32Array.from(found).sort();
}

/** |A ∩ B| / |A ∪ B| of two sorted sets; 0 for two empty ones. */
export function jaccard(a: Uint32Array, b: Uint32Array): number {
  let [i, j, both] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const [x, y] = [a[i] as number, b[j] as number];
    if (x === y) both++;
    if (x <= y) i++;
    if (y <= x) j++;
  }
  const either = a.length + b.length - both;
  return either === 0 ? 0 : both / either;
}
