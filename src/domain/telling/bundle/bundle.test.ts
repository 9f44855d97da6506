import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Finding, word } from '#basis/reading.ts';
import { fixture, type TempLibrary, tempLibrary, textOf } from '#domain/facts/imports/temp-library.ts';
import type { Detector } from '#domain/readings/authenticity/detector.ts';
import { reply } from '#domain/readings/authenticity/said-by-people.ts';
import { defineQuery } from '#store/facts/query.ts';
import { sql } from '#store/facts/sql.ts';
import { besideLibrary } from './beside-library.ts';
import { canonical } from './canonical.ts';
import { checkBundle } from './check-bundle.ts';
import { makeBundle } from './service.ts';
import { signingKey } from './signing-key.ts';
import { verifyBundle } from './verify-bundle.ts';
import { writeBundle } from './write-bundle.ts';

const figures = defineQuery({
  name: 'test.figures',
  row: z.object({
    metric: z.string(),
    value: z.number().nullable(),
    source_id: z.number(),
    source_row: z.number(),
  }),
  sample: { id: 'a' },
  build: (p: { id: string }) =>
    sql`SELECT metric, value, source_id, source_row FROM account_snapshot WHERE account_id = ${p.id} ORDER BY ALL`,
});

/** A whole detector over real rows; `factor` stands for another way of computing under the same or another version. */
const mean = (version: number, factor = 1): Detector => ({
  card: {
    measure: `mean-figure@${version}`,
    chamber: 'ratios',
    route: 'either',
    title: word('Mean', '均值'),
    question: word('What is the mean?', '均值是多少？'),
    innocent: [],
    wouldChange: [],
    falseAlarm: null,
    method: 'mean',
  },
  async read(facts, { accountIds, asOf }) {
    const findings: Finding[] = [];
    for (const id of accountIds) {
      const rows = await facts.all(figures, { id });
      const values = rows.flatMap((r) => r.value ?? []);
      findings.push({
        subject: { kind: 'account', id },
        measure: `mean-figure@${version}`,
        asOf,
        inputDigest: String(rows.length),
        level: 'none',
        result: {
          state: 'ok',
          value: (factor * values.reduce((a, b) => a + b, 0)) / values.length,
          low: null,
          high: null,
          n: values.length,
          unit: 'mixed',
          detail: { seed: 7 },
          caveats: [],
        },
        summary: word('A mean.', '均值。'),
        rows: rows.map((r) => ({ sourceId: r.source_id, row: r.source_row, note: r.metric })),
        rowCount: rows.length,
      });
    }
    return findings;
  },
});

const ACCOUNT = 'douyin:@mumu_fix';
const DETECTORS = [mean(1)];
let library: TempLibrary;
let open: Buffer;
let hashed: Buffer;

beforeAll(async () => {
  library = await tempLibrary();
  await library.bringOne(fixture('exports/xingtu-page/market.csv'));
  const said = { measure: null, text: '抽奖活动带来的增长', saidBy: 'mumu', saidOn: '2024-06-01' };
  await reply(library.store, ACCOUNT, said, 'local');
  open = await makeBundle(library.store, { id: ACCOUNT, grade: 'open' }, DETECTORS);
  hashed = await makeBundle(library.store, { id: ACCOUNT, grade: 'hashed' }, DETECTORS);
});
afterAll(() => library.remove());

const contentOf = (bytes: Buffer) => {
  const opened = checkBundle(bytes).opened;
  if (!opened?.rows.inputs) throw new Error('not an open bundle');
  const { manifest, inputs, sources, evidence, readings, said, salt } = opened.rows;
  return {
    salt: (salt as string[])[0] as string,
    sections: structuredClone({ manifest, inputs, sources, evidence, readings, said }) as Record<
      'manifest' | 'inputs' | 'sources' | 'evidence' | 'readings' | 'said',
      unknown[]
    >,
  };
};
const resealed = async (change: (content: ReturnType<typeof contentOf>) => void): Promise<Buffer> => {
  const content = contentOf(open);
  change(content);
  return writeBundle(content, 'open', '2024-07-01T00:00:00.000Z', await signingKey(library.home));
};

describe('an open bundle', () => {
  it('verifies without the library: digests, signature, readings run again', async () => {
    const v = await verifyBundle(open, DETECTORS);
    expect(v.message).toContain('came out the same');
    expect(v).toMatchObject({ verdict: 'fine', rerun: 'equal', grade: 'open', readingCount: 2 });
    expect(v.manifest).toMatchObject({
      subject: { id: ACCOUNT },
      measures: ['mean-figure@1', 'combined-evidence@1'],
      seeds: { 'mean-figure@1': 7 },
    });
    expect(v.fingerprint).toMatch(/^([0-9a-f]{4} ){7}[0-9a-f]{4}$/);
  });
  it('holds the cells behind the readings and the creator’s reply', () => {
    const { evidence, said, sources } = contentOf(open).sections;
    expect(canonical(evidence)).toContain('321.5w');
    expect(canonical(said)).toContain('抽奖活动带来的增长');
    expect(sources).toMatchObject([{ file_name: 'market.csv' }]);
  });
  it('fails on any flipped bit and names where', async () => {
    const header = open.indexOf(10);
    await fc.assert(
      fc.asyncProperty(fc.nat(open.length - 1), fc.nat(7), async (byte, bit) => {
        const bad = Buffer.from(open);
        bad[byte] = (bad[byte] as number) ^ (1 << bit);
        const v = await verifyBundle(bad, DETECTORS);
        expect(v.verdict).not.toBe('fine');
        const place = v.place;
        expect(place).not.toBeNull();
        // A newline that is lost or won cuts lines anew: the place named then begins with the first line touched.
        if (place && place.part !== 'header' && place.part !== 'end') {
          expect(place.byteFrom).toBeLessThanOrEqual(byte);
          if (open[byte] !== 10 && bad[byte] !== 10) expect(place.byteTo).toBeGreaterThan(byte);
        } else if (place?.part === 'header') expect(byte).toBeLessThanOrEqual(header);
      }),
      { numRuns: 400 },
    );
  });
  it('fails when cut, lengthened or with lines swapped', async () => {
    const lines = open.toString('utf8').split('\n');
    const swapped = [...lines];
    [swapped[3], swapped[4]] = [lines[4] as string, lines[3] as string];
    const damaged = [
      open.subarray(0, open.length - 1),
      open.subarray(0, open.length >> 1),
      Buffer.concat([open, Buffer.from('x')]),
      Buffer.from(swapped.join('\n')),
    ];
    for (const bytes of damaged) expect((await verifyBundle(bytes, DETECTORS)).verdict).toBe('differs');
  });
  it('names the row that was changed together with its digest as its section', async () => {
    const lines = open.toString('utf8').split('\n');
    const at = lines.findIndex((l) => l.includes('"reading":'));
    const forged = (await resealed((c) => ((c.sections.readings[0] as { forged?: boolean }).forged = true)))
      .toString('utf8')
      .split('\n');
    lines[at] = forged[at] as string;
    const v = await verifyBundle(Buffer.from(lines.join('\n')), DETECTORS);
    expect(v).toMatchObject({ verdict: 'differs', place: { part: 'readings' } });
  });
});

describe('running again', () => {
  it('names the first reading whose number was changed and signed anew', async () => {
    const forged = await resealed((content) => {
      const line = content.sections.readings[1] as { reading: { result: { value: number } } };
      line.reading.result.value += 1;
    });
    const v = await verifyBundle(forged, DETECTORS);
    expect(v).toMatchObject({ verdict: 'differs', rerun: 'differs' });
    expect(v.message).toContain(`mean-figure@1 of account ${ACCOUNT}, at reading.result.value`);
  });
  it('names a measure that computes otherwise under the same version', async () => {
    const v = await verifyBundle(open, [mean(1, 1.0000001)]);
    expect(v.message).toContain('at reading.result.value');
  });
  it('finds a changed input row', async () => {
    const forged = await resealed((content) => {
      const inputs = content.sections.inputs as (unknown[] | { columns: string[] })[];
      const columns = (inputs[0] as { columns: string[] }).columns;
      (inputs[1] as unknown[])[columns.indexOf('value')] = 123_456;
    });
    expect(await verifyBundle(forged, DETECTORS)).toMatchObject({ verdict: 'differs', rerun: 'differs' });
  });
  it('refuses to compare across versions, and says which', async () => {
    const v = await verifyBundle(open, [mean(2)]);
    expect(v).toMatchObject({ verdict: 'unreadable', rerun: 'other-version' });
    expect(v.message).toMatch(/made by Touchstone .+ with mean-figure@1; this program has mean-figure@2/);
    expect((await verifyBundle(open, [mean(2), mean(1)])).verdict).toBe('fine');
  });
  it('says which format version it reads', async () => {
    const other = Buffer.from(open.toString('utf8').replace('"formatVersion":1', '"formatVersion":9'));
    const v = await verifyBundle(other, DETECTORS);
    expect(v.verdict).toBe('unreadable');
    expect(v.message).toContain('format version 9; this program reads version 1');
    expect((await verifyBundle(Buffer.from('a,b\n1,2\n'), DETECTORS)).message).toContain(
      'no Touchstone bundle',
    );
  });
});

describe('a hashed bundle', () => {
  it('has the same root and no input row', async () => {
    const v = await verifyBundle(hashed, DETECTORS);
    expect(v).toMatchObject({ verdict: 'fine', rerun: 'rows-withheld', grade: 'hashed' });
    expect(v.root).toBe((await verifyBundle(open, DETECTORS)).root);
    expect(hashed.toString('utf8')).not.toContain('321.5w');
    expect(hashed.length).toBeLessThan(open.length);
  });
  it('fails on any flipped bit', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(hashed.length - 1), fc.nat(7), async (byte, bit) => {
        const bad = Buffer.from(hashed);
        bad[byte] = (bad[byte] as number) ^ (1 << bit);
        expect((await verifyBundle(bad, DETECTORS)).verdict).not.toBe('fine');
      }),
      { numRuns: 200 },
    );
  });
  it('is held to the library it came from', async () => {
    const fine = await verifyBundle(hashed, DETECTORS);
    const same = await makeBundle(library.store, { id: ACCOUNT, grade: 'hashed' }, DETECTORS);
    expect(besideLibrary(fine, hashed, same)).toMatchObject({ verdict: 'fine', rerun: 'equal' });
    const other = await makeBundle(library.store, { id: ACCOUNT, grade: 'hashed' }, [mean(1, 2)]);
    expect(besideLibrary(fine, hashed, other)).toMatchObject({
      verdict: 'differs',
      place: { part: 'readings' },
    });
  });
});

it('bundles the accounts of a campaign, which run again together', async () => {
  await library.bringOne(fixture('exports/cooperation-sheet/campaigns.csv'));
  const rows = (await library.rows('cooperation')).filter((r) => r['campaign']);
  const campaign = textOf(rows[0]?.['campaign']);
  const members = [
    ...new Set(rows.filter((r) => r['campaign'] === campaign).map((r) => textOf(r['account_id']))),
  ].sort();
  const bytes = await makeBundle(library.store, { id: campaign, grade: 'open' }, DETECTORS);
  const verified = await verifyBundle(bytes, DETECTORS);
  expect(verified).toMatchObject({
    verdict: 'fine',
    rerun: 'equal',
    manifest: { subject: { kind: 'campaign', id: campaign }, accounts: members },
  });
  expect(verified.readingCount).toBeGreaterThanOrEqual(members.length);
});

it('refuses what is neither an account nor a campaign', async () => {
  await expect(makeBundle(library.store, { id: 'douyin:none', grade: 'open' }, DETECTORS)).rejects.toThrow(
    'no account and no campaign douyin:none',
  );
});
