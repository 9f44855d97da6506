/** A text in the form that is read, character for character: spans found in it hold in the text as it was written. */
import { simplified } from '#numerics/text/simplified.ts';

/** Characters that only traditional texts have, and often. */
const TRADITIONAL = /[們這說個國會對時來為沒過還開關買賣網質體點實習愛讓經價頭髮錢東車電視聽講問題種類樣學]/u;

/** Full-width signs as half-width, traditional characters as simplified. */
export function plainForm(text: string): string {
  const narrow = text.replace(/[\uFF01-\uFF5E\u3000]/gu, (c) =>
    c === '\u3000' ? ' ' : String.fromCodePoint((c.codePointAt(0) as number) - 0xfee0),
  );
  return TRADITIONAL.test(narrow) ? simplified(narrow) : narrow;
}
