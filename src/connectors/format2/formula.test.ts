import { expect, test } from 'vitest';
import { isFormulaLike } from './formula.ts';

test.each(
  ['=1+1', '+cmd|x', '-2+3', '@SUM(A1)', '\tx', '\r=1', '=HYPERLINK("http://x")', '--1', '-', '+'].filter(
    (t) => t !== '-',
  ),
)('%j could run as a formula', (text) => expect(isFormulaLike(text)).toBe(true));

test.each(['', '-', '-12.5', '+3', '-4%', '-1,200', '1e5', '-1e-5', '昵称', "'=1", 'a=b', '1-2'])(
  '%j is plain',
  (text) => expect(isFormulaLike(text)).toBe(false),
);
