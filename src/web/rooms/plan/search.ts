/** A brief as an address people can read and send, and back. The target's fields are those of the audience page. */
import { textIn, wordsIn } from '#web/frame/search-text.ts';
import { readTargetSearch, type TargetSearch } from '#web/rooms/audience/search.ts';

const TEXTS = [
  'title',
  'ownBrand',
  'product',
  'goal',
  'from',
  'to',
  'budget',
  'currency',
  'mode',
  'times',
  'format',
  'template',
  'monthlySales',
  'sellerOff',
  'promotion',
  'promotionOff',
  'most',
  'fewest',
  'feed',
  'sales',
  'order',
  'unread',
  'trueLow',
  'ringsOff',
  'evidenceOff',
  'seconds',
  'failure',
] as const;
/** `quotas`: `tier:mid:least:2`; `secondary`: goals; `categories`: `美妆:2`. */
const LISTS = ['on', 'must', 'never', 'rivals', 'secondary', 'quotas', 'categories'] as const;

export type BriefSearch = TargetSearch & { [K in (typeof TEXTS)[number]]?: string } & {
  [K in (typeof LISTS)[number]]?: string[];
};

export function readBriefSearch(raw: Record<string, unknown>): BriefSearch {
  const out: BriefSearch = readTargetSearch(raw);
  for (const key of TEXTS) {
    const text = textIn(raw[key]);
    if (text) out[key] = text;
  }
  for (const key of LISTS) {
    const words = wordsIn(raw[key]);
    if (words.length > 0) out[key] = words;
  }
  return out;
}
