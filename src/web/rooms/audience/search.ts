/** A target and its gates as an address people can read and send: `?gender=female&said=跑鞋&trouble=strong`. */
import { textIn, wordsIn } from '#web/frame/search-text.ts';

const LISTS = [
  'platform',
  'gender',
  'age',
  'region',
  'engaged',
  'brand',
  'follows',
  'said',
  'bought',
  'not',
] as const;
const TEXTS = [
  'name',
  'engagedList',
  'followsList',
  'members',
  'leastComments',
  'leastAccounts',
  'join',
  'basis',
  'rank',
  'least',
  'false',
  'commercial',
  'trouble',
  'gate',
  'find',
  'tab',
  'who',
  'ringFree',
] as const;
type ListName = (typeof LISTS)[number];
type TextName = (typeof TEXTS)[number];
/** Everything the page keeps in its address. `not`: accounts whose engaged people are left out. */
export type TargetSearch = { [K in ListName]?: string[] } & { [K in TextName]?: string };

export function readTargetSearch(raw: Record<string, unknown>): TargetSearch {
  const out: TargetSearch = {};
  for (const key of LISTS) {
    const words = wordsIn(raw[key]);
    if (words.length > 0) out[key] = words;
  }
  for (const key of TEXTS) {
    const text = textIn(raw[key]);
    if (text) out[key] = text;
  }
  return out;
}
