import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAll, scratch } from './files-for-tests.ts';

let files: Awaited<ReturnType<typeof scratch>>;
beforeAll(async () => void (files = await scratch()));
afterAll(() => files.remove());

const CSV = '昵称,粉丝数\n小红薯,12.3万\n阿宝,1千+\n';
const ROWS = [
  ['小红薯', '12.3万'],
  ['阿宝', '1千+'],
];
const le = (text: string) => Buffer.from(text, 'utf16le');
/** 昵称,粉丝数 / 小红薯,12.3万 / 阿宝,1千+ in GB 18030, as `iconv -t GB18030` writes it. */
const GB = Buffer.from('eac7b3c62cb7dbcbbfcafd0ad0a1baeccaed2c31322e33cdf20ab0a2b1a62c31c7a72b0a', 'hex');

test.each([
  ['utf-8', Buffer.from(CSV)],
  ['utf-8-bom', Buffer.from(`\uFEFF${CSV}`)],
  ['utf-16le', le(`\uFEFF${CSV}`)],
  ['utf-16be', le(`\uFEFF${CSV}`).swap16()],
  ['utf-16le', le(CSV)],
  ['utf-16be', le(CSV).swap16()],
  ['gb18030', GB],
])('reads %s, plain and gzipped', async (encoding, bytes) => {
  for (const content of [bytes, gzipSync(bytes)]) {
    const { file, cells } = await readAll(await files.write(content));
    expect(file.encoding).toBe(encoding);
    expect(cells).toEqual(ROWS);
    expect(file.tables[0]?.headers).toEqual(['昵称', '粉丝数']);
  }
});

test('a character cut by every possible chunk boundary is whole again', async () => {
  // Each line is 7 bytes in GB 18030 and 8 in UTF-8: 256 KiB chunks fall at all offsets in it.
  const lines = 200_000;
  const gb = Buffer.concat([
    GB.subarray(0, 4),
    Buffer.from('\n'),
    Buffer.from('d0a1baeccaed0a'.repeat(lines), 'hex'),
  ]);
  const utf8 = Buffer.from(`昵称\n${'小红a\n'.repeat(lines)}`);
  for (const [bytes, value] of [
    [gb, '小红薯'],
    [utf8, '小红a'],
  ] as const) {
    const { cells } = await readAll(await files.write(bytes));
    expect(cells.length).toBe(lines);
    expect(new Set(cells.flat() as string[])).toEqual(new Set([value]));
  }
});

test('the encoding is judged where the first non-ASCII bytes are, however late', async () => {
  const head = `id,text\n${'1,plain\n'.repeat(60_000)}`;
  const { file, cells } = await readAll(
    await files.write(Buffer.concat([Buffer.from(head), Buffer.from('322cd0a1baeccaed0a', 'hex')])),
  );
  expect(file.encoding).toBe('gb18030');
  expect(cells.at(-1)).toEqual(['2', '小红薯']);
});

test('bytes that are not UTF-8 make their row a problem naming the byte', async () => {
  const head = Buffer.from('昵称,粉丝数\n小红薯,1\n');
  const { cells, problems } = await readAll(
    await files.write(
      Buffer.concat([head, Buffer.from([0x61, 0xff, 0x2c, 0x32, 0x0a]), Buffer.from('阿宝,3\n')]),
    ),
  );
  expect(cells[0]).toEqual(['小红薯', '1']);
  expect(problems).toMatchObject([
    {
      row: 3,
      column: '昵称',
      reason: `The cell holds bytes that are not utf-8 (at byte ${head.length + 1} of the content)`,
    },
  ]);
  expect(cells[2]).toEqual(['阿宝', '3']);
});

test('a file that changes its encoding is refused with the place', async () => {
  const utf8 = `昵称,粉丝数\n${'小红薯,1\n'.repeat(40_000)}`;
  const path = await files.write(
    Buffer.concat([Buffer.from(utf8), Buffer.from('d0a1baeccaed2c310a'.repeat(500), 'hex')]),
  );
  await expect(readAll(path)).rejects.toMatchObject({
    kind: 'refused',
    code: 'mixed-encoding',
    message: expect.stringContaining('at byte'),
  });
});

test('Latin-1 and Big5 are refused, not shown as other characters', async () => {
  await expect(
    readAll(await files.write(Buffer.from('nom,ville\nRené,Orléans\nZoé,Nîmes\n', 'latin1'))),
  ).rejects.toMatchObject({ code: 'unknown-encoding' });
  await expect(
    readAll(
      await files.write(
        Buffer.from('bccabad92cafbbb5b7bcc60aa470acf5aed12c31320aa7daadcca662a578a55f2c330a', 'hex'),
      ),
    ),
  ).rejects.toMatchObject({ code: 'unknown-encoding' });
});

test('a U+FFFD that is in the file stays', async () => {
  const { cells } = await readAll(await files.write('a,b\n\uFFFD,2\n'));
  expect(cells).toEqual([['\uFFFD', '2']]);
});
