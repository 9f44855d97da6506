/**
 * What two short texts have in common once width, case, digits, names, tags, links and pictograms no longer count.
 * Chinese characters carry about as much as a Latin word each, so lengths are counted in units of both.
 */

const LINK = /(?:https?:\/\/|www\.)\S+/giu;
/** A name ends at a space, a colon or another sign; at most 30 characters, as platforms allow. */
const NAME = /[@＠][\p{L}\p{N}_\-·]{1,30}/gu;
/** A tag between two signs, as on Weibo, or after one. */
const TAG = /#[^#\s]{1,40}#|#[\p{L}\p{N}_]{1,40}/gu;
/** WeChat and Weibo pictograms are written as words in brackets. */
const BRACKETED = /\[[\p{Script=Han}\p{L}]{1,8}\]|［[\p{Script=Han}\p{L}]{1,8}］/gu;
const PICTOGRAM =
  /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u200D|\uFE0F|\u20E3/gu;
const NOT_WORD = /[^\p{L}\p{N}]+/gu;
const HAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const UNIT =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+/gu;

/** The text without links, tags, names and pictograms. */
const bare = (text: string): string =>
  text
    .replace(LINK, ' ')
    .replace(TAG, ' ')
    .replace(NAME, ' ')
    .replace(BRACKETED, ' ')
    .replace(PICTOGRAM, ' ');

/**
 * Compatibility forms, lower case, digits as 0, names, tags, links and pictograms dropped, signs as one space, three or
 * more of a character as two. Empty where nothing but those was there.
 */
export const normalise = (text: string): string =>
  bare(text)
    .normalize('NFKC')
    .toLowerCase()
    .replace(NOT_WORD, ' ')
    .replace(/\p{N}+/gu, '0')
    .replace(/(.)\1{2,}/gu, '$1$1')
    .trim();

/** Pictograms in a text: signs, and words in brackets. */
export const pictogramCount = (text: string): number =>
  (text.match(BRACKETED)?.length ?? 0) + (text.match(/\p{Extended_Pictographic}/gu)?.length ?? 0);

/** The text without its pictograms, signs as well as words in brackets. */
export const withoutPictograms = (text: string): string =>
  text.replace(BRACKETED, ' ').replace(PICTOGRAM, ' ').trim();

/** The Han, kana and hangul characters and the other words of a normalised text. */
export const unitsOf = (normal: string): string[] => normal.match(UNIT) ?? [];
export const unitCount = (normal: string): number => unitsOf(normal).length;

export const isHan = (character: string): boolean => HAN.test(character);
