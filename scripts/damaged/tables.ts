/** Tables whose shape or cells are wrong or hostile. */
import type { Rng } from '#basis/rng.ts';
import { all, type Made } from './texts.ts';

const many = (count: number, cell: (n: number) => string | number) =>
  Array.from({ length: count }, (_, n) => cell(n)).join(',');

const shapes = () =>
  all('shape', 'csv', [
    ['empty', () => ''],
    ['only-mark', () => '\uFEFF'],
    ['only-blanks', () => ' \n\t\n\n'],
    ['only-header', () => '昵称,粉丝数\n'],
    ['only-delimiters', () => `${','.repeat(50)}\n`.repeat(20)],
    ['1000-columns', () => `${many(1000, (n) => `列${n}`)}\n${many(1000, (n) => n)}\n`],
    ['20000-columns', () => `${many(20_000, (n) => `c${n}`)}\n${many(20_000, (n) => n)}\n`],
    ['ragged', () => 'a,b,c\n1\n1,2\n1,2,3\n1,2,3,4\n,,,,,,,\n'],
    ['duplicate-headers', () => `${many(500, () => '粉丝数')}\n${many(500, (n) => n)}\n`],
    ['empty-headers', () => `a,,,\n1,2,3,4\n`],
    ['object-keys-as-headers', () => '__proto__,constructor,toString,hasOwnProperty\n1,2,3,4\n'],
    ['delimiter-changes', () => 'a,b\n1,2\n3;4\n5\t6\n7,8\n'],
    ['merged-headers', () => '导出,,,\n昵称,粉丝画像,,报价\n,性别,年龄,\n甲,女,18-24,100\n'],
    ['titles-only', () => '达人数据\n\n导出时间 2025\n'],
    ['no-header', () => '1,2,3\n4,5,6\n'],
  ]);

const cells = (random: Rng) =>
  all('cells', 'csv', [
    ['formulas', () => 'a,b\n=1+1,+2\n-2+3,@SUM(A1)\n"=HYPERLINK(""http://x"")",\t=1\n'],
    ['commands', () => "a,b\n=cmd|' /C calc'!A0,1\n+cmd|x,2\n"],
    ['script', () => 'a,b\n<script>alert(1)</script>,"\'); DROP TABLE account; --"\n'],
    ['nul-bytes', () => `a,b\n${'1,2\n'.repeat(200)}x\0y,3\n`],
    ['control-characters', () => `a,b\n${'1,2\n'.repeat(200)}\u0001\u001b[31m,3\n`],
    ['400-digits', () => `id,n\n${'9'.repeat(400)},-${'1'.repeat(400)}\n0.${'0'.repeat(400)}1,1e400\n`],
    ['not-dates', () => '日期,n\n2025-02-30,1\n0000-00-00,2\n03/04/2025,3\n99999-01-01,4\n今天,5\n'],
    ['negative-counts', () => '昵称,粉丝数\n甲,-5\n乙,-0\n丙,--\n丁,1.5\n'],
    ['no-numbers', () => 'a,b\nNaN,Infinity\n-inf,#N/A\nnull,undefined\nTRUE,-\n'],
    ['long-line', () => `a,b\n${many(200_000, (n) => n)}\n1,2\n`],
    ['long-cell', () => `a,b\n1,${'长'.repeat(3_000_000)}\n2,y\n`],
    ['long-quoted-cell', () => `a,b\n1,"${'x""'.repeat(2_000_000)}"\n2,y\n`],
    ['long-header', () => `${'h'.repeat(2_000_000)},b\n1,2\n`],
    ['text-directions', () => 'a,b\n\u202Eabc,\u200B\u2066x\n\uFEFF,\u00AD\n'],
    ['joined-emoji', () => `a,b\n${'👨‍👩‍👧‍👦'.repeat(5000)},${'e\u0301'.repeat(5000)}\n`],
    ['noncharacters', () => 'a,b\n\uFDD0,\uFFFE\n\uFFFF,\uFFFD\n'],
    [
      'random-separators',
      () =>
        Array.from({ length: 20_000 }, () =>
          random.pick([',', '"', '\n', '\r', ';', '\t', '|', 'x', '中']),
        ).join(''),
    ],
  ]);

export const tables = (random: Rng): Made[] => [...shapes(), ...cells(random.fork('cells'))];
