/** JSON that is wrong, hostile, or right in an unusual way. */
import { all, type Made } from './texts.ts';

const nested = (open: string, close: string, levels: number) =>
  `${open.repeat(levels)}1${close.repeat(levels)}`;

export const jsonFiles = (): Made[] =>
  all('json', 'json', [
    ['100-level-objects', () => nested('{"a":', '}', 100)],
    ['100-level-lists', () => nested('[', ']', 100)],
    ['100-level-in-lines', () => `{"a":1}\n${nested('{"a":', '}', 100)}\n{"a":2}\n`],
    ['million-level', () => '['.repeat(1_000_000)],
    ['million-level-objects', () => '{"a":'.repeat(1_000_000)],
    ['not-numbers', () => '[{"a":NaN},{"a":Infinity},{"a":-Infinity},{"a":"NaN"}]'],
    ['lone-surrogates', () => '[{"t":"\\ud800"},{"\\udc00":1},{"t":"\\ud83c\\udf60"}]'],
    ['nested-lists', () => '[[1,[2,[3]]],[],[[]],{}]'],
    ['duplicate-keys', () => '[{"a":1,"a":2}]'],
    ['trailing-commas', () => '[{"a":1,},{"a":2},]'],
    ['comments', () => '// list\n[{"a":1} /* x */]'],
    ['single-quotes', () => "{'a': 1}\n{'a': 2}\n"],
    ['400-digits', () => `[{"id":${'9'.repeat(400)}},{"n":1e400},{"n":-0},{"n":0.${'1'.repeat(400)}}]`],
    ['one-after-another', () => '{"a":1}{"a":2}\n\n{"a":3} {"a":'],
    ['scalars', () => '[1,"x",null,true,1.5]'],
    ['missing-commas', () => '[{"a":1} {"a":2}\n{"a":3}]'],
    ['closed-twice', () => '[{"a":1}]]}\n{"a":2}'],
    ['prototype-keys', () => '[{"__proto__":{"admin":true},"constructor":1}]'],
    ['marked', () => '\uFEFF[{"a":1}]'],
    ['nul-in-text', () => '[{"a":"x\\u0000y"},{"a":"x\u0000y"}]'],
    ['line-break-in-text', () => '{"a":"x\ny"}\n{"a":1}\n{"a":2}\n'],
    ['bad-escapes', () => '[{"a":"\\x41"},{"a":"\\u12"},{"a":1}]'],
    ['empty-list', () => '[]'],
    ['only-open', () => '['],
    ['many-small', () => `[${'{},'.repeat(200_000)}{}]`],
  ]);
