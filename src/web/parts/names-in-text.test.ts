import { expect, it } from 'vitest';
import { namesInText } from './names-in-text.ts';

const HEADERS = [/^id$/i, /^(name|昵称)$/i];

it('takes lines as they are, or the best known column', () => {
  expect(namesInText('one\n two \n\none\n', HEADERS)).toEqual(['one', 'two']);
  expect(namesInText('\uFEFF昵称,粉丝数,ID\n"甲,乙",3,weibo:1\n丙,4,weibo:2', HEADERS)).toEqual([
    'weibo:1',
    'weibo:2',
  ]);
  expect(namesInText('昵称\t粉丝数\n甲\t3', HEADERS)).toEqual(['甲']);
});

it('refuses several columns without a known header', () => {
  expect(namesInText('a,b\n1,2', HEADERS)).toBeNull();
  expect(namesInText('', HEADERS)).toEqual([]);
});
