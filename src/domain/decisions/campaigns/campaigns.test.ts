/** A campaign from a sheet, joined with what people write down of it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TempLibrary, tempLibrary } from '#domain/facts/imports/temp-library.ts';
import { addContext, addForecast, addLink, withdrawContext } from './records.ts';
import { campaignSchema, newCampaignSchema, newForecastSchema, newLinkSchema } from './schema.ts';
import {
  addPlacements,
  campaignLines,
  campaignPage,
  contextOf,
  forecastsOf,
  linksOf,
  makeCampaign,
  placementsOf,
} from './service.ts';

let library: TempLibrary;
const SHEET = `平台,项目,品牌,账号ID,达人昵称,合作状态,开始日期,结束日期,合作价格,作品ID
微博,春季,禾味,1000000001,甲,已发布,2025-03-01,2025-03-31,1200,5000000000000001
微博,春季,禾味,1000000002,乙,待发布,2025-03-01,2025-03-31,-,-
`;
const A = 'weibo:1000000001';
const B = 'weibo:1000000002';
beforeAll(async () => {
  library = await tempLibrary();
  await library.bring([await library.file('sheet.csv', SHEET)]);
});
afterAll(() => library.remove());

describe('a campaign', () => {
  it('has the placements of its sheet without anybody keeping it', async () => {
    const page = campaignSchema.parse(await campaignPage(library.store, '春季'));
    expect(page).toMatchObject({ brand: '禾味', kept: false, state: 'running', accounts: 2 });
    expect(page.placements.map((p) => [p.accountId, p.state, p.priceMinor])).toEqual([
      [A, 'running', 120_000],
      [B, 'planned', null],
    ]);
    expect(page.placements[0]?.from?.row).toBe(2);
  });

  it('joins a written placement with the row that speaks of the same work', async () => {
    const given = newCampaignSchema.parse({
      campaign: '春季',
      budgetMinor: 500_000,
      currency: 'CNY',
      placements: [
        {
          accountId: B,
          priceMinor: 90_000,
          currency: 'CNY',
          mode: 'paid_soft',
          terms: [{ quantity: 'like_count', least: 100 }],
        },
      ],
    });
    await makeCampaign(library.store, given, 'user');
    const placements = await placementsOf(library.store, '春季');
    expect(placements.map((p) => [p.accountId, p.priceMinor, p.mode, p.terms.length])).toEqual([
      [B, 90_000, 'paid_soft', 1],
      [A, 120_000, 'unknown', 0],
    ]);
    await expect(makeCampaign(library.store, given, 'user')).rejects.toThrow('already');
    await expect(
      addPlacements(
        library.store,
        '春季',
        newCampaignSchema.parse({ campaign: 'x', placements: [{ accountId: 'weibo:9' }] }).placements,
        'user',
      ),
    ).rejects.toThrow('holds no account');
    expect(await campaignLines(library.store)).toMatchObject([{ campaign: '春季', kept: true }]);
  });

  it('keeps links that stand for one placement, and context that can be taken back', async () => {
    const code = newLinkSchema.parse({ kind: 'code', value: 'HW001', accountId: A });
    await addLink(library.store, '春季', code, 'user');
    await expect(addLink(library.store, '春季', code, 'user')).rejects.toThrow('belongs to');
    expect(await linksOf(library.store, '春季')).toHaveLength(1);
    const event = await addContext(
      library.store,
      '春季',
      {
        kind: 'giveaway',
        note: '抽奖',
        fromAt: '2025-03-02T20:00:00+08:00',
        untilAt: '2025-03-02T22:00:00+08:00',
        postId: null,
      },
      'user',
    );
    expect(event.fromAt).toBe('2025-03-02T12:00:00.000Z');
    expect(await contextOf(library.store, '春季')).toEqual([event]);
    await withdrawContext(library.store, event.eventId, 'user');
    expect(await contextOf(library.store, '春季')).toEqual([]);
  });

  it('adds forecasts and never changes one', async () => {
    const said = (value: number) =>
      newForecastSchema.parse({
        subject: { kind: 'post', id: 'weibo:5000000000000001' },
        quantity: 'like_count',
        horizonHours: 168,
        madeByKind: 'agency',
        madeBy: 'MCN 甲',
        value,
      });
    await addForecast(library.store, '春季', said(500));
    await addForecast(library.store, '春季', said(800));
    const kept = await forecastsOf(library.store, {
      subject: { kind: 'post', id: 'weibo:5000000000000001' },
    });
    expect(kept.map((f) => f.value)).toEqual([500, 800]);
    expect((await campaignPage(library.store, '春季')).forecasts).toEqual(kept);
  });

  it('that nobody named is missing', async () => {
    await expect(campaignPage(library.store, '冬季')).rejects.toThrow('There is no campaign');
  });
});
