import { expect, it } from 'vitest';
import { linesOf } from '#web/rooms/audience/wrap.ts';

it('breaks between words and between Chinese characters, which count two', () => {
  expect(linesOf('people of the sample', 10)).toEqual(['people of', 'the sample']);
  expect(linesOf('样本人数一共', 8)).toEqual(['样本人数', '一共']);
  expect(linesOf('n = 12', 20)).toEqual(['n = 12']);
  expect(linesOf('n = 12 · known', 8)).toEqual(['n = 12 ·', 'known']);
  expect(linesOf('', 20)).toEqual([]);
});
