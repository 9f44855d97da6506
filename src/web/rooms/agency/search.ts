/** The state of the agency page, as it stands in the address. */
import { textIn, wordsIn } from '#web/frame/search-text.ts';

const TEXTS = ['goal', 'map', 'brand', 'weigh', 'target'] as const;
/** `names`: the list, in order. */
export type AgencySearch = { names?: string[] } & { [K in (typeof TEXTS)[number]]?: string };

export function readAgencySearch(raw: Record<string, unknown>): AgencySearch {
  const out: AgencySearch = {};
  const names = wordsIn(raw['names']);
  if (names.length > 0) out.names = names;
  for (const key of TEXTS) {
    const text = textIn(raw[key]);
    if (text) out[key] = text;
  }
  return out;
}
