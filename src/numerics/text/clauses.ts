/** Texts as clauses: cut after commas, stops and marks, and at spaces between Han characters. */
import type { CutText } from './gram-space.ts';

const ENDS = /^[,。!?;、~…\u2026]+$|^\.+$/u;
const HAN_LAST = /\p{Script=Han}$/u;
const HAN_FIRST = /^\p{Script=Han}/u;
/** What follows so many clauses is one more. */
const MOST = 200;

export function clausesOf({ plain, words }: CutText): CutText[] {
  const found: CutText[] = [];
  let own: string[] = [];
  const close = (): void => {
    if (own.length === 0) return;
    found.push({ plain: own.join(''), words: own });
    own = [];
  };
  words.forEach((word, i) => {
    own.push(word);
    if (found.length >= MOST) return;
    const ends = ENDS.test(word) && !ENDS.test(words[i + 1] ?? '');
    const parts = word === ' ' && HAN_LAST.test(words[i - 1] ?? '') && HAN_FIRST.test(words[i + 1] ?? '');
    if (ends || parts) close();
  });
  close();
  return found.length > 0 ? found : [{ plain, words }];
}
