/** The server as a client meets it: a real port, real requests. */
import { readFile, stat } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VERSION } from '#config/version.ts';
import type { FileReport, ImportReport, Job, Preview } from '#domain/facts/imports/schema.ts';
import { fixture } from '#domain/facts/imports/temp-library.ts';
import type { AccountPage, Evidence, SearchResult } from '#domain/facts/library/schema.ts';
import { openStore } from '#store/open-store.ts';
import { removeFolder, tempFolder, testConfig } from '#store/temp-home.ts';
import { notePath, readNote } from './note.ts';
import { problemDetailsSchema } from './problems.ts';
import { type RunningServer, serve } from './serve.ts';

let home: string;
let server: RunningServer;
beforeAll(async () => {
  home = await tempFolder();
  server = await serve(testConfig(home), { announce: true });
});
afterAll(async () => {
  await server.close();
  await removeFolder(home);
});

const api = (path: string, init: RequestInit = {}) => fetch(`${server.address}/api/v1${path}`, init);
const withKey = () => ({ 'x-touchstone-key': server.key });
const json = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});
const read = async <T>(response: Promise<Response>): Promise<T> => (await response).json() as Promise<T>;

async function jobDone(jobId: string): Promise<Job> {
  for (;;) {
    const job = await read<Job>(api(`/jobs/${jobId}`));
    if (job.state !== 'waiting' && job.state !== 'running') return job;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function problem(response: Promise<Response>) {
  const answer = await response;
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  const details = problemDetailsSchema.strict().parse(await answer.json());
  expect(details.status).toBe(answer.status);
  expect(details.type).toBe(`urn:touchstone:${details.code}`);
  expect(details.title).not.toBe('Error');
  return details;
}

describe('problem details', () => {
  it.each([
    ['/accounts?limit=0', 400, 'bad-request'],
    ['/accounts?platform=myspace', 400, 'bad-request'],
    ['/accounts?cursor=!!', 400, 'bad-cursor'],
    ['/accounts/weibo:nobody', 404, 'no-account'],
    ['/accounts?list=none', 404, 'no-list'],
    ['/evidence/99/1', 404, 'no-source'],
    ['/jobs/none', 404, 'no-job'],
    ['/imports/none', 404, 'no-run'],
    ['/imports/none/problems?cursor=x', 400, 'bad-cursor'],
    ['/nothing/here', 404, 'no-route'],
  ])('of %s are %i %s', async (path, status, code) => {
    expect(await problem(api(path))).toMatchObject({ status, code });
  });

  it.each([
    [
      'a body that is no JSON',
      '/lists',
      { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' },
      400,
    ],
    ['a wrong body', '/lists', json({ name: '' }), 400],
    [
      'a media type nobody reads',
      '/lists',
      { method: 'POST', headers: { 'content-type': 'text/csv' }, body: 'a' },
      415,
    ],
    ['an upload that is no stream', '/uploads?name=x.csv', json({ a: 1 }), 400],
    ['a cancel of no job', '/jobs/none/cancel', { method: 'POST' }, 404],
    ['an import of no upload', '/imports', json({ files: [{ uploadId: 'none' }] }), 404],
    ['an import of nothing', '/imports', json({ files: [{}] }), 422],
    [
      'weak evidence',
      '/people/links',
      json({ accountIds: ['a', 'b'], evidence: [{ kind: 'nickname', text: 'x' }] }),
      400,
    ],
    [
      'a correction of no account',
      '/accounts/none/corrections',
      json({ field: 'a', humanValue: 'b', reason: 'c' }),
      404,
    ],
    ['an undo of no import', '/imports/none', { method: 'DELETE' }, 404],
  ] as [string, string, RequestInit, number][])('of %s', async (_name, path, init, status) => {
    expect((await problem(api(path, init))).status).toBe(status);
  });
});

describe('who may call', () => {
  const raw = (headers: Record<string, string>, method = 'GET', path = '/api/v1/accounts') =>
    new Promise<{ status: number; body: string }>((resolve, reject) => {
      const { hostname, port } = new URL(server.address);
      const call = httpRequest({ hostname, port, path, method, headers }, (answer) => {
        let body = '';
        answer.on('data', (piece: Buffer) => (body += String(piece)));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body }));
      });
      call.on('error', reject).end();
    });

  it('a page elsewhere cannot reach a loopback server by a name of its own', async () => {
    const answer = await raw({ host: 'evil.example:80' });
    expect(answer.status).toBe(403);
    expect(answer.body).toContain('wrong-host');
    expect((await raw({ host: 'localhost:1' })).status).toBe(200);
  });

  it('a write from another site is refused, a read of one’s own is not', async () => {
    const cross = await raw({ 'sec-fetch-site': 'cross-site' }, 'DELETE', '/api/v1/imports/none');
    expect(cross.status).toBe(403);
    expect(cross.body).toContain('cross-site');
    expect((await raw({ 'sec-fetch-site': 'same-origin' }, 'DELETE', '/api/v1/imports/none')).status).toBe(
      404,
    );
  });

  it('a path is read only for a caller with the key', async () => {
    const files = [{ path: fixture('exports/qiangua/bloggers.csv') }];
    for (const path of ['/imports', '/imports/preview']) {
      expect(await problem(api(path, json({ files })))).toMatchObject({
        status: 422,
        code: 'path-not-allowed',
      });
      expect((await problem(api(path, json({ files }, { 'x-touchstone-key': 'guess' })))).status).toBe(422);
    }
    expect((await api('/imports/preview', json({ files }, withKey()))).status).toBe(200);
  });

  it('only the owner can read the note with the key', async () => {
    expect((await stat(notePath(home))).mode & 0o077).toBe(0);
    expect(readNote(home)).toMatchObject({ address: server.address, key: server.key, pid: process.pid });
  });

  it('answers carry the headers that keep pages apart', async () => {
    const { headers } = await api('/status');
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('a file from the browser', () => {
  const upload = async (path: string) =>
    read<{ uploadId: string; fileName: string; byteCount: number }>(
      api(`/uploads?name=${encodeURIComponent(`../../etc/${path.split('/').at(-1)}`)}`, {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream' },
        body: new Uint8Array(await readFile(path)),
      }),
    );

  it('is uploaded, looked at, imported, accounted for, found, and taken back', async () => {
    const path = fixture('exports/pugongying-list/bloggers.csv');
    const sent = await upload(path);
    expect(sent).toMatchObject({ fileName: 'bloggers.csv', byteCount: (await stat(path)).size });
    const files = [{ uploadId: sent.uploadId }];

    const preview = await read<{ files: Preview[] }>(api('/imports/preview', json({ files })));
    const table = preview.files[0]?.tables[0];
    expect(table?.candidates[0]?.connector).toBe('pugongying-list');
    expect(table?.sample).toMatchObject({ rowsRead: 2, rowsKept: 2, rowsRejected: 0 });
    expect(table?.columns.find((c) => c.header === '粉丝数')?.meaning).toContain('follower_count');
    expect((await read<SearchResult>(api('/accounts'))).total).toBe(0);

    const { jobId } = await read<{ jobId: string }>(api('/imports', json({ files, brand: '禾味' })));
    const job = await jobDone(jobId);
    expect(job).toMatchObject({ state: 'done', progress: 1, error: null });
    const report = (job.result as ImportReport).files[0] as FileReport;
    expect(report).toMatchObject({ state: 'imported', rowsRead: 2, rowsKept: 2, rowsRejected: 0 });

    const found = await read<SearchResult>(api('/accounts?q=青禾'));
    const card = found.items[0];
    expect(card?.followers).toMatchObject({ value: 132_000, unit: 'count' });
    const page = await read<AccountPage>(api(`/accounts/${encodeURIComponent(card?.accountId ?? '')}`));
    const from = page.figures.find((f) => f.metric === 'follower_count')?.from;
    const evidence = await read<Evidence>(api(`/evidence/${from?.sourceId}/${from?.row}`));
    expect(evidence.cells?.['粉丝数']).toBe('13.2万');

    const detail = await read<{ run: { brand: string }; report: FileReport }>(
      api(`/imports/${report.runId}`),
    );
    expect(detail.run.brand).toBe('禾味');
    expect(detail.report.rowsRead).toBe(2);

    expect((await api(`/imports/${report.runId}`, { method: 'DELETE' })).status).toBe(200);
    expect((await read<SearchResult>(api('/accounts'))).total).toBe(0);
    const { items } = await read<{ items: { act: string; subjectId: string }[] }>(api('/audit'));
    expect(items.slice(0, 2)).toMatchObject([
      { act: 'import-undone', subjectId: report.runId },
      { act: 'imported', subjectId: jobId },
    ]);
  });

  it('with a mapping that is none is refused before anything starts', async () => {
    const { uploadId } = await upload(fixture('exports/qiangua/bloggers.csv'));
    for (const path of ['/imports', '/imports/preview'])
      expect(await problem(api(path, json({ files: [{ uploadId, mapping: { id: 'x' } }] })))).toMatchObject({
        status: 422,
        code: 'bad-mapping',
      });
  });
});

describe('live updates', () => {
  /** Other jobs of the server tell of themselves too. */
  const statesIn = (text: string, jobId: string) =>
    [...text.matchAll(/^event: job\ndata: (.*)\n\n/gm)]
      .map((m) => JSON.parse(m[1] ?? '{}') as Job)
      .filter((j) => j.jobId === jobId)
      .map((j) => j.state);

  it('tell of a job from waiting to done, and that the library changed', async () => {
    const stop = new AbortController();
    const events = await api('/events', { signal: stop.signal });
    expect(events.headers.get('content-type')).toContain('text/event-stream');
    const files = [{ path: fixture('exports/xingtu-page/market.csv') }];
    const { jobId } = await read<{ jobId: string }>(api('/imports', json({ files }, withKey())));
    let text = '';
    const decoder = new TextDecoder();
    for await (const piece of events.body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(piece, { stream: true });
      if (text.includes('event: library') && statesIn(text, jobId).includes('done')) break;
    }
    stop.abort();
    const states = statesIn(text, jobId);
    expect(states[0]).toMatch(/waiting|running/);
    expect(states.at(-1)).toBe('done');
  });
});

describe('export over HTTP', () => {
  it.each(['csv', 'xlsx', 'parquet'])('gives a %s and leaves no file behind', async (format) => {
    const answer = await api(`/accounts/export?format=${format}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="library.${format}"`);
    expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(100);
    await expect
      .poll(async () => (await import('node:fs/promises')).readdir(join(home, 'exports')))
      .toEqual([]);
  });
});

describe('the OpenAPI document', () => {
  interface Operation {
    summary?: string;
    tags?: string[];
    responses?: Record<string, { description?: string }>;
    parameters?: { name: string; in: string; required?: boolean; schema?: unknown }[];
  }
  it('is 3.1, and every operation says what it does and what it answers', async () => {
    const document = await read<{
      openapi: string;
      info: { title: string; version: string };
      paths: Record<string, Record<string, Operation>>;
    }>(api('/openapi.json'));
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(document.info).toMatchObject({ title: 'Touchstone', version: VERSION });
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    );
    expect(operations.length).toBeGreaterThan(30);
    for (const { path, method, operation } of operations) {
      const name = `${method} ${path}`;
      expect(operation.summary, name).toBeTruthy();
      expect(operation.tags?.length, name).toBe(1);
      const answers = Object.entries(operation.responses ?? {});
      expect(answers.length, name).toBeGreaterThan(0);
      for (const [status, answer] of answers) {
        expect(status, name).toMatch(/^[2-5]\d\d$|^default$/);
        expect(answer.description, name).toBeTruthy();
      }
      for (const parameter of operation.parameters ?? []) {
        expect(['path', 'query', 'header', 'cookie'], name).toContain(parameter.in);
        expect(parameter.schema, `${name} ${parameter.name}`).toBeTruthy();
        if (parameter.in === 'path') expect(parameter.required, name).toBe(true);
      }
      for (const [, word] of path.matchAll(/\{(\w+)\}/g))
        expect(
          operation.parameters?.map((p) => p.name),
          name,
        ).toContain(word);
    }
    // References lead somewhere.
    const text = JSON.stringify(document);
    for (const [, reference] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      const target = (reference ?? '')
        .split('/')
        .reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], document);
      expect(target, reference).toBeDefined();
    }
  });
});

describe('a server that must be asked with a token', () => {
  it('does not start on an open address without one', async () => {
    const other = await tempFolder();
    await expect(serve(testConfig(other, { host: '0.0.0.0' }), { announce: false })).rejects.toMatchObject({
      kind: 'usage',
      code: 'token-required',
    });
    await removeFolder(other);
  });

  it('answers to the token as bearer, cookie or link, and to nothing else', async () => {
    const other = await tempFolder();
    const guarded = await serve(testConfig(other, { token: 'open sesame'.replace(' ', '-') }), {
      announce: false,
    });
    const ask = (path: string, headers: Record<string, string> = {}) =>
      fetch(`${guarded.address}/api/v1${path}`, { headers });
    expect((await problem(ask('/status'))).code).toBe('token-needed');
    expect((await ask('/status', { authorization: 'Bearer wrong' })).ok).toBe(false);
    expect((await ask('/status?token=wrong')).ok).toBe(false);
    expect((await ask('/status', { authorization: 'Bearer open-sesame' })).status).toBe(200);
    const linked = await ask('/status?token=open-sesame');
    const cookie = linked.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
    expect((await ask('/status', { cookie: cookie.split(';')[0] ?? '' })).status).toBe(200);
    expect((await ask('/status', { 'x-touchstone-key': guarded.key })).status).toBe(200);
    await guarded.close();
    await removeFolder(other);
  });
});

describe('work that a process left unfinished', () => {
  it('is done by the next one', async () => {
    const other = await tempFolder();
    const files = [
      {
        path: fixture('exports/qiangua/bloggers.csv'),
        fileName: 'bloggers.csv',
        connector: null,
        mapping: null,
      },
    ];
    const store = await openStore(testConfig(other));
    const jobId = await store.jobs.add('import', { files, options: {} });
    await store.jobs.claim(['import']);
    await store.close();
    const next = await serve(testConfig(other), { announce: false });
    await expect
      .poll(async () => (await next.store.jobs.get(jobId))?.state, { timeout: 20_000, interval: 50 })
      .toBe('done');
    expect(await next.store.jobs.get(jobId)).toMatchObject({ attempts: 2 });
    const found = (await (await fetch(`${next.address}/api/v1/accounts`)).json()) as SearchResult;
    expect(found.total).toBe(2);
    await next.close();
    await removeFolder(other);
  });

  it('is not taken up again when the user had cancelled it', async () => {
    const files = Array.from({ length: 3 }, () => ({ path: fixture('exports/qiangua/medians.csv') }));
    const { jobId } = await read<{ jobId: string }>(api('/imports', json({ files }, withKey())));
    const second = await read<{ jobId: string }>(api('/imports', json({ files }, withKey())));
    expect((await api(`/jobs/${second.jobId}/cancel`, { method: 'POST' })).status).toBe(202);
    expect((await jobDone(second.jobId)).state).toBe('cancelled');
    expect((await jobDone(jobId)).state).toBe('done');
  });
});
