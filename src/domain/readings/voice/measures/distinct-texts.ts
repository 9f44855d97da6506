/**
 * Which rows of a labelled file say the same, so that none is tested on its twin.
 * Method: texts are equal when their letters and digits are, in compatibility form and lower case. The first stays, with
 * the label that most of its twins have.
 * Limits: near-duplicates stay; a template with another number in it is another text.
 */
const NOT_WORD = /[^\p{L}\p{N}]+/gu;

/** What two equal texts share; a text of signs alone is its own key. */
export const textKey = (text: string): string =>
  text.normalize('NFKC').toLowerCase().replace(NOT_WORD, '') || text.trim();

export interface DistinctTexts {
  texts: string[];
  labels: string[];
  /** Rows left out because an earlier one says the same. */
  repeatedCount: number;
  /** Texts whose twins disagree on the label. */
  disputedCount: number;
}

export function distinctTexts(texts: readonly string[], labels: readonly string[]): DistinctTexts {
  const groups = new Map<string, number[]>();
  texts.forEach((text, i) => {
    const key = textKey(text);
    const group = groups.get(key);
    if (group) group.push(i);
    else groups.set(key, [i]);
  });
  const found: DistinctTexts = {
    texts: [],
    labels: [],
    repeatedCount: texts.length - groups.size,
    disputedCount: 0,
  };
  for (const rows of groups.values()) {
    const votes = new Map<string, number>();
    for (const i of rows) votes.set(labels[i] as string, (votes.get(labels[i] as string) ?? 0) + 1);
    const [best] = [...votes].sort((a, b) => b[1] - a[1])[0] as [string, number];
    if (votes.size > 1) found.disputedCount++;
    found.texts.push(texts[rows[0] as number] as string);
    found.labels.push(best);
  }
  return found;
}
