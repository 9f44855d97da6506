/** The published results, whole, through the import: standards, cost curves and paid lift of the real files. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TempLibrary, tempLibrary } from '#domain/facts/imports/temp-library.ts';
import { costCurves, paidLifts } from './outcomes.ts';
import { curvesSchema, liftSchema, normsSchema } from './schema.ts';
import { norms } from './service.ts';

const repository = fileURLToPath(new URL('../../../../', import.meta.url));
const stated = process.env['TOUCHSTONE_DATA'];
const folder = stated ? resolve(stated) : resolve(repository, '../shared/data');
const present = existsSync(join(folder, 'outcomes'));
const FILES = [
  ['ads-spend-conversions.csv', 'ad-results-table', 518],
  ['cosmetics-brand-posts.csv', 'page-post-results', 400],
  ['live-sellers.csv', 'seller-posts-table', 7050],
] as const;

it('finds the published results where TOUCHSTONE_DATA says they are', () => {
  if (!present) console.warn(`Published results are absent (${folder}): they were NOT read in this run.`);
  expect(stated === undefined || present).toBe(true);
});

describe.runIf(present)('published results', () => {
  let library: TempLibrary;
  beforeAll(async () => {
    library = await tempLibrary();
  });
  afterAll(() => library.remove());

  it('go in by the front door, nothing rejected', async () => {
    for (const [file, connector, rows] of FILES) {
      const report = await library.bringOne(join(folder, 'outcomes', file));
      expect(report).toMatchObject({
        state: 'imported',
        connector,
        rowsRead: rows,
        rowsKept: rows,
        rowsRejected: 0,
        cellsUnreadable: 0,
      });
    }
  });

  it('give unit costs with their denominators, from media money', async () => {
    for (const metric of ['cpm_per_exposure', 'cost_per_click', 'cost_per_conversion'] as const) {
      const found = normsSchema.parse(await norms(library.store, { metric }));
      expect(found).toMatchObject({ platform: 'facebook', basis: 'media', currency: 'USD' });
      const cell = found.cells[0]?.norm;
      if (cell?.state !== 'ok') throw new Error(`${metric} is blank`);
      expect(cell.low).toBeLessThanOrEqual(cell.value);
      // 323 of 518 ads cost something.
      expect(cell.n).toBe(323);
    }
    // More than half of the ads brought no purchase: the middle purchase has no finite price, and that is what is said.
    const orders = normsSchema.parse(await norms(library.store, { metric: 'cost_per_order' }));
    expect(orders.cells[0]?.norm).toMatchObject({
      state: 'insufficient',
      why: { en: 'Most of these posts got nothing that could be divided by.' },
    });
    const got = normsSchema.parse(
      await norms(library.store, { metric: 'engagement_count', platform: 'facebook' }),
    );
    const video = got.cells.find((c) => c.format === 'video');
    expect(video?.norm).toMatchObject({ state: 'ok', n: 9 });
  });

  it('give cost curves with an interval, whole and by age, gender and interest', async () => {
    const found = curvesSchema.parse(
      await costCurves(library.store, { outcome: 'exposure_count', by: 'age' }),
    );
    expect(found).toMatchObject({ posts: 323, costNothing: 195, properties: ['age', 'gender', 'interest'] });
    const all = found.cells[0]?.curve;
    if (all?.state !== 'ok') throw new Error('no curve');
    expect(all.elasticity.low).toBeLessThan(all.elasticity.high);
    expect(all.shape).toBe('diminishing');
    expect(found.cells.map((c) => c.value)).toEqual([null, '30-34', '35-39', '40-44', '45-49']);
    const orders = curvesSchema.parse(
      await costCurves(library.store, { outcome: 'order_count', by: 'interest' }),
    );
    expect(orders.cells.some((c) => c.curve.state === 'insufficient')).toBe(true);
  });

  it('give paid lift by three estimates, with the limits said', async () => {
    const found = liftSchema.parse(await paidLifts(library.store, {}));
    const page = found.pages[0];
    expect(page).toMatchObject({ paid: 118, unpaid: 281, platform: 'facebook' });
    expect(page?.covariates).toEqual(['followers', 'band', 'kind', 'month', 'weekday']);
    for (const estimate of [page?.plain, page?.regression, page?.matched]) {
      if (estimate?.state !== 'ok') throw new Error('no estimate');
      expect(estimate.low).toBeGreaterThan(1);
      expect(estimate.high).toBeLessThan(3);
    }
    expect(found.limits).toHaveLength(2);
  });
});
