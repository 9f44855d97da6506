/** The state of the compare page, as it stands in the address. */
import { textIn, wordsIn } from '#web/frame/search-text.ts';

const TEXTS = ['tab', 'goal', 'map', 'brand', 'pick', 'basis', 'weigh', 'target'] as const;
/** `ids`: the compared accounts, in order; without them the tray is compared. */
export type CompareSearch = { ids?: string[] } & { [K in (typeof TEXTS)[number]]?: string };

const MOST = 10;

export function readCompareSearch(raw: Record<string, unknown>): CompareSearch {
  const out: CompareSearch = {};
  const ids = wordsIn(raw['ids']).slice(0, MOST);
  if (ids.length > 0) out.ids = ids;
  for (const key of TEXTS) {
    const text = textIn(raw[key]);
    if (text) out[key] = text;
  }
  return out;
}
