/** Library search with three facets on a million accounts, over HTTP, on figures imported from a table. */
import { once } from 'node:events';
import { createWriteStream, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rng } from '#basis/rng.ts';
import { openDoor, waitForJob } from '#cli/door.ts';
import { readConfig } from '#config/config.ts';
import type { ImportReport } from '#domain/facts/imports/schema.ts';
import type { Line } from './run.ts';

const PLATFORMS = ['小红书', '抖音', '微博', 'B站', '知乎', '快手'];
const CATEGORIES = ['美妆', '护肤', '母婴', '美食', '穿搭', '数码', '运动', '旅行', '家居', '宠物'];
const REGIONS = ['上海', '北京', '广东', '浙江', '江苏', '四川', '湖北', '湖南', '福建', '山东'];
const NAMES = ['小鹿', '阿橙', '木子', '柚子', '老王', '南南', '七七', '团子', '青柠', '一一'];

async function accountFile(path: string, rows: number): Promise<void> {
  if (existsSync(path)) return;
  const random = rng(`accounts/${rows}`);
  const out = createWriteStream(path);
  let text = '平台,账号ID,昵称,粉丝数,内容类目,地区,互动中位数,图文报价,机构\n';
  for (let i = 0; i < rows; i++) {
    const followers = Math.round(random.logNormal(20_000, 1.8));
    text += `${random.pick(PLATFORMS)},a${i},${random.pick(NAMES)}${random.pick(CATEGORIES)}${i},${followers},${random.pick(CATEGORIES)},${random.pick(REGIONS)},${Math.round(followers * random.next() * 0.05)},${Math.round(followers * 0.03)},机构${random.int(1, 400)}\n`;
    if (text.length > 1 << 20) {
      if (!out.write(text)) await once(out, 'drain');
      text = '';
    }
  }
  out.end(text);
  await once(out, 'finish');
}

const at = (sorted: number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

export async function benchSearch(rows: number, requests: number): Promise<Line[]> {
  mkdirSync('.cache', { recursive: true });
  const csv = join('.cache', `accounts-${rows}.csv`);
  await accountFile(csv, rows);
  const home = mkdtempSync(join(tmpdir(), 'touchstone-bench-'));
  const door = await openDoor(readConfig({ home }));
  try {
    const started = performance.now();
    const { jobId } = await door.send<{ jobId: string }>('POST', '/imports', { files: [{ path: csv }] });
    const job = await waitForJob(door, jobId, () => {});
    const file = (job.result as ImportReport | null)?.files[0];
    if (file?.rowsKept !== rows)
      throw new Error(`kept ${file?.rowsKept} of ${rows}: ${JSON.stringify(file?.error ?? job.error)}`);
    const seconds = (performance.now() - started) / 1000;
    const random = rng('queries');
    const query = () => ({
      platform: random.pick(['xiaohongshu', 'douyin', 'weibo', 'bilibili', 'zhihu', 'kuaishou']),
      category: random.pick(CATEGORIES),
      region: random.pick(REGIONS),
      ...(random.chance(0.3) ? { q: random.pick(NAMES) } : {}),
      followersMin: random.pick([undefined, 10_000, 100_000]),
      sort: random.pick(['followers', 'engagement', 'price']),
    });
    const timed = async (path: string): Promise<number[]> => {
      const taken: number[] = [];
      for (let i = 0; i < requests; i++) {
        const from = performance.now();
        await door.get(path, query());
        taken.push(performance.now() - from);
      }
      return taken.toSorted((a, b) => a - b);
    };
    await timed('/accounts');
    const search = await timed('/accounts');
    const facets = await timed('/accounts/facets');
    return [
      {
        name: `search of ${rows} accounts with three facets, median`,
        value: at(search, 0.5),
        unit: 'ms',
        bound: 100,
        note: `${requests} requests, one after another`,
      },
      { name: 'the same, 99th percentile', value: at(search, 0.99), unit: 'ms', bound: 300, note: '' },
      {
        name: 'all seven facet counts, median',
        value: at(facets, 0.5),
        unit: 'ms',
        bound: null,
        note: `p99 ${at(facets, 0.99).toFixed(0)} ms`,
      },
      {
        name: `import of ${rows} accounts`,
        value: seconds,
        unit: 's',
        bound: null,
        note: 'through the connector, row by row',
      },
    ];
  } finally {
    await door.close();
    rmSync(home, { recursive: true, force: true });
  }
}
