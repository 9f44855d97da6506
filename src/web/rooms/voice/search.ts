/** The state of the voice pages in the address. */
import type { RowFilter, Scope } from '#domain/readings/voice/schema.ts';

export const VOICE_TABS = [
  'market',
  'brands',
  'angles',
  'rows',
  'words',
  'hot',
  'boards',
  'labels',
  'invite',
] as const;
export const VOICE_KEYS = [
  'tab',
  'brand',
  'product',
  'campaign',
  'platform',
  'province',
  'aspect',
  'from',
  'until',
  'kind',
  'feeling',
  'intent',
  'word',
  'q',
  'drawn',
  'offset',
  'board',
  'window',
  'tag',
  'view',
] as const;
export type VoiceSearch = { [K in (typeof VOICE_KEYS)[number]]?: string };

const SCOPE_KEYS = [
  'brand',
  'product',
  'campaign',
  'platform',
  'province',
  'aspect',
  'from',
  'until',
] as const;
const ROW_KEYS = [...SCOPE_KEYS, 'kind', 'feeling', 'intent', 'word', 'q'] as const;
const picked = (search: VoiceSearch, keys: readonly (keyof VoiceSearch)[]): Record<string, string> =>
  Object.fromEntries(keys.flatMap((key) => (search[key] ? [[key, search[key]]] : [])));

/** The server refuses what is no value of a field. */
export const scopeIn = (search: VoiceSearch): Scope => picked(search, SCOPE_KEYS);
export const filterIn = (search: VoiceSearch): RowFilter => picked(search, ROW_KEYS);
