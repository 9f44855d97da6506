import { expect, it } from 'vitest';
import { isFormulaLike } from './formula.ts';

it('tells text that a spreadsheet would run from numbers and plain text', () => {
  const run = ['=1+1', '+cmd|x', '-2+3+cmd|x', '@SUM(1)', '\t=1', '\r=1', '-'.repeat(2), '+a', '=-'];
  const plain = ['', 'a', '-12.5', '+3', '-4%', '1,200', '-1,200.5', '-1e5', '-', "'=1", '小满'];
  expect(run.filter((t) => !isFormulaLike(t))).toEqual([]);
  expect(plain.filter(isFormulaLike)).toEqual([]);
});
