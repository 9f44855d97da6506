/** The command line through the executable, one process a command. */

import { spawn } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImportReport, Run } from '#domain/facts/imports/schema.ts';
import { fixture } from '#domain/facts/imports/temp-library.ts';
import type { AccountPage, Figure, Join, SearchResult } from '#domain/facts/library/schema.ts';
import { serve } from '#server/serve.ts';
import type { Status } from '#server/status.ts';
import { removeFolder, tempFolder, testConfig } from '#store/temp-home.ts';
import { runProgram } from './run-program.ts';

let home: string;
let work: string;
const run = (...args: string[]) => runProgram([...args, '--home', home]);
interface Printed<T> {
  code: number | null;
  value: T;
}
const runJson = async <T>(...args: string[]): Promise<Printed<T>> => {
  const { code, out } = await run(...args, '--json');
  return { code, value: JSON.parse(out) as T };
};
interface Failure {
  error: { code: string; message: string; fix: string | null };
}

const GOOD = fixture('exports/pugongying-list/bloggers.csv');
const WITH_REJECTED = fixture('exports/cooperation-sheet/campaigns.csv');
let first: { code: number | null; value: ImportReport };
beforeAll(async () => {
  home = await tempFolder();
  work = await tempFolder();
  first = await runJson('import', GOOD, WITH_REJECTED, '--as-of', '2024-06-30', '--brand', '禾味');
});
afterAll(() => Promise.all([removeFolder(home), removeFolder(work)]));

/** Commands of a block talk to one server: each process then opens no engine of its own. */
function besideServer(): void {
  let server: Awaited<ReturnType<typeof serve>>;
  beforeAll(async () => {
    server = await serve(testConfig(home), { announce: true });
  });
  afterAll(() => server.close());
}

describe('import', () => {
  besideServer();

  it('prints for each file vendor, platform, rows and reasons, and ends with 1 for rejected rows', () => {
    expect(first.code).toBe(1);
    const [good, rejected] = first.value.files;
    expect(good).toMatchObject({
      file: 'bloggers.csv',
      state: 'imported',
      vendor: 'pugongying',
      platform: 'xiaohongshu',
      rowsRead: 2,
      rowsKept: 2,
      rowsNew: 2,
      rowsRejected: 0,
      asOf: '2024-06-30T00:00:00.000Z',
    });
    expect(rejected).toMatchObject({ file: 'campaigns.csv', rowsRead: 3, rowsKept: 2, rowsRejected: 1 });
    const [reason] = rejected?.reasons.filter((r) => r.scope === 'row') ?? [];
    expect(reason).toMatchObject({ column: '开始日期', count: 1, example: { row: 3, value: '03/04/2024' } });
    expect(first.value.totals).toEqual({ rowsRead: 5, rowsKept: 4, rowsNew: 4, rowsRejected: 1 });
  });

  it('of the same file prints 0 new rows and ends with 0', async () => {
    const again = await runJson<ImportReport>('import', GOOD, '--as-of', '2024-06-30');
    expect(again.code).toBe(0);
    expect(again.value.files[0]).toMatchObject({ state: 'already-imported', rowsRead: 2, rowsNew: 0 });
    expect(again.value.totals.rowsNew).toBe(0);
  });

  it('for people prints the account of the file', async () => {
    const { code, out } = await run('import', WITH_REJECTED, '--as-of', '2024-06-30');
    expect(code).toBe(1);
    expect(out).toContain('3 rows read = 2 kept (0 new, 2 repeated) + 1 rejected');
    expect(out).toContain('03/04/2024');
  });

  it('of a file that is not recognised ends with 3', async () => {
    const path = join(work, 'strange.csv');
    await writeFile(path, 'a,b\n1,2\n');
    const { code, value } = await runJson<ImportReport>('import', path);
    expect(code).toBe(3);
    expect(value.files[0]).toMatchObject({ state: 'refused', error: { code: 'not-recognised' } });
  });

  it('previews without storing', async () => {
    const { code, out } = await run('import', fixture('exports/xingtu-page/market.csv'), '--preview');
    expect(code).toBe(0);
    expect(out).toContain('1,327w');
  });
});

const complete = (f: Figure | null) => {
  expect(f).toMatchObject({
    unit: expect.any(String) as string,
    asOf: expect.stringMatching(/^20/) as string,
  });
  expect(f?.from).toMatchObject({
    vendor: expect.any(String) as string,
    sourceId: expect.any(Number) as number,
  });
  expect(f).toHaveProperty('windowDays');
  expect(f).toHaveProperty('denominator');
};

describe('reading the library', () => {
  besideServer();

  it('search prints figures with source, window, unit and as-of', async () => {
    const { code, value } = await runJson<SearchResult>(
      'library',
      'search',
      '青禾',
      '--platform',
      'xiaohongshu',
    );
    expect(code).toBe(0);
    expect(value.total).toBe(1);
    complete(value.items[0]?.followers ?? null);
    complete(value.items[0]?.price ?? null);
    expect(value.items[0]?.followers).toMatchObject({ value: 132_000, low: 131_500, high: 132_500 });
  });

  it('account prints every figure so, and its evidence opens', async () => {
    const id = 'xiaohongshu:5f3c0a1b0000000001002a3b';
    const { code, value } = await runJson<AccountPage>('account', id);
    expect(code).toBe(0);
    expect(value.figures.length).toBeGreaterThan(8);
    value.figures.forEach(complete);
    const { from } = value.figures[0] as Figure;
    const shown = await run('account', id, '--evidence', `${from.sourceId}:${from.row}`);
    expect(shown.out).toContain('bloggers.csv');
    expect(shown.out).toContain('青禾的小厨房');
  });

  it('export writes a file', async () => {
    const file = join(work, 'out.csv');
    expect((await run('library', 'export', file)).code).toBe(0);
    expect(await readFile(file, 'utf8')).toContain('青禾的小厨房');
    const wrong = await runJson<Failure>('library', 'export', join(work, 'out.doc'));
    expect([wrong.code, wrong.value.error.code]).toEqual([3, 'bad-format']);
  });

  it('a saved filter file narrows the search', async () => {
    const file = join(work, 'library.filter.json');
    await writeFile(
      file,
      JSON.stringify({ touchstoneFilter: 1, name: 'x', filter: { platform: ['douyin'] } }),
    );
    const { value } = await runJson<SearchResult>('library', 'search', '--filter', file);
    expect(value.items.map((a) => a.platform)).toEqual(value.items.map(() => 'douyin'));
    expect(value.total).toBeGreaterThan(0);
    await writeFile(file, 'not json');
    const broken = await runJson<Failure>('library', 'search', '--filter', file);
    expect([broken.code, broken.value.error.code]).toEqual([3, 'bad-filter']);
  });

  it('lists are made and filled', async () => {
    const made = await runJson<{ size: number }>(
      'library',
      'list-add',
      '候选',
      'xiaohongshu:5f3c0a1b0000000001002a3b',
    );
    expect(made.value.size).toBe(1);
    const { value } = await runJson<SearchResult>('library', 'search', '--list', '候选');
    expect(value.total).toBe(1);
  });
});

describe('errors', () => {
  besideServer();

  it.each([
    ['no file named', ['import'], 2, 'no-files'],
    ['a date that is none', ['import', GOOD, '--as-of', 'soon'], 2, 'bad-date'],
    ['a mapping file that is not there', ['import', GOOD, '--mapping', '/nowhere.yaml'], 2, 'no-file'],
    ['a platform that is none', ['library', 'search', '--platform', 'myspace'], 2, 'bad-request'],
    ['an import that is not there', ['db', 'undo', 'none'], 2, 'no-run'],
  ] as [string, string[], number, string][])(
    '%s: one JSON value, with what to do',
    async (_name, args, code, word) => {
      const found = await runJson<Failure>(...args);
      expect(found).toMatchObject({ code, value: { error: { code: word } } });
      expect(found.value.error.message).not.toBe('');
    },
  );

  it.each([
    ['an option nobody knows', ['import', GOOD, '--nope']],
    ['an argument that is missing', ['account']],
    ['a choice that is none', ['library', 'search', '--sort', 'mood']],
    ['a shell nobody knows', ['completion', 'powershell']],
  ] as [string, string[]][])('%s ends with 2', async (_name, args) => {
    const { code, err } = await run(...args);
    expect(code).toBe(2);
    expect(err).not.toBe('');
  });
});

describe('the stores', () => {
  it('status, backup and undo', async () => {
    const { value: status } = await runJson<Status>('db', 'status');
    expect(status.counts).toMatchObject({ accounts: 3, imports: 2 });
    expect(status.stores.map((s) => s.migrations[0])).toEqual(['0001-facts.sql', '0001-state.sql']);

    const proof = 'a'.repeat(64);
    await mkdir(join(home, 'documents'), { recursive: true });
    await writeFile(join(home, 'documents', proof), 'a contract');
    const { value: backup } = await runJson<{ files: string[]; documents: number }>('db', 'backup');
    expect(backup).toMatchObject({ files: { length: 2 }, documents: 1 });
    expect((await readdir(join(home, 'backups'))).toSorted()).toEqual(
      [...backup.files.map((f) => basename(f)), 'documents'].toSorted(),
    );
    expect(await readFile(join(home, 'backups/documents', proof), 'utf8')).toBe('a contract');

    const { value: imports } = await runJson<{ items: Run[] }>('db', 'imports');
    const [newest] = imports.items;
    expect(imports.items).toHaveLength(2);
    expect(newest).toMatchObject({ file: 'campaigns.csv', brand: '禾味' });
    const undone = await runJson<{ facts: number }>('db', 'undo', newest?.runId ?? '');
    expect(undone.code).toBe(0);
    expect(undone.value.facts).toBeGreaterThan(0);
  });

  it('doctor looks at everything, and config says where settings come from', async () => {
    const doctor = await runJson<{ ok: boolean; checks: { check: string; ok: boolean }[] }>('doctor');
    const checks = new Map(doctor.value.checks.map((c) => [c.check, c.ok]));
    for (const check of ['node', 'home', 'disk', 'stores', 'jobs', 'server'])
      expect(checks.get(check), check).toBe(true);
    expect(doctor.code).toBe(doctor.value.ok ? 0 : 1);
    const env = { TOUCHSTONE_PORT: '4999', TOUCHSTONE_TOKEN: 'hush' };
    const { out } = await runProgram(['config', '--json'], env);
    expect(out).not.toContain('hush');
    const { settings } = JSON.parse(out) as { settings: { name: string; value: string; from: string }[] };
    expect(settings.find((s) => s.name === 'TOUCHSTONE_PORT')).toMatchObject({
      value: '4999',
      from: 'environment',
    });
    const bad = await runProgram(['config', '--json'], { TOUCHSTONE_PORT: 'port' });
    expect(bad.code).toBe(2);
    expect((JSON.parse(bad.out) as Failure).error.code).toBe('bad-setting');
  });
});

describe('help', () => {
  it('names every command, and each is loaded from the file of its name when it is asked for alone', async () => {
    const { out } = await runProgram(['--help']);
    const names = [...out.matchAll(/^ {2}([a-z][a-z-]*)[ |]/gm)].flatMap((m) => m[1] ?? []);
    const table = await readFile(new URL('main.ts', import.meta.url), 'utf8');
    const loaded = [
      ...table.matchAll(/^ {2}'?([a-z-]+)'?: async \(\) => \(await import\('\.\/commands\/([a-z-]+)\.ts'/gm),
    ];
    expect(loaded.length).toBeGreaterThan(40);
    for (const [, name, file] of loaded) expect(file).toBe(name);
    expect(names.filter((n) => n !== 'help').toSorted()).toEqual(
      loaded.flatMap((m) => m[1] ?? []).toSorted(),
    );
  });
});

describe('completion', () => {
  it.each(['zsh', 'fish'])('for %s names the commands', async (shell) => {
    const { code, out } = await runProgram(['completion', shell]);
    expect(code).toBe(0);
    for (const word of ['import', 'library', 'search', 'as-of', 'doctor']) expect(out).toContain(word);
  });

  it('for bash is sound, and completes commands, subcommands and options', async () => {
    const { out } = await runProgram(['completion', 'bash']);
    const inBash = async (flags: string[], script: string) => {
      const child = spawn('bash', [...flags, '-c', script], { cwd: work });
      let text = '';
      let errors = '';
      child.stdout.on('data', (piece: Buffer) => (text += String(piece)));
      child.stderr.on('data', (piece: Buffer) => (errors += String(piece)));
      const code = await new Promise((resolve) => child.on('close', resolve));
      expect([code, errors]).toEqual([0, '']);
      return text.split('\n').filter((w) => w !== '');
    };
    await inBash(['-n'], out);
    const completed = (...words: string[]) =>
      inBash(
        [],
        `${out}\nCOMP_WORDS=(${words.map((w) => `'${w}'`).join(' ')})\nCOMP_CWORD=${words.length - 1}\n_touchstone\nprintf '%s\\n' "\${COMPREPLY[@]}"`,
      );
    expect(await completed('touchstone', 'lib')).toContain('library');
    expect(await completed('touchstone', 'library', 'se')).toContain('search');
    expect(await completed('touchstone', 'import', 'x.csv', '--as')).toContain('--as-of');
  });
});

describe('while a server runs', () => {
  it('commands talk to it, and what would need the stores says so', async () => {
    const server = await serve(testConfig(home), { announce: true });
    const before = server.store.facts.revision();
    try {
      expect((await run('library', 'search', '青禾', '--json')).code).toBe(0);
      const imported = await runJson<ImportReport>('import', fixture('exports/qiangua/bloggers.csv'));
      expect(imported.value.files[0]).toMatchObject({ state: 'imported' });
      // The import went through this process's store.
      expect(server.store.facts.revision()).toBeGreaterThan(before);
      const doctor = await runJson<{ checks: { check: string; detail: string }[] }>('doctor');
      expect(doctor.value.checks.find((c) => c.check === 'server')?.detail).toContain(server.address);
      const backup = await runJson<Failure>('db', 'backup');
      expect([backup.code, backup.value.error.code]).toEqual([3, 'server-runs']);
    } finally {
      await server.close();
    }
    expect(await readdir(home)).not.toContain('server.json');
  });

  it('two ids of one account are listed with their evidence, joined and taken apart again', async () => {
    const server = await serve(testConfig(home), { announce: true });
    const sec = 'MS4wLjABAAAAinventedForTheCommandLine';
    const byLink = `douyin:${sec}`;
    const user = { sec_uid: sec, uid: '70099', unique_id: 'mumu', nickname: '木木', follower_count: 31000 };
    try {
      const sheet = join(work, 'by-link.csv');
      await writeFile(
        sheet,
        `平台,达人昵称,主页链接,粉丝数\n抖音,木木,https://www.douyin.com/user/${sec},3万\n`,
      );
      const answer = join(work, 'profile.json');
      await writeFile(
        answer,
        JSON.stringify({ status_code: 0, user: { ...user, aweme_count: 8, total_favorited: 9 } }),
      );
      expect((await run('import', sheet, answer)).code).toBe(0);
      const found = await run('account', 'duplicates');
      expect(found.code).toBe(1);
      expect(found.out).toContain('shared id');
      const joined = await runJson<Join>('account', 'join', 'douyin:70099', byLink);
      expect([joined.code, joined.value.canonicalId]).toEqual([0, 'douyin:70099']);
      expect((await run('account', byLink)).out).toContain(`joined: ${byLink}`);
      const undone = await runJson<Join>('account', 'unjoin', byLink, '--because', '看错了');
      expect([undone.code, undone.value.undoneReason]).toEqual([0, '看错了']);
    } finally {
      await server.close();
    }
  });

  it('an import whose job is cancelled ends with 3, and says so', async () => {
    const server = await serve(testConfig(home), { announce: true });
    const link = (i: number) => `https://www.xiaohongshu.com/user/profile/${i}`;
    const rows = Array.from({ length: 40_000 }, (_, i) => `小红书,人${i},${link(i)},${i}`);
    const path = join(work, 'long.csv');
    await writeFile(path, `平台,达人昵称,主页链接,粉丝数\n${rows.join('\n')}\n`);
    const call = async (method: string, to: string) => {
      const headers = { 'x-touchstone-key': server.key };
      const answer = await fetch(`${server.address}/api/v1/jobs${to}`, { method, headers });
      return (await answer.json()) as { items: { jobId: string; kind: string; state: string }[] };
    };
    try {
      const importing = runJson<Failure>('import', path);
      let jobId: string | undefined;
      while (!jobId) {
        const { items } = await call('GET', '');
        jobId = items.find((j) => j.kind === 'import' && ['waiting', 'running'].includes(j.state))?.jobId;
      }
      await call('POST', `/${jobId}/cancel`);
      const { code, value } = await importing;
      expect([code, value.error.code]).toEqual([3, 'import-cancelled']);
    } finally {
      await server.close();
    }
  });

  it('a note of a server that died is passed over', async () => {
    await writeFile(
      join(home, 'server.json'),
      JSON.stringify({ pid: 999_999, address: 'http://127.0.0.1:9', key: 'x', startedAt: '' }),
    );
    expect((await run('library', 'search', '青禾', '--json')).code).toBe(0);
  });
});
