const START = /^[=+\-@\t\r]/;
const NUMBER = /^[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?(?:[eE][+-]?\d+)?%?$/;

/**
 * Whether a spreadsheet program could run this text as a formula when it opens a CSV: it starts with
 * = + - @, tab or carriage return and is not a plain number such as -12.5, +3 or -4%.
 * A lone `-` (a common mark for "no value") is not formula-like.
 */
export function isFormulaLike(text: string): boolean {
  return START.test(text) && text !== '-' && !NUMBER.test(text);
}
