import { describe, expect, it } from 'vitest';
import { readBytesAs, refusalOf } from './read-whole.ts';

const TEXT = '昵称,粉丝数\n小满,12\n云朵😀,34\n';
const utf16 = (text: string, order: 'le' | 'be') => {
  const bytes = Buffer.from(text, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
};
// 昵称,粉丝数 / 小满,12 / 㐀 (a character of four bytes),34
const GB = Buffer.concat([
  Buffer.from([0xea, 0xc7, 0xb3, 0xc6, 0x2c, 0xb7, 0xdb, 0xcb, 0xbf, 0xca, 0xfd, 0x0a]),
  Buffer.from([0xd0, 0xa1, 0xc2, 0xfa, 0x2c, 0x31, 0x32, 0x0a]),
  Buffer.from([0x81, 0x39, 0xee, 0x39, 0x2c, 0x33, 0x34, 0x0a]),
]);

describe('encodings', () => {
  const wide: [string, Buffer, string][] = [
    ['UTF-8', Buffer.from(TEXT), 'utf-8'],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${TEXT}`), 'utf-8-bom'],
    ['UTF-16 LE with a mark', utf16(`\uFEFF${TEXT}`, 'le'), 'utf-16le'],
    ['UTF-16 BE with a mark', utf16(`\uFEFF${TEXT}`, 'be'), 'utf-16be'],
    ['UTF-16 LE', utf16(TEXT, 'le'), 'utf-16le'],
    ['UTF-16 BE', utf16(TEXT, 'be'), 'utf-16be'],
  ];
  it.each(wide)('reads %s', async (_, bytes, encoding) => {
    const { file, cells } = await readBytesAs(bytes);
    expect(file.encoding).toBe(encoding);
    expect(cells).toEqual([
      { 昵称: '小满', 粉丝数: '12' },
      { 昵称: '云朵😀', 粉丝数: '34' },
    ]);
  });

  it('reads GB18030, also its characters of four bytes', async () => {
    const { file, cells } = await readBytesAs(GB);
    expect(file.encoding).toBe('gb18030');
    expect(cells.map((c) => c['昵称'])).toEqual(['小满', '㐀']);
  });

  it('reads JSON in UTF-16', async () => {
    const { file, values } = await readBytesAs(utf16('\uFEFF[{"a":"小满"}]', 'le'));
    expect([file.format, file.encoding]).toEqual(['json', 'utf-16le']);
    expect(values).toEqual([{ a: '小满' }]);
  });

  it('keeps characters that span two pieces of a long file', async () => {
    const rows = Array.from({ length: 30_000 }, (_, i) => `${'满'.repeat(i % 7)}x,${i}\n`).join('');
    const { cells } = await readBytesAs(`昵称,粉丝数\n${rows}`);
    expect(cells).toHaveLength(30_000);
    expect(cells.filter((c) => /\uFFFD/.test(c['昵称'] ?? ''))).toEqual([]);
    expect(cells[29_999]).toEqual({ 昵称: `${'满'.repeat(29_999 % 7)}x`, 粉丝数: '29999' });
  });
});

describe('wrong bytes', () => {
  it('are refused with their offset, however late', async () => {
    const rows = Buffer.from(`昵称,粉丝数\n${'小满,12\n'.repeat(60_000)}`);
    const error = await refusalOf(Buffer.concat([rows, Buffer.from([0xe5, 0xb0, 0x2c, 0x31, 0x0a])]));
    expect(error.code).toBe('bad-encoding');
    expect(error.message).toContain(`at byte ${rows.length + 2}`);
  });

  it('in mostly UTF-8 text are never taken for GB18030', async () => {
    const bytes = Buffer.from(`昵称,粉丝数\n${'小满的厨房,12\n'.repeat(50)}`);
    bytes[100] = 0xff;
    const error = await refusalOf(bytes);
    expect(error.message).toMatch(/UTF-8 throughout.*at byte (99|100)/);
  });

  it('in GB18030 are told as such', async () => {
    const error = await refusalOf(Buffer.concat([GB, GB, Buffer.from([0xff, 0xff, 0x0a])]));
    expect(error.message).toContain(
      `GB18030 throughout: there is no such character at byte ${GB.length * 2}`,
    );
  });

  it('at the end of the file are told', async () => {
    const bytes = Buffer.from(TEXT);
    expect((await refusalOf(bytes.subarray(0, bytes.indexOf('😀') + 2))).message).toContain(
      'ends inside a character',
    );
    expect((await refusalOf(utf16(`\uFEFF${TEXT}`, 'le').subarray(0, -1))).code).toBe('bad-encoding');
  });

  it('such as half a surrogate pair in UTF-16 are refused', async () => {
    expect((await refusalOf(utf16(`\uFEFF${TEXT}a\uD83D,1\n`, 'le'))).code).toBe('bad-encoding');
  });

  it('such as Latin-1 are refused, not guessed', async () => {
    expect((await refusalOf(Buffer.from('name,n\ncafé,1\n', 'latin1'))).code).toBe('bad-encoding');
  });
});

describe('zero bytes', () => {
  it('at the beginning are no text', async () => {
    expect((await refusalOf(Buffer.from('a,b\n\0\0,1\n'))).code).toBe('binary-file');
  });

  it('further on make their row a problem', async () => {
    const { cells, problems } = await readBytesAs(
      `昵称,粉丝数\n${'小满,12\n'.repeat(900)}\0\0\0,1\n云朵,3\n`,
    );
    expect(cells).toHaveLength(901);
    expect(problems.map((p) => [p.row, p.column])).toEqual([[902, '昵称']]);
    expect(problems[0]?.reason).toContain('zero bytes');
  });
});
