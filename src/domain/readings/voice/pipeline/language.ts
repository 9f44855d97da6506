/** Which language a text is in: by its script where that decides, else by fastText's small model, which is in its package. */
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/gu;
const HANGUL = /\p{Script=Hangul}/gu;
const HAN = /\p{Script=Han}/gu;
const LETTER = /\p{L}/gu;
/** Letters below which the model guesses. */
const LEAST_LETTERS = 12;

export type IdentifyLanguage = (text: string) => Promise<string>;

/** Two letters by script alone: `none` without letters, null when letters of several languages share the script. */
export function languageByScript(text: string): string | null {
  const letters = text.match(LETTER)?.length ?? 0;
  if (letters === 0) return 'none';
  const han = text.match(HAN)?.length ?? 0;
  const kana = text.match(KANA)?.length ?? 0;
  if (kana > 0 && kana * 4 >= letters) return 'ja';
  if ((text.match(HANGUL)?.length ?? 0) * 2 >= letters) return 'ko';
  // Chinese posts carry names and brands in Latin letters.
  if (han * 3 >= letters || han >= 4) return 'zh';
  return letters < LEAST_LETTERS ? 'en' : null;
}

/** Loads the model, about 1 MB, from the package's own folder. */
export async function languageIdentifier(): Promise<IdentifyLanguage> {
  const { getLIDModel } = await import('fasttext.wasm.js');
  const model = await getLIDModel();
  await model.load();
  return async (text) => {
    const byScript = languageByScript(text);
    if (byScript !== null) return byScript;
    const found = await model.identify(text.replaceAll('\n', ' ').slice(0, 300));
    return found.alpha2 ?? 'other';
  };
}
