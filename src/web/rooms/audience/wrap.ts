/** Breaks a text for a drawing, which cannot wrap by itself. Pure. */

const isWide = (char: string): boolean => char > '\u2e7f';
const unitsOf = (text: string): number => Array.from(text).reduce((sum, c) => sum + (isWide(c) ? 2 : 1), 0);

/** Lines of at most `units`, where a Chinese character counts two; Latin words stay whole and a line never begins with the dot. */
export function linesOf(text: string, units: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of text.match(/[\u2e80-\uffff](?:\s*·\s*)?|[^\s\u2e80-\uffff]+(?:\s+·)?\s*|\s+/g) ?? []) {
    if (line !== '' && unitsOf(line) + unitsOf(piece.trimEnd()) > units) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += piece;
  }
  return line.trim() === '' ? lines : [...lines, line.trimEnd()];
}
