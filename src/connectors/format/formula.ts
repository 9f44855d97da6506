/** Text that a spreadsheet would run instead of showing (CSV injection, OWASP). Plain numbers are not formulas. */
export const isFormulaLike = (text: string): boolean =>
  /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d[\d,]*(?:\.\d+)?(?:[eE][+-]?\d+)?%?$/.test(text);
