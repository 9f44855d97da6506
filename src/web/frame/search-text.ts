/** Addresses as people can read and edit them: `?platform=weibo&platform=douyin&followersMin=10000`. */

type Search = Record<string, unknown>;

/** Repeated names become lists; nothing is guessed about numbers or JSON. */
export function parseSearch(text: string): Search {
  const out: Record<string, string | string[]> = {};
  for (const [key, value] of new URLSearchParams(text)) {
    const old = out[key];
    out[key] = old === undefined ? value : Array.isArray(old) ? [...old, value] : [old, value];
  }
  return out;
}

/** Empty and missing values leave the address. */
export function stringifySearch(search: Search): string {
  const out = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    if (Array.isArray(value)) for (const item of value) out.append(key, String(item));
    else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      if (value !== '') out.append(key, String(value));
  }
  const text = out.toString();
  return text ? `?${text}` : '';
}

export const textIn = (raw: unknown): string | undefined =>
  typeof raw === 'string' && raw !== '' ? raw : undefined;

export const wordsIn = (raw: unknown): string[] =>
  (Array.isArray(raw) ? raw : [raw]).filter((x): x is string => typeof x === 'string' && x !== '');
