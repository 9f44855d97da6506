import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rng } from '#basis/rng.ts';
import { type TempLibrary, tempLibrary } from '#domain/facts/imports/temp-library.ts';
import { measureRequestSchema, planRequestSchema } from './schema.ts';
import { measureLift, places, planLift } from './service.ts';

const PROVINCES =
  '北京 天津 河北 山西 辽宁 吉林 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 重庆 四川'.split(
    ' ',
  );
const DAYS = 84;
const START = 63;

describe('lift on orders by place', () => {
  let library: TempLibrary;
  let folder = '';
  beforeAll(async () => {
    library = await tempLibrary();
    folder = await mkdtemp(join(tmpdir(), 'touchstone-lift-'));
    const random = rng('orders by place');
    const lines = ['订单号,下单时间,商品ID,数量,实付金额,省份,平台'];
    PROVINCES.forEach((province, p) => {
      for (let d = 0; d < DAYS; d++) {
        // Places differ in size; from the start on, two of them sell half as much again.
        const mean = (4 + p / 2) * (d >= START && p < 2 ? 1.5 : 1);
        const day = new Date(Date.UTC(2026, 0, 1 + d)).toISOString().slice(0, 10);
        const n = random.poisson(mean);
        for (let i = 0; i < n; i++)
          lines.push(`O${p}-${d}-${i},${day} 12:00:00,oil,1,10.00,${province}省,抖音`);
      }
    });
    const path = join(folder, 'orders.csv');
    await writeFile(path, `${lines.join('\n')}\n`);
    await library.bring([path]);
  });
  afterAll(async () => {
    await library.remove();
    await rm(folder, { recursive: true, force: true });
  });

  it('knows the places without their rank', async () => {
    const found = await places(library.store);
    expect(found.units).toHaveLength(PROVINCES.length);
    expect(found.units.map((u) => u.unit)).toContain('广东');
    expect(found).toMatchObject({ withoutPlace: 0, from: '2026-01-01', until: '2026-03-25' });
  });

  it('finds a planted rise, in orders too, and none where there was none', async () => {
    const asked = { everyDays: 7, start: '2026-03-05', method: 'sdid' };
    const rise = await measureLift(
      library.store,
      measureRequestSchema.parse({ ...asked, treated: ['北京', '天津'] }),
    );
    expect(rise.verdict).toBe('raised');
    expect(rise.low as number).toBeLessThan(0.5);
    expect(rise.high as number).toBeGreaterThan(0.4);
    // 2 places × 3 weeks × half of about 4.25 orders a day.
    expect(rise.total.value).toBeGreaterThan(50);
    expect(rise.total.value).toBeLessThan(130);
    const none = await measureLift(
      library.store,
      measureRequestSchema.parse({ ...asked, treated: ['广东', '湖南'] }),
    );
    expect(none.low as number).toBeLessThan(0);
    expect(none.high as number).toBeGreaterThan(0);
    await expect(
      measureLift(library.store, measureRequestSchema.parse({ ...asked, treated: ['火星'] })),
    ).rejects.toThrow('No order came from “火星”');
  });

  it('tells beforehand which rise could be seen', async () => {
    const plan = await planLift(
      library.store,
      planRequestSchema.parse({ treated: ['北京', '天津'], duration: 14, expected: 0.01, method: 'did' }),
    );
    expect(plan).toMatchObject({ state: 'ok', verdict: 'cannot_tell' });
    expect(plan.state === 'ok' && plan.baseTotal).toBeGreaterThan(80);
  });
});
