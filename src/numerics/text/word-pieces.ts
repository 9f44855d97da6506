/**
 * Pieces of words as BERT models count them: every Han character and every sign alone, other words cut into the longest
 * pieces that the vocabulary has. Source: Wu et al. 2016 (WordPiece); the vocabulary file (vocab.txt) of the model.
 */

const HAN = /\p{Script=Han}/u;
const TOKEN = /\p{Script=Han}|[\p{L}\p{N}\p{M}]+|[^\s\p{L}\p{N}\p{M}]/gu;
const LONGEST_WORD = 100;

export interface WordPieces {
  /** Numbers of the pieces, the opening and the closing one included, at most `most`. */
  cut(text: string, most: number): number[];
  padding: number;
}

/** `vocabulary`: one piece a line, its number the line's. Throws a plain error where the marks of BERT are missing. */
export function wordPieces(vocabulary: string): WordPieces {
  const numbers = new Map(vocabulary.split(/\r?\n/u).map((piece, i) => [piece, i]));
  const needed = (piece: string): number => {
    const number = numbers.get(piece);
    if (number === undefined) throw new Error(`the vocabulary has no ${piece}`);
    return number;
  };
  const [opening, closing, unknown, padding] = ['[CLS]', '[SEP]', '[UNK]', '[PAD]'].map(needed) as [
    number,
    number,
    number,
    number,
  ];
  const piecesOf = (word: string): number[] => {
    if (word.length > LONGEST_WORD) return [unknown];
    const found: number[] = [];
    for (let from = 0; from < word.length; ) {
      let to = word.length;
      const mark = from === 0 ? '' : '##';
      while (to > from && !numbers.has(mark + word.slice(from, to))) to--;
      if (to === from) return [unknown];
      found.push(numbers.get(mark + word.slice(from, to)) as number);
      from = to;
    }
    return found;
  };
  return {
    padding,
    cut(text, most) {
      const plain = text
        .normalize('NFD')
        .replace(/\p{Mn}/gu, '')
        .toLowerCase();
      const found = [opening];
      for (const [token] of plain.matchAll(TOKEN)) {
        if (found.length >= most - 1) break;
        found.push(...(HAN.test(token) ? [numbers.get(token) ?? unknown] : piecesOf(token)));
      }
      return [...found.slice(0, most - 1), closing];
    },
  };
}
