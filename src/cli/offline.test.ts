/** Acceptance 15: with the network cut, files still become a library that can be searched. */

import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImportReport } from '#domain/facts/imports/schema.ts';
import { fixture } from '#domain/facts/imports/temp-library.ts';
import type { SearchResult } from '#domain/facts/library/schema.ts';
import { removeFolder, tempFolder } from '#store/temp-home.ts';
import { runProgram } from './run-program.ts';

/** Loaded before the program, in every process and thread of it: whatever leaves the machine throws and is noted. */
const PRELOAD = `
import { appendFileSync } from 'node:fs';
import dgram from 'node:dgram';
import dns from 'node:dns';
import net from 'node:net';
import { syncBuiltinESMExports } from 'node:module';
const note = process.env.NETWORK_NOTE;
appendFileSync(note, 'cut ' + process.argv.slice(1, 2) + '\\n');
const home = (host) => host === undefined || host === 'localhost' || /^127\\.|^::1$|^\\[::1\\]$/.test(host);
const refuse = (what) => {
  appendFileSync(note, 'reached ' + what + '\\n');
  throw new Error('the network is cut: ' + what);
};
const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...given) {
  const first = Array.isArray(given[0]) ? given[0][0] : given[0];
  const host = typeof first === 'object' ? first.host : typeof given[1] === 'string' ? given[1] : undefined;
  if (!(typeof first === 'object' && first.path) && !home(host)) refuse('connect ' + host);
  return connect.apply(this, given);
};
for (const module of [dns, dns.promises])
  for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) {
    const real = module[name];
    module[name] = (host, ...rest) => (home(host) ? real.call(module, host, ...rest) : refuse(name + ' ' + host));
  }
dgram.Socket.prototype.send = () => refuse('datagram');
syncBuiltinESMExports();
`;

let home: string;
let env: Record<string, string>;
let note: string;
beforeAll(async () => {
  home = await tempFolder();
  note = join(home, 'network.txt');
  await writeFile(note, '');
  await writeFile(join(home, 'cut.mjs'), PRELOAD);
  env = { NODE_OPTIONS: `--import=${pathToFileURL(join(home, 'cut.mjs')).href}`, NETWORK_NOTE: note };
});
afterAll(() => removeFolder(home));
const noted = async (word: string) =>
  (await readFile(note, 'utf8')).split('\n').filter((line) => line.startsWith(word));

describe('offline', () => {
  it('the cut is real: a request that leaves the machine fails and is noted', async () => {
    const script =
      "for (const host of ['192.0.2.1', 'example.org']) await fetch('http://' + host).catch((e) => console.log(String(e.cause ?? e)))";
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      env: { ...process.env, ...env },
    });
    let text = '';
    for await (const piece of child.stdout) text += String(piece);
    expect(text.match(/the network is cut/g)).toHaveLength(2);
    expect(await noted('reached')).toHaveLength(2);
    await writeFile(note, '');
  });

  it('import, search, evidence and export work, and nothing tries to leave', async () => {
    const run = (...args: string[]) => runProgram([...args, '--home', join(home, 'library'), '--json'], env);
    const files = [
      'exports/pugongying-list/bloggers.xlsx',
      'exports/xingtu-page/market.csv',
      'api/weibo/mymblog.json',
    ];
    const imported = JSON.parse((await run('import', ...files.map(fixture))).out) as ImportReport;
    expect(imported.files.map((f) => f.state)).toEqual(['imported', 'imported', 'imported']);
    const found = JSON.parse((await run('library', 'search', '青禾')).out) as SearchResult;
    expect(found.total).toBe(1);
    const from = found.items[0]?.followers?.from;
    const evidence = await run(
      'account',
      found.items[0]?.accountId ?? '',
      '--evidence',
      `${from?.sourceId}:${from?.row}`,
    );
    expect(evidence.out).toContain('13.2万');
    expect((await run('library', 'export', join(home, 'out.xlsx'))).code).toBe(0);
    expect((await noted('cut')).length).toBeGreaterThan(5);
    expect(await noted('reached')).toEqual([]);
  });
});
