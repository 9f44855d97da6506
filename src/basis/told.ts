declare const mark: unique symbol;

/**
 * A text about somebody's data: why a row was rejected, what a unit means, why a file was recognised. It is English
 * wherever it is stored or sent. The web app shows its Chinese, which `src/web/i18n/told.test.ts` requires of every
 * one: so it is written with the tag `told` and nowhere put together from parts.
 */
export type Told = string & { readonly [mark]: true };

/** told`the row has ${5} cells` → “the row has 5 cells”. A blank may itself hold a told text. */
export const told = (words: TemplateStringsArray, ...blanks: (string | number)[]): Told =>
  words.map((word, i) => (i === 0 ? word : `${blanks[i - 1]}${word}`)).join('') as Told;
